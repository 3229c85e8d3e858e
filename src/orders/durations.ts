/**
 * Durations and instants as orders carry them: ISO 8601 in, milliseconds and UTC out. A day is 24 hours;
 * years and months are refused, for their length varies.
 */
import { DateTime, Duration } from 'luxon';
import { z } from 'zod';

/** The longest duration an order may name anywhere, and the farthest an instant may lie ahead. */
export const LONGEST_DURATION = 'P400D';

/** Longer than any hold that Front Payment documents (7 to 31 days). */
export const LONGEST_CAPTURE_WINDOW = 'P31D';

const ISO_DURATION = /^P(?=[\dT])(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,3})?S)?)?$/;

/**
 * A positive ISO 8601 duration of weeks, days, hours, minutes and seconds, such as `P7D` or `PT30S`.
 *
 * @param longest the longest one taken, itself an ISO 8601 duration
 */
export function durationSchema(longest: string) {
  return z
    .string()
    .regex(ISO_DURATION, {
      error: 'must be an ISO 8601 duration of weeks, days, hours, minutes and seconds, such as P7D or PT30S',
      abort: true,
    })
    .refine((text) => durationMs(text) > 0, 'must be longer than nothing')
    .refine((text) => durationMs(text) <= durationMs(longest), `must be at most ${longest}`)
    .meta({ format: 'duration' });
}

/** An ISO 8601 instant with its zone, such as `2026-12-01T12:00:00Z`. */
export const instantSchema = z.iso.datetime({
  offset: true,
  error: 'must be an ISO 8601 time with its zone, such as 2026-12-01T12:00:00Z',
});

/** Milliseconds of an ISO 8601 duration; NaN for what is none. */
export function durationMs(text: string): number {
  const duration = Duration.fromISO(text);
  return duration.isValid ? Math.round(duration.toMillis()) : Number.NaN;
}

/** The same instant in UTC, to the millisecond (`…Z`). */
export function toUtc(instant: string): string {
  return new Date(instant).toISOString();
}

/** The instant so many milliseconds later, in UTC. */
export function after(instant: string, ms: number): string {
  return DateTime.fromISO(instant, { zone: 'utc' }).plus(ms).toJSDate().toISOString();
}
