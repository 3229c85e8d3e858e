// The client's options, checked once. The token is sent to the base URL, so the base URL has to be safe.

import { IANAZone } from 'luxon';
import { z } from 'zod';
import type { CallName } from './call-name';
import { ClientOptionsError } from './errors/client-options-error';

/** Facts about one exchange, for meters and rate budgets; no path, no body, no person. */
export interface AnswerFacts {
  readonly call: CallName;
  /** null when no status line was read. */
  readonly httpStatus: number | null;
  readonly durationMs: number;
  /** `x-ratelimit-remaining`; null when it was not sent. */
  readonly rateLimitRemaining: number | null;
  /** `x-ratelimit-limit`; null when it was not sent. */
  readonly rateLimitLimit: number | null;
}

/** What `createFrontPaymentClient` needs. */
export interface FrontPaymentClientOptions {
  /** Such as `https://demo-api.frontpayment.no/api/v1`: https, or http on loopback; no credentials, query, fragment. */
  readonly baseUrl: string;
  /** The Bearer token. */
  readonly token: string;
  /** For one whole call, in milliseconds. */
  readonly timeoutMs: number;
  /** `GET` (with a JSON body) is documented today; `POST` was in earlier versions of the page. */
  readonly cancelMethod: 'GET' | 'POST';
  /** Source: "Create Session for Reservation" says minutes; earlier pages mean days. */
  readonly chargeValidityUnit: 'minutes' | 'days';
  /** The largest body that is read, after decompression. Default: 5,000,000. */
  readonly maxResponseBytes?: number | undefined;
  /** Asked at every call for headers to send in addition; `Authorization` and the body's own win. Default: none. */
  readonly headers?: (() => Readonly<Record<string, string>>) | undefined;
  /** The zone of the provider's local times, which name none. Default: `Europe/Oslo`. */
  readonly historyZone?: string | undefined;
  /** The merchant's tax rates in percent; others are refused before sending. Default: any from 0 to 100. */
  readonly taxPercents?: readonly number[] | undefined;
  /** Told about every exchange; what it throws is ignored, for it must not change an outcome. Default: nobody. */
  readonly onAnswer?: ((facts: AnswerFacts) => void) | undefined;
}

const DEFAULT_MAX_RESPONSE_BYTES = 5_000_000;
/** Node's timers hold no more milliseconds than this. */
const MAX_TIMER_MS = 2 ** 31 - 1;

const optionsSchema = z.object({
  baseUrl: z.string(),
  token: z.string().regex(/^[\x21-\x7e]+$/),
  timeoutMs: z.int().positive().max(MAX_TIMER_MS),
  cancelMethod: z.enum(['GET', 'POST']),
  chargeValidityUnit: z.enum(['minutes', 'days']),
  maxResponseBytes: z.int().positive().default(DEFAULT_MAX_RESPONSE_BYTES),
  headers: z
    .custom<() => Readonly<Record<string, string>>>((value) => typeof value === 'function')
    .default(() => () => ({})),
  historyZone: z
    .string()
    .refine((zone) => IANAZone.isValidZone(zone))
    .default('Europe/Oslo'),
  taxPercents: z.array(z.number().min(0).max(100)).optional(),
  onAnswer: z.custom<(facts: AnswerFacts) => void>((value) => typeof value === 'function').optional(),
});

/** The options with their defaults filled in. */
export type ClientOptions = z.output<typeof optionsSchema>;

/**
 * Checks the options and fills in the defaults.
 *
 * @throws ClientOptionsError naming the options at fault, never their values
 */
export function readClientOptions(options: FrontPaymentClientOptions): ClientOptions {
  const checked = optionsSchema.safeParse(options);
  if (!checked.success) {
    const fields = new Set(checked.error.issues.map((issue) => String(issue.path[0] ?? '')));
    throw new ClientOptionsError('options_invalid', [...fields]);
  }
  return { ...checked.data, baseUrl: checkBaseUrl(checked.data.baseUrl) };
}

function checkBaseUrl(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) throw new ClientOptionsError('base_url_unreadable');
  const url = new URL(baseUrl);
  if (url.username !== '' || url.password !== '') throw new ClientOptionsError('base_url_with_credentials');
  const isSecure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  if (!isSecure) throw new ClientOptionsError('base_url_not_secure');
  if (baseUrl.includes('?') || baseUrl.includes('#')) throw new ClientOptionsError('base_url_with_query');
  return url.href.replace(/\/+$/, '');
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
