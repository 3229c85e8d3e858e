/** The shape of the settings once read and checked: what the other rooms are given by the start-up file. */
import type { CodecKey } from './codec-fields';
import type { ApiKey, EncryptionKey } from './key-lists';
import type { Secret } from './secret';
import type { TemporalSettings } from './temporal';

/** How Front Payment is reached. Without a base URL the sandbox is started, with this token and secret. */
export interface FrontPaymentSettings {
  /** Without a closing slash; null for the sandbox. */
  readonly baseUrl: string | null;
  readonly token: Secret;
  readonly callbackSecret: Secret;
  readonly timeoutMs: number;
  readonly ratePerMinute: number;
  readonly chargeValidityUnit: 'minutes' | 'days';
  readonly cancelMethod: 'GET' | 'POST';
}

/** The defaults of every order's policy, and the schedules behind it. */
export interface PolicySettings {
  readonly verifyScheduleMs: readonly number[];
  readonly captureWindowMs: number;
  /** At most half of `captureWindowMs`. */
  readonly safetyMarginMs: number;
  readonly sweepIntervalMs: number;
}

/** Who is told what happens to orders, and how. */
export interface WebhookSettings {
  /** Secret, for many receivers put a token into it. */
  readonly url: Secret;
  /** `whsec_…`, newest first; every one of them signs. */
  readonly secrets: readonly Secret[];
  /** Whether targets on this machine and in private networks are allowed, and plain http. */
  readonly allowsPrivateNetwork: boolean;
  readonly timeoutMs: number;
  /** How long before the timer acts on a hold it is announced. */
  readonly dueSoonMs: number;
}

/** Where traces go, and by what name. */
export interface TracingSettings {
  /** Without a closing slash, and without the path for traces. */
  readonly endpoint: string;
  readonly serviceName: string;
}

/** The server that decrypts for Temporal's UI and CLI. */
export interface CodecSettings {
  readonly host: string;
  readonly port: number;
  readonly keys: readonly CodecKey[];
  /** The one origin whose pages may ask it; null for none. */
  readonly uiOrigin: string | null;
}

/** Which version of which deployment a worker is of. */
export interface VersionSettings {
  readonly deploymentName: string;
  readonly buildId: string;
}

/** How a process takes its leave. */
export interface ShutdownSettings {
  /** From the signal to the exit. */
  readonly graceMs: number;
  /** Of it: how long a server still takes requests; at most half. */
  readonly delayMs: number;
}

/** All settings. Printing or serialising them shows no secret. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  /** Where a worker on its own tells how it is. */
  readonly worker: { readonly host: string; readonly port: number };
  /** Null: workers are not versioned. */
  readonly version: VersionSettings | null;
  readonly codec: CodecSettings;
  readonly shutdown: ShutdownSettings;
  /** Without a closing slash. */
  readonly publicUrl: string;
  /** An absolute path. */
  /** Addresses and networks whose word on a caller's address is taken. */
  readonly trustedProxies: readonly string[];
  readonly dataDir: string;
  /** Null: to be made at first start (`loadOrMakeApiKeys`); only on loopback. */
  readonly apiKeys: readonly ApiKey[] | null;
  /** The first encrypts, all decrypt; without any nothing is encrypted. */
  readonly encryptionKeys: readonly EncryptionKey[];
  readonly frontPayment: FrontPaymentSettings;
  readonly policy: PolicySettings;
  readonly temporal: TemporalSettings;
  /** Secret, for a PostgreSQL URL may hold a password. */
  readonly recordsUrl: Secret;
  readonly taskQueue: string;
  /** Null: nobody is told. */
  readonly webhooks: WebhookSettings | null;
  /** Null: nothing is traced. */
  readonly tracing: TracingSettings | null;
  /** Sentences for the log at start: things that are legal but look like mistakes. */
  readonly warnings: readonly string[];
}
