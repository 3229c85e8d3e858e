/** The rules between settings: each looks at values already read, and stays silent about those that were at fault themselves. */
import { isLoopbackHost } from './loopback';
import { listensElsewhere, type Role } from './roles';
import { SANDBOX_CALLBACK_SECRET, SANDBOX_TOKEN, type SettingValues } from './schema';
import type { SettingsFault } from './settings-error';
import { isLoopbackAddress, type TemporalSettings } from './temporal';
import { privateTargetProblem } from './webhook-fields';

const DEFAULT_SAFETY_MARGIN_MS = 24 * 60 * 60 * 1000;
const DEFAULT_SHUTDOWN_DELAY_MS = 5_000;

/** What a stop needs beside the longest call to the provider. */
const SHUTDOWN_ROOM_MS = 5_000;

/** The safety margin that holds: the set one, else a day, but never more than half of the window (a default is no fault). */
export function effectiveSafetyMarginMs(
  values: Pick<SettingValues, 'CAPTURE_WINDOW' | 'SAFETY_MARGIN'>,
): number {
  return values.SAFETY_MARGIN ?? Math.min(DEFAULT_SAFETY_MARGIN_MS, Math.floor(values.CAPTURE_WINDOW / 2));
}

/** How long a stopping server still takes requests: the set time, else five seconds, but never more than a quarter of the grace. */
export function effectiveShutdownDelayMs(
  values: Pick<SettingValues, 'SHUTDOWN_GRACE' | 'SHUTDOWN_DELAY'>,
): number {
  return values.SHUTDOWN_DELAY ?? Math.min(DEFAULT_SHUTDOWN_DELAY_MS, Math.floor(values.SHUTDOWN_GRACE / 4));
}

/** Every rule between settings that is broken; `temporal` is null where it was at fault itself. */
export function crossFaults(
  values: Partial<SettingValues>,
  temporal: TemporalSettings | null,
  role: Role,
): SettingsFault[] {
  return [
    ...marginFaults(values),
    ...shutdownFaults(values),
    ...providerFaults(values),
    ...sandboxSecretFaults(values),
    ...apiKeyFaults(values, role),
    ...encryptionFaults(values, temporal),
    ...webhookFaults(values),
  ];
}

function marginFaults({ CAPTURE_WINDOW, SAFETY_MARGIN }: Partial<SettingValues>): SettingsFault[] {
  if (CAPTURE_WINDOW === undefined || SAFETY_MARGIN === undefined || SAFETY_MARGIN === null) return [];
  if (SAFETY_MARGIN <= CAPTURE_WINDOW / 2) return [];
  return [
    { setting: 'SAFETY_MARGIN', problem: 'is above half of CAPTURE_WINDOW; allowed: at most half of it' },
  ];
}

function shutdownFaults({ SHUTDOWN_GRACE, SHUTDOWN_DELAY }: Partial<SettingValues>): SettingsFault[] {
  if (SHUTDOWN_GRACE === undefined || SHUTDOWN_DELAY === undefined || SHUTDOWN_DELAY === null) return [];
  if (SHUTDOWN_DELAY <= SHUTDOWN_GRACE / 2) return [];
  return [
    { setting: 'SHUTDOWN_DELAY', problem: 'is above half of SHUTDOWN_GRACE; allowed: at most half of it' },
  ];
}

function providerFaults(values: Partial<SettingValues>): SettingsFault[] {
  // A base URL that was itself at fault was set all the same, and its companions are as needed.
  if (values.FRONT_PAYMENT_BASE_URL === null) return [];
  return (['FRONT_PAYMENT_TOKEN', 'FRONT_PAYMENT_CALLBACK_SECRET'] as const)
    .filter((name) => values[name] === null)
    .map((setting) => ({
      setting,
      problem:
        'is missing; allowed: the value Front Payment gave you, required once FRONT_PAYMENT_BASE_URL is set',
    }));
}

/** Both stand in our documents: whoever knows the secret makes callbacks up. */
function sandboxSecretFaults(values: Partial<SettingValues>): SettingsFault[] {
  const { FRONT_PAYMENT_BASE_URL: url } = values;
  if (!url || isLoopbackHost(new URL(url).hostname)) return [];
  const known = {
    FRONT_PAYMENT_TOKEN: SANDBOX_TOKEN,
    FRONT_PAYMENT_CALLBACK_SECRET: SANDBOX_CALLBACK_SECRET,
  };
  return (Object.keys(known) as (keyof typeof known)[])
    .filter((name) => values[name]?.reveal() === known[name])
    .map((setting) => ({
      setting,
      problem:
        "is the sandbox's own, which everybody knows, and FRONT_PAYMENT_BASE_URL is not loopback; allowed: the value Front Payment gave you",
    }));
}

