// What a sandbox can be told at its start, with every default in one place.
import { randomBytes } from 'node:crypto';
import { DateTime } from 'luxon';
import { type SandboxLogger, silentLogger } from './logger';

/** One key for the persistent file: `key` is 32 bytes in base64. */
export interface SandboxEncryptionKey {
  keyId: string;
  key: string;
}

/** Which numbers of `details` are sent as strings: none, money only, or every number. */
export type NumbersAsStrings = 'none' | 'amounts' | 'all';

/** Options of `startSandbox`; everything has a default. */
export interface SandboxOptions {
  /** Address to listen on; default 127.0.0.1. Off loopback the control routes ask for the Bearer token. */
  host?: string | undefined;
  /** Port; default 0, a free one. */
  port?: number | undefined;
  /** Where browsers reach the sandbox, without a slash at the end; default is the address it listens on. */
  publicUrl?: string | undefined;
  /** Bearer token of the merchant; default: a random one, see `Sandbox.token`. */
  token?: string | undefined;
  /** Secret in the checksum of callbacks; default: a random one. */
  callbackSecret?: string | undefined;
  /** SQLite file that keeps reservations and books over restarts; default: memory only. */
  file?: string | undefined;
  /** Keys that encrypt the file's contents: the first encrypts, all decrypt; default: none, in the clear. */
  encryptionKeys?: readonly SandboxEncryptionKey[] | undefined;
  /** Seed of ids and chances; default 1. */
  seed?: number | undefined;
  /** Calls a minute before 429; default 240. */
  ratePerMinute?: number | undefined;
  /** How long after the hold was made it can be captured, in ms; default 7 days. */
  captureWindowMs?: number | undefined;
  /** Unit of the order's `chargeValidity`; default minutes. The provider's documents disagree. */
  chargeValidityUnit?: 'minutes' | 'days' | undefined;
  /** How long after a link's due moment the provider's job makes it EXPIRED, in ms; default 5000. */
  expiryLagMs?: number | undefined;
  /** Zone of the times in history; default Europe/Oslo. */
  zone?: string | undefined;
  /** What the rows of captures and charges in history carry: their own `CAP…` or `CHA…`, or the reservation's uuid; default `own`. */
  historyTakingUuid?: 'own' | 'reservation' | undefined;
  /** How far the sandbox's clock is ahead of its callers', in ms; negative: behind; default 0. */
  clockSkewMs?: number | undefined;
  /** Instant (ISO 8601) at which the sandbox's clock starts, past or future; default: now. */
  startAt?: string | undefined;
  /** Default `none`. */
  numbersAsStrings?: NumbersAsStrings | undefined;
  /** Tax rates the merchant may use, in percent; default 0, 12, 15, 25. */
  taxRates?: readonly number[] | undefined;
  /** How much one reservation may be charged in all, in minor units; default: no limit. */
  chargeRunwayMinor?: number | undefined;
  /** Every customer pays by himself that many ms after the link was made; default: only magic ones do. */
  autopayMs?: number | undefined;
  /** Time-out of one callback, in ms; default 5000. */
  callbackTimeoutMs?: number | undefined;
  /** Where callbacks may go; default `loopback`, so that an invented address is never called. */
  callbacksTo?: 'loopback' | 'anywhere' | undefined;
  /** Name of the merchant on the checkout page. */
  merchantName?: string | undefined;
  /** Currency shown on the checkout page (the API itself names none); default NOK. */
  currency?: string | undefined;
  /** Default: silent. */
  logger?: SandboxLogger | undefined;
}

const DAY_MS = 24 * 60 * 60 * 1000;

const DEFAULTS = {
  host: '127.0.0.1',
  port: 0,
  publicUrl: null,
  file: null,
  encryptionKeys: [],
  seed: 1,
  ratePerMinute: 240,
  captureWindowMs: 7 * DAY_MS,
  chargeValidityUnit: 'minutes',
  expiryLagMs: 5_000,
  zone: 'Europe/Oslo',
  historyTakingUuid: 'own',
  clockSkewMs: 0,
  startAt: null,
  numbersAsStrings: 'none',
  taxRates: [0, 12, 15, 25],
  chargeRunwayMinor: null,
  autopayMs: null,
  callbackTimeoutMs: 5_000,
  callbacksTo: 'loopback',
  merchantName: 'Fjordside Cabins AS',
  currency: 'NOK',
  logger: silentLogger,
} as const satisfies {
  [K in Exclude<keyof SandboxOptions, 'token' | 'callbackSecret'>]: SandboxOptions[K] | null;
};

type Defaulted = {
  [K in keyof typeof DEFAULTS]: null extends (typeof DEFAULTS)[K]
    ? Exclude<SandboxOptions[K], undefined> | null
    : Exclude<SandboxOptions[K], undefined>;
};

/** The options with every default filled in; durations in ms. */
export interface Settings extends Defaulted {
  token: string;
  callbackSecret: string;
  /** One unit of `chargeValidity`, in ms. */
  chargeUnitMs: number;
  /** How long charges are allowed when the order does not say, in ms. */
  defaultChargeValidityMs: number;
  startAtMs: number | null;
}

const NOT_NEGATIVE = ['ratePerMinute', 'captureWindowMs', 'expiryLagMs', 'callbackTimeoutMs'] as const;

/**
 * Fills in the defaults.
 * @throws RangeError when an option makes no sense
 */
export function resolveSettings(options: SandboxOptions): Settings {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const settled = { ...DEFAULTS, ...given } as Defaulted;
  if (!DateTime.now().setZone(settled.zone).isValid)
    throw new RangeError(`Unknown time zone "${settled.zone}".`);
  const startAt = settled.startAt === null ? null : DateTime.fromISO(settled.startAt);
  if (startAt !== null && !startAt.isValid) throw new RangeError('startAt is not an ISO 8601 instant.');
  if (!Number.isFinite(settled.clockSkewMs)) throw new RangeError('clockSkewMs must be a number.');
  for (const name of NOT_NEGATIVE) {
    const value = settled[name];
    if (!Number.isFinite(value) || value < 0) throw new RangeError(`${name} must be a number of at least 0.`);
  }
  return {
    ...settled,
    token: options.token ?? randomBytes(24).toString('hex'),
    callbackSecret: options.callbackSecret ?? randomBytes(24).toString('hex'),
    chargeUnitMs: settled.chargeValidityUnit === 'days' ? DAY_MS : 60_000,
    defaultChargeValidityMs: 90 * DAY_MS,
    startAtMs: startAt === null ? null : startAt.toMillis(),
  };
}
