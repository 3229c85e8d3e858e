/** Whether nothing more is to come of an order by itself. Pure. */
import type { Reservation } from '../workflows/view';

const ENDED = new Set(['completed', 'cancelled', 'expired', 'failed']);

/** Ended, or parked as its policy says; with nothing under way. Attention is no rest, but it is no motion either. */
export function isAtRest(order: Reservation, now: Date): boolean {
  const isMoving = order.operations.some(({ status }) => status === 'pending' || status === 'unknown');
  if (isMoving || order.attention !== null) return false;
  return ENDED.has(order.state) || isParked(order, now);
}

/** Waits for a person or for the end of charging because its policy says so, with no hold left that a timer looks after. */
export function isParked({ state, policy, amounts, deadlines }: Reservation, now: Date): boolean {
  const hasPassed = (instant: string | null): boolean => instant !== null && new Date(instant) <= now;
  if (state !== 'captured') return false;
  if (policy.complete === 'manual') return amounts.runwayMinor === 0 || hasPassed(deadlines.captureAt);
  return false;
}