function apiKeyFaults(values: Partial<SettingValues>, role: Role): SettingsFault[] {
  // The codec server has keys of its own, and is never without one.
  if (role === 'codec') return [];
  if (values.HOLDFAST_API_KEYS !== null || !listensElsewhere(role, values)) return [];
  const host = role === 'worker' ? 'WORKER_HOST' : 'HOST';
  return [
    {
      setting: 'HOLDFAST_API_KEYS',
      problem: `is missing, and ${host} is not loopback; allowed: role:key pairs (keys are made only on loopback)`,
    },
  ];
}

function encryptionFaults(
  values: Partial<SettingValues>,
  temporal: TemporalSettings | null,
): SettingsFault[] {
  const { HOLDFAST_ENCRYPTION: mode, HOLDFAST_ENCRYPTION_KEYS: keys } = values;
  const hasKeys = keys !== undefined && keys !== null;
  if (mode === 'off' && hasKeys) {
    const problem =
      'is off, and HOLDFAST_ENCRYPTION_KEYS is set; allowed: off without keys, or keys without off';
    return [{ setting: 'HOLDFAST_ENCRYPTION', problem }];
  }
  if (keys !== null || mode === 'off' || mode === undefined) return [];
  const remote = temporal?.address != null && !isLoopbackAddress(temporal.address);
  if (!remote && mode !== 'on') return [];
  const why = remote ? 'the Temporal address is not loopback' : 'HOLDFAST_ENCRYPTION is on';
  return [
    {
      setting: 'HOLDFAST_ENCRYPTION_KEYS',
      problem: `is missing, and ${why}; allowed: keyId:base64 pairs of 32 bytes, or HOLDFAST_ENCRYPTION=off`,
    },
  ];
}

function webhookFaults(values: Partial<SettingValues>): SettingsFault[] {
  const { WEBHOOK_URL: url, WEBHOOK_SECRETS: secrets, WEBHOOK_ALLOW_PRIVATE_NETWORK: privately } = values;
  const faults: SettingsFault[] = [];
  if (url !== null && secrets === null) {
    const problem = 'is missing; allowed: one or more whsec_ secrets, required once WEBHOOK_URL is set';
    faults.push({ setting: 'WEBHOOK_SECRETS', problem });
  }
  const target = url && privately === 'off' ? privateTargetProblem(url) : null;
  if (target !== null) {
    const allowed = 'an https URL of a public address, or WEBHOOK_ALLOW_PRIVATE_NETWORK=on';
    faults.push({ setting: 'WEBHOOK_URL', problem: `${target}; allowed: ${allowed}` });
  }
  return faults;
}

/** What is legal but looks like a mistake, as sentences for the log. */
export function crossWarnings(values: SettingValues, publicUrl: string): string[] {
  const warnings: string[] = [];
  const host = new URL(publicUrl).hostname;
  const unreachable = isLoopbackHost(host) || host === '0.0.0.0' || host === '[::]';
  const providerIsElsewhere =
    values.FRONT_PAYMENT_BASE_URL !== null &&
    !isLoopbackHost(new URL(values.FRONT_PAYMENT_BASE_URL).hostname);
  if (unreachable && providerIsElsewhere) {
    warnings.push(
      'PUBLIC_URL is not reachable for Front Payment: no callback will arrive, and payments are seen by the slow poll and the sweep only',
    );
  }
  if (values.FRONT_PAYMENT_BASE_URL === null && values.FRONT_PAYMENT_TOKEN !== null) {
    warnings.push(
      'FRONT_PAYMENT_TOKEN is set but FRONT_PAYMENT_BASE_URL is not: the sandbox is used, no money moves',
    );
  }
  if (values.SHUTDOWN_GRACE < values.FRONT_PAYMENT_TIMEOUT + SHUTDOWN_ROOM_MS) {
    warnings.push(
      'SHUTDOWN_GRACE is not five seconds longer than FRONT_PAYMENT_TIMEOUT: a stop may leave calls under way to be verified',
    );
  }
  if (values.WEBHOOK_URL === null && values.WEBHOOK_SECRETS !== null) {
    warnings.push('WEBHOOK_SECRETS is set but WEBHOOK_URL is not: no webhook is sent');
  }
  return warnings;
}
