/** Instants and spans of time as people read them in a terminal: instants in UTC, spans in their two largest units. */
import { InvalidArgumentError } from 'commander';
import { DateTime, Duration } from 'luxon';

/** `2026-11-28 10:00:00`, in UTC; a table's head says so. */
export function instantText(at: string): string {
  const instant = DateTime.fromISO(at, { zone: 'utc' });
  return instant.isValid ? instant.toFormat('yyyy-MM-dd HH:mm:ss') : at;
}

const UNITS = ['days', 'hours', 'minutes', 'seconds'] as const;
const SHORT = { days: 'd', hours: 'h', minutes: 'min', seconds: 's' };

/** `3 d 4 h`, `12 min`, `40 s`; less than a second is `0 s`. */
export function spanText(spanMs: number): string {
  const span = Duration.fromMillis(Math.max(0, spanMs)).shiftTo(...UNITS);
  const first = UNITS.findIndex((unit) => Math.floor(span[unit]) > 0);
  if (first === -1) return '0 s';
  return UNITS.slice(first, first === UNITS.indexOf('minutes') ? first + 1 : first + 2)
    .map((unit) => ({ unit, count: Math.floor(span[unit]) }))
    .filter(({ count }) => count > 0)
    .map(({ unit, count }) => `${count} ${SHORT[unit]}`)
    .join(' ');
}

/** What is left until then: `3 d 4 h`, or `40 s ago`. */
export function leftText(at: string, now: string): string {
  const leftMs = Date.parse(at) - Date.parse(now);
  return leftMs < 0 ? `${spanText(-leftMs)} ago` : spanText(leftMs);
}

/** An option that is an ISO 8601 duration longer than nothing, as it was given. @throws InvalidArgumentError */
export function readDuration(text: string): string {
  const duration = Duration.fromISO(text);
  if (duration.isValid && duration.toMillis() > 0) return text;
  throw new InvalidArgumentError('Give an ISO 8601 duration, such as PT24H, P3D or PT30M.');
}

/**
 * The reading of an option that is an ISO 8601 duration, in ms, no shorter than `leastMs`. `hint` goes on from "Give an ISO
 * 8601 duration" where it is none. What it gives @throws InvalidArgumentError
 */
export function durationMsFrom(leastMs: number, hint: string): (text: string) => number {
  return (text) => {
    const spanMs = Duration.fromISO(text).toMillis();
    if (spanMs >= leastMs) return spanMs;
    throw new InvalidArgumentError(`Give an ISO 8601 duration ${hint}.`);
  };
}

/** An option that is an ISO 8601 instant with its zone, in UTC. @throws InvalidArgumentError */
export function readInstant(text: string): string {
  const instant = DateTime.fromISO(text, { setZone: true });
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(text);
  if (instant.isValid && hasZone) return instant.toUTC().toISO();
  throw new InvalidArgumentError('Give an instant with its zone, such as 2026-12-01T12:00:00Z.');
}
