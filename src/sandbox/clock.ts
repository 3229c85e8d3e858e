// Time in the sandbox: real time plus an offset. The sandbox has one clock, and each reservation has its own,
// which follows the workflow that looks after it (header `x-sandbox-now`). A clock only ever moves forward.
import type { Reservation } from './reservation';

/** How far the header may lie ahead before a clock moves, so that ordinary clock skew moves nothing. */
export const CLOCK_TOLERANCE_MS = 2_000;

/** The header that carries a time-skipped caller's present, as an ISO 8601 instant. */
export const NOW_HEADER = 'x-sandbox-now';

/** The sandbox's own clock. */
export class Clock {
  /** @param offsetMs how far it is ahead of real time; negative for a sandbox that starts in the past */
  constructor(public offsetMs: number) {}

  /** The sandbox's present, epoch ms. */
  now(): number {
    return Date.now() + this.offsetMs;
  }
}

/** The reservation's present, epoch ms. */
export function nowOf(reservation: Reservation): number {
  return Date.now() + reservation.clockOffsetMs;
}

/**
 * The offset after a caller said what time it is: moved forward to it, if it lies far enough ahead.
 * @param skewMs how far the sandbox is to be ahead of its callers
 */
export function offsetAfter(offsetMs: number, callerNowMs: number | null, skewMs: number): number {
  if (callerNowMs === null) return offsetMs;
  const askedMs = callerNowMs + skewMs - Date.now();
  return askedMs - offsetMs > CLOCK_TOLERANCE_MS ? askedMs : offsetMs;
}

/** Reads the header; anything that is no ISO instant counts as not sent. */
export function readNowHeader(value: string | string[] | undefined): number | null {
  const instant = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(instant) ? null : instant;
}
