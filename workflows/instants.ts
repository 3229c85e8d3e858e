/**
 * Absolute instants as ISO 8601 strings in UTC, which sort as text. Durations come in as milliseconds: calendar
 * units were converted where the order was admitted. Runs in the workflow sandbox: `Date` is the workflow's own.
 */

/** The instant `ms` after (or before, if negative) another. */
export function plusMs(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}

/** Milliseconds from `now` until an instant; 0 when it has come. */
export function msUntil(instant: string, now: string): number {
  return Math.max(0, Date.parse(instant) - Date.parse(now));
}

/** Whether an instant has come. Null never comes. */
export function hasCome(instant: string | null, now: string): boolean {
  return instant !== null && instant <= now;
}

/** The earliest of some instants; null if there is none. */
export function earliest(...instants: (string | null | undefined)[]): string | null {
  return instants.reduce<string | null>(
    (first, instant) => (instant != null && (first === null || instant < first) ? instant : first),
    null,
  );
}
