/**
 * The table of all settings: name, how it is read, default, meaning. Whatever reads, documents or checks settings
 * starts here, so that no default stands in two places.
 */
import { codecKeyList, origin } from './codec-fields';
import { duration, durationList } from './durations';
import { type Field, host, path, printable, secret, wholeNumber, word } from './fields';
import { apiKeyList, encryptionKeyList } from './key-lists';
import { proxyList } from './proxy-list';
import { httpUrl, recordsUrl } from './url-fields';
import { webhookSecretList, webhookUrl } from './webhook-fields';

/** The sandbox's bearer token where `FRONT_PAYMENT_TOKEN` is not set. Public on purpose: it opens nothing but a sandbox. */
export const SANDBOX_TOKEN = 'sandbox-token';

/** The sandbox's callback secret where `FRONT_PAYMENT_CALLBACK_SECRET` is not set. Public on purpose, as the token. */
export const SANDBOX_CALLBACK_SECRET = 'sandbox-callback-secret';

interface Row<T> {
  readonly field: Field<T>;
  readonly meaning: string;
}

/** A setting with a default that is read like any value. */
export interface DefaultedRow<T> extends Row<T> {
  readonly standard: string;
}

/** A setting that may stay unset (read as null); `unsetText` says what then holds. */
export interface OptionalRow<T> extends Row<T> {
  readonly unsetText: string;
}

