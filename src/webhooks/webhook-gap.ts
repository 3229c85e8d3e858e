/** How long to wait before a webhook is sent once more. The random part is handed in. */

const FIRST_GAP_MS = 5_000;
const LONGEST_GAP_MS = 60 * 60_000;

/** Orders that failed together come back spread over so much of the gap. */
const SPREAD = 0.2;

/**
 * Five seconds, then twice the gap before, an hour at most; longer where the receiver asks for it, an hour at most too.
 * `attempt` counts from 1; `random` is at least 0 and below 1.
 */
export function webhookGapMs(attempt: number, retryAfterMs: number | null, random: number): number {
  const gapMs = Math.min(FIRST_GAP_MS * 2 ** Math.min(attempt - 1, 20), LONGEST_GAP_MS);
  const asked = Math.min(retryAfterMs ?? 0, LONGEST_GAP_MS);
  return Math.max(Math.round(gapMs * (1 - SPREAD * random)), asked);
}
