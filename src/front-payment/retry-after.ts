// How long a 429 asks to wait.

import { DateTime } from 'luxon';

/** Longer waits are cut to this: a day. A provider's typing error must not park an order for years. */
const MAX_RETRY_AFTER_MS = 24 * 60 * 60 * 1000;

/**
 * The wait in milliseconds that a `Retry-After` header asks for, given as seconds or as an HTTP date; null when it is
 * absent or unreadable. Never negative, at most a day.
 */
export function readRetryAfterMs(header: string | undefined, nowMs: number): number | null {
  const text = header?.trim() ?? '';
  const waitMs = /^\d+(\.\d+)?$/.test(text) ? Math.ceil(Number(text) * 1000) : untilHttpDate(text, nowMs);
  return waitMs === null ? null : Math.min(Math.max(waitMs, 0), MAX_RETRY_AFTER_MS);
}

function untilHttpDate(text: string, nowMs: number): number | null {
  const date = DateTime.fromHTTP(text);
  return date.isValid ? date.toMillis() - nowMs : null;
}
