/**
 * Reads all settings once, at start. Every fault is named in one error; nothing is replaced by a default in silence.
 * This room is the only one that looks at the environment, and it looks only at what it is given.
 */
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  crossFaults,
  crossWarnings,
  effectiveSafetyMarginMs,
  effectiveShutdownDelayMs,
} from './cross-checks';
import type { Field } from './fields';
import { type Role, roleFaults } from './roles';
import {
  SANDBOX_CALLBACK_SECRET,
  SANDBOX_TOKEN,
  SCHEMA,
  type SettingName,
  type SettingValues,
} from './schema';
import { Secret } from './secret';
import type { FrontPaymentSettings, Settings, WebhookSettings } from './settings';
import { SettingsError, type SettingsFault } from './settings-error';
import { readTemporal, type TemporalSettings } from './temporal';
import { warnOfUnknownNames } from './unknown-names';

/** The names of all settings that Holdfast reads itself (the Temporal ones are @temporalio/envconfig's). */
export const SETTING_NAMES = Object.keys(SCHEMA) as SettingName[];

/** Read by the CLI's own commands: in a `.env` they are no mistake. */
const CLI_NAMES = ['HOLDFAST_URL', 'HOLDFAST_API_KEY'];

/**
 * The settings in an environment, for a role; `start`'s unless given. Values are trimmed; an empty one counts as unset,
 * as in `.env` files.
 * @throws SettingsError naming every fault, when there is any.
 */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
  role: Role = 'start',
): Settings {
  const given = withoutEmpty(env);
  const faults: SettingsFault[] = [];
  const values = readValues(given, faults);
  const temporal = readTemporal(given, faults);
  faults.push(...crossFaults(values, temporal, role), ...roleFaults(role, values, temporal));
  if (faults.length > 0 || temporal === null) throw new SettingsError(faults);
  return assemble(values as SettingValues, temporal, Object.keys(given));
}

function withoutEmpty(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const pairs = Object.entries(env).map(([name, value]) => [name, value?.trim() ?? ''] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== ''));
}

function readValues(env: Readonly<Record<string, string>>, faults: SettingsFault[]): Partial<SettingValues> {
  const values: Partial<Record<SettingName, unknown>> = {};
  for (const name of SETTING_NAMES) {
    const row = SCHEMA[name];
    const text = env[name] ?? ('standard' in row ? row.standard : undefined);
    if (text === undefined) {
      values[name] = null;
      continue;
    }
    const read = (row.field as Field<unknown>).safeParse(text);
    if (read.success) values[name] = read.data;
    else faults.push(...read.error.issues.map((issue) => ({ setting: name, problem: issue.message })));
  }
  return values as Partial<SettingValues>;
}

function assemble(
  values: SettingValues,
  temporal: TemporalSettings,
  givenNames: readonly string[],
): Settings {
  const dataDir = resolve(values.HOLDFAST_DATA_DIR);
  const host = values.HOST.includes(':') ? `[${values.HOST}]` : values.HOST;
  const publicUrl = values.PUBLIC_URL ?? `http://${host}:${values.PORT}`;
  const recordsFile = pathToFileURL(join(dataDir, 'records.sqlite')).href;
  return {
    host: values.HOST,
    port: values.PORT,
    codec: {
      host: values.CODEC_HOST,
      port: values.CODEC_PORT,
      keys: values.CODEC_KEYS ?? [],
      uiOrigin: values.CODEC_UI_ORIGIN,
    },
    worker: { host: values.WORKER_HOST, port: values.WORKER_PORT },
    version: version(values),
    shutdown: { graceMs: values.SHUTDOWN_GRACE, delayMs: effectiveShutdownDelayMs(values) },
    publicUrl,
    trustedProxies: values.HOLDFAST_TRUSTED_PROXIES ?? [],
    dataDir,
    apiKeys: values.HOLDFAST_API_KEYS,
    encryptionKeys: values.HOLDFAST_ENCRYPTION_KEYS ?? [],
    frontPayment: frontPayment(values),
    policy: {
      verifyScheduleMs: values.VERIFY_SCHEDULE,
      captureWindowMs: values.CAPTURE_WINDOW,
      safetyMarginMs: effectiveSafetyMarginMs(values),
      sweepIntervalMs: values.SWEEP_INTERVAL,
    },
    temporal,
    recordsUrl: values.RECORDS_URL ?? new Secret('RECORDS_URL', recordsFile),
    taskQueue: values.TASK_QUEUE,
    webhooks: webhooks(values),
    tracing: tracing(values),
    warnings: [
      ...warnOfUnknownNames(givenNames, [...SETTING_NAMES, ...CLI_NAMES]),
      ...crossWarnings(values, publicUrl),
    ],
  };
}

function frontPayment(values: SettingValues): FrontPaymentSettings {
  return {
    baseUrl: values.FRONT_PAYMENT_BASE_URL,
    token: values.FRONT_PAYMENT_TOKEN ?? new Secret('FRONT_PAYMENT_TOKEN', SANDBOX_TOKEN),
    callbackSecret:
      values.FRONT_PAYMENT_CALLBACK_SECRET ??
      new Secret('FRONT_PAYMENT_CALLBACK_SECRET', SANDBOX_CALLBACK_SECRET),
    timeoutMs: values.FRONT_PAYMENT_TIMEOUT,
    ratePerMinute: values.FRONT_PAYMENT_RATE_PER_MINUTE,
    chargeValidityUnit: values.FRONT_PAYMENT_CHARGE_VALIDITY_UNIT,
    cancelMethod: values.FRONT_PAYMENT_CANCEL_METHOD,
  };
}

function tracing({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: serviceName }: SettingValues) {
  return endpoint === null ? null : { endpoint, serviceName };
}

function version({ WORKER_DEPLOYMENT: deploymentName, WORKER_BUILD_ID: buildId }: SettingValues) {
  return buildId === null ? null : { deploymentName, buildId };
}

function webhooks(values: SettingValues): WebhookSettings | null {
  if (values.WEBHOOK_URL === null) return null;
  return {
    url: values.WEBHOOK_URL,
    secrets: values.WEBHOOK_SECRETS ?? [],
    allowsPrivateNetwork: values.WEBHOOK_ALLOW_PRIVATE_NETWORK === 'on',
    timeoutMs: values.WEBHOOK_TIMEOUT,
    dueSoonMs: values.WEBHOOK_DUE_SOON,
  };
}
