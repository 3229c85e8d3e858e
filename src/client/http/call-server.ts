/**
 * One call to the server, repeated where the answer got lost or the server asks for patience. Every call of this
 * client may be repeated: it reads, or it carries its idempotency key, or the order's id is the key.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { RequestOpts } from '@oazapfts/runtime';
import { HoldfastProblem, HoldfastUnreachableError, problemOf } from './holdfast-problem';

/** The server and how it is called. */
export interface ServerOptions {
  /** Where the server is, as in its setting PUBLIC_URL. */
  url: string;
  /** An API key; what it may do is its role's. */
  key: string;
  /** How long one request may take; 30 s unless given. The server itself answers within about ten. */
  timeoutMs?: number;
  /** How often a request is repeated that got no answer, or 429, 502, 503 or 504; twice unless given. */
  retries?: number;
  /** In place of the built-in one, for proxies and certificates of one's own. */
  fetch?: typeof fetch;
}

/** What the generated functions answer with. */
export interface Answer {
  status: number;
  headers: Headers;
  data?: unknown;
}

/** Sends a request of its own at every call. */
export type Send<T extends Answer> = (options: RequestOpts) => Promise<T>;

/** Calls until there is an answer of success, or none is to be had. `untilMs`: no longer than to this instant. */
export type Call = <T extends Answer>(send: Send<T>, untilMs?: number) => Promise<T>;

const TIMEOUT_MS = 30_000;
const RETRIES = 2;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);
const PASSING = new Set([429, 502, 503, 504]);

/** Makes the function that calls. It throws HoldfastProblem and HoldfastUnreachableError. */
export function createCall(options: ServerOptions): Call {
  const { timeoutMs = TIMEOUT_MS, retries = RETRIES } = options;
  const request = requestOptions(options);
  return async (send, untilMs = Number.POSITIVE_INFINITY) => {
    let mayHaveArrived = false;
    for (let attempt = 0; ; attempt += 1) {
      const limitMs = Math.max(1, Math.min(timeoutMs, untilMs - Date.now()));
      try {
        return await callOnce(send, { ...request, signal: AbortSignal.timeout(limitMs) });
      } catch (error) {
        const pauseMs = pauseBefore(error, attempt);
        const isLast = attempt >= retries || pauseMs === null || Date.now() + pauseMs >= untilMs;
        if (isLast) throw mayHaveArrived ? notSurelyUnsent(error) : error;
        mayHaveArrived ||= !isUnsent(error);
        await delay(pauseMs);
      }
    }
  };
}

/** The last try was not sent, but an earlier one was: what became of that is not known. */
export function notSurelyUnsent(error: unknown): unknown {
  return isUnsent(error) ? new HoldfastUnreachableError({ cause: error }) : error;
}

function isUnsent(error: unknown): boolean {
  return error instanceof HoldfastUnreachableError && error.fate === 'notSent';
}

/** What every request of this client carries. */
export function requestOptions({ url, key, fetch }: ServerOptions): RequestOpts & { baseUrl: string } {
  return {
    baseUrl: url.replace(/\/+$/, ''),
    headers: { Authorization: `Bearer ${key}` },
    // Followed, a command would become a reading of the same address.
    redirect: 'manual',
    ...(fetch === undefined ? {} : { fetch }),
  };
}

/** True for what passes by itself: no answer, or one that asks for patience. */
export function isPassing(error: unknown): boolean {
  return (
    error instanceof HoldfastUnreachableError ||
    (error instanceof HoldfastProblem && PASSING.has(error.status))
  );
}

/** How long to wait before the next try, with some chance in it; null when another try would change nothing. */
export function pauseBefore(error: unknown, attempt: number): number | null {
  if (!isPassing(error)) return null;
  const asked = error instanceof HoldfastProblem ? (error.retryAfterMs ?? 0) : 0;
  const growing = Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2);
  return Math.max(asked, growing);
}

async function callOnce<T extends Answer>(send: Send<T>, options: RequestOpts): Promise<T> {
  const { fetch: given = fetch } = options;
  let isReading = false;
  const noting: typeof fetch = (input, init) => {
    isReading = (init?.method ?? 'GET') === 'GET';
    return given(input, init);
  };
  const answer = await send({ ...options, fetch: noting }).catch((error: unknown) => {
    const fate = isReading ? 'reading' : neverConnected(error) ? 'notSent' : 'unknown';
    throw new HoldfastUnreachableError({ cause: error, fate });
  });
  if (answer.status >= 300) throw problemOf({ ...answer, data: answer.data });
  // A body that broke off is read as nothing.
  if (typeof answer.data !== 'object' || answer.data === null)
    throw new HoldfastUnreachableError({ fate: isReading ? 'reading' : 'unknown' });
  return answer;
}

/** Only what fails before there is a connection: fetch gives the reason as the error's cause. */
function neverConnected(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: unknown } };
  return typeof cause?.code === 'string' && NEVER_CONNECTED.has(cause.code);
}