/** Every setting that Holdfast reads itself, by its name in the environment. */
export const SCHEMA = {
  HOST: { field: host(), standard: '127.0.0.1', meaning: 'where the HTTP server listens' },
  PORT: { field: wholeNumber(1, 65535), standard: '8080', meaning: 'the port of the HTTP server' },
  WORKER_HOST: {
    field: host(),
    standard: '127.0.0.1',
    meaning: 'where `holdfast worker` listens for /healthz, /readyz and /metrics',
  },
  WORKER_PORT: {
    field: wholeNumber(1, 65535),
    standard: '8081',
    meaning: 'the port of that; each worker of one machine needs its own',
  },
  SHUTDOWN_GRACE: {
    field: duration({ min: 'PT1S', max: 'PT10M' }),
    standard: 'PT45S',
    meaning:
      'how long a process that is told to stop may take: requests and calls under way come home within it, and what does not is verified by others',
  },
  SHUTDOWN_DELAY: {
    field: duration({ min: 'PT0S', max: 'PT2M' }),
    unsetText: 'PT5S, or a quarter of SHUTDOWN_GRACE where that is shorter',
    meaning:
      'how long of it `holdfast server` still takes requests, not ready already, so that load balancers can turn away; at most half of SHUTDOWN_GRACE',
  },
  PUBLIC_URL: {
    field: httpUrl({ plainOnlyOnLoopback: false }),
    unsetText: 'http://HOST:PORT',
    meaning:
      'where Front Payment and browsers reach us: the root of every callback URL. With https the session cookie goes no other way',
  },
  HOLDFAST_TRUSTED_PROXIES: {
    field: proxyList(),
    unsetText: 'none: a caller has the address of its connection',
    meaning:
      'addresses and networks of the proxies before us, comma-separated: their X-Forwarded-For tells the caller whose wrong keys are counted',
  },
  HOLDFAST_DATA_DIR: {
    field: path(),
    standard: '.holdfast',
    meaning: "the embedded engine's database and logs, the record, the keys made at first start",
  },
  HOLDFAST_API_KEYS: {
    field: apiKeyList('HOLDFAST_API_KEYS'),
    unsetText: 'made at first start on loopback and kept in the data directory; required elsewhere',
    meaning:
      'role:key pairs, comma-separated, a key at least 16 characters, or sha256$ and its SHA-256 in hex; roles viewer, booking, operator',
  },
  HOLDFAST_ENCRYPTION_KEYS: {
    field: encryptionKeyList('HOLDFAST_ENCRYPTION_KEYS'),
    unsetText: 'none; required with a Temporal address that is not loopback, unless HOLDFAST_ENCRYPTION=off',
    meaning: 'keyId:base64 pairs of 32 bytes each, comma-separated; the first encrypts, all decrypt',
  },
  HOLDFAST_ENCRYPTION: {
    field: word('on', 'off'),
    unsetText: 'on where there are keys',
    meaning: 'off: personal data goes to a Temporal server elsewhere in the clear; contradicts keys',
  },
  FRONT_PAYMENT_BASE_URL: {
    field: httpUrl({ plainOnlyOnLoopback: true }),
    unsetText: 'the sandbox',
    meaning: 'e.g. https://demo-api.frontpayment.no/api/v1; https, or loopback',
  },
  FRONT_PAYMENT_TOKEN: {
    field: secret('FRONT_PAYMENT_TOKEN'),
    unsetText: `the sandbox's, ${SANDBOX_TOKEN}`,
    meaning: 'Bearer token; required once the base URL is set',
  },
  FRONT_PAYMENT_CALLBACK_SECRET: {
    field: secret('FRONT_PAYMENT_CALLBACK_SECRET'),
    unsetText: `the sandbox's, ${SANDBOX_CALLBACK_SECRET}`,
    meaning: 'for the callback checksum; required once the base URL is set',
  },
  FRONT_PAYMENT_TIMEOUT: {
    field: duration({ min: 'PT0.1S', max: 'PT5M' }),
    standard: 'PT30S',
    meaning: 'for one HTTP call',
  },
  FRONT_PAYMENT_RATE_PER_MINUTE: {
    field: wholeNumber(1, 100_000),
    standard: '240',
    meaning: "the merchant's budget of calls, kept across all workers",
  },
  FRONT_PAYMENT_CHARGE_VALIDITY_UNIT: {
    field: word('minutes', 'days'),
    standard: 'minutes',
    meaning: 'the unit of chargeValidity at Front Payment: minutes or days, since the documents disagree',
  },
  FRONT_PAYMENT_CANCEL_METHOD: {
    field: word('GET', 'POST'),
    standard: 'GET',
    meaning: 'GET with a JSON body, as documented, or POST',
  },
  VERIFY_SCHEDULE: {
    field: durationList({ min: 'PT0.001S', max: 'P1D', maxEntries: 20 }),
    standard: 'PT2S,PT5S,PT15S,PT30S,PT1M,PT2M,PT5M',
    meaning: 'the gaps between the readings of details after an ambiguous answer; then attention is raised',
  },
  CAPTURE_WINDOW: {
    field: duration({ min: 'PT0.001S', max: 'P365D' }),
    standard: 'P7D',
    meaning: 'how long a hold can be captured, from the moment it was made',
  },
  SAFETY_MARGIN: {
    field: duration({ min: 'PT0.001S', max: 'P365D' }),
    unsetText: 'P1D, or half of CAPTURE_WINDOW where that is shorter',
    meaning: 'how long before the capture deadline the timer acts; at most half of CAPTURE_WINDOW',
  },
  SWEEP_INTERVAL: {
    field: duration({ min: 'PT1S', max: 'P1D' }),
    standard: 'PT5M',
    meaning: 'how often history is read for what callbacks did not tell',
  },
  RECORDS_URL: {
    field: recordsUrl('RECORDS_URL'),
    unsetText: 'file: in the data directory (records.sqlite)',
    meaning:
      'the record of ended orders, of webhooks and of showings: file:/absolute/path (SQLite) or postgres://…',
  },
  WEBHOOK_URL: {
    field: webhookUrl('WEBHOOK_URL'),
    unsetText: 'none: nobody is told',
    meaning: 'where webhooks are posted to; https, unless private networks are allowed',
  },
  WEBHOOK_SECRETS: {
    field: webhookSecretList('WEBHOOK_SECRETS'),
    unsetText: 'none; required once the URL is set',
    meaning: 'whsec_… secrets (Standard Webhooks), comma-separated, newest first; all of them sign',
  },
  WEBHOOK_ALLOW_PRIVATE_NETWORK: {
    field: word('on', 'off'),
    standard: 'off',
    meaning: 'on: webhooks may go to this machine and to private networks, also over plain http',
  },
  WEBHOOK_TIMEOUT: {
    field: duration({ min: 'PT0.1S', max: 'PT30S' }),
    standard: 'PT15S',
    meaning: 'how long a receiver may take to answer; what takes longer is sent again',
  },
  WEBHOOK_DUE_SOON: {
    field: duration({ min: 'PT1S', max: 'P30D' }),
    standard: 'PT24H',
    meaning: 'how long before the timer acts on a hold reservation.capture_due_soon is sent',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    field: httpUrl({ plainOnlyOnLoopback: false }),
    unsetText: 'none: nothing is traced',
    meaning: 'where traces are sent to, by OTLP over HTTP, below /v1/traces; e.g. http://127.0.0.1:4318',
  },
  OTEL_SERVICE_NAME: {
    field: printable(100),
    standard: 'holdfast',
    meaning: 'the name of this service in traces',
  },
  CODEC_HOST: {
    field: host(),
    standard: '127.0.0.1',
    meaning: 'where `holdfast codec` listens, which decrypts for Temporal’s UI and CLI',
  },
  CODEC_PORT: { field: wholeNumber(1, 65535), standard: '8085', meaning: 'the port of that' },
  CODEC_KEYS: {
    field: codecKeyList('CODEC_KEYS'),
    unsetText: 'none: only the operator keys of HOLDFAST_API_KEYS may have things decrypted',
    meaning:
      'name:key pairs, comma-separated: who may have things decrypted, by the name that the log shows; a key at least 16 characters',
  },
  CODEC_UI_ORIGIN: {
    field: origin(),
    unsetText: 'none: no page of another origin is answered',
    meaning:
      'the origin of Temporal’s UI, e.g. http://127.0.0.1:8233: the one page that may ask the codec server',
  },
  WORKER_BUILD_ID: {
    field: printable(128),
    unsetText: 'none: workers are not versioned, and any of them carries on any order',
    meaning:
      'the version of this build for Worker Deployment Versioning; a new one takes part once `holdfast replay --make-current` has made it the current one',
  },
  WORKER_DEPLOYMENT: {
    field: printable(128),
    standard: 'holdfast',
    meaning: 'the name of the deployment that WORKER_BUILD_ID is a version of',
  },
  TASK_QUEUE: { field: printable(200), standard: 'reservations', meaning: 'where the workflows run' },
} as const satisfies Record<string, DefaultedRow<unknown> | OptionalRow<unknown>>;

/** The names of the settings that Holdfast reads itself. */
export type SettingName = keyof typeof SCHEMA;

type ValueOf<R> = R extends DefaultedRow<infer T> ? T : R extends OptionalRow<infer T> ? T | null : never;

/** Every setting's value as read; null where an optional one is unset. */
export type SettingValues = { -readonly [N in SettingName]: ValueOf<(typeof SCHEMA)[N]> };
