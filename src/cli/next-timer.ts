/**
 * What an order's timer will do next, for a row of a list: lists carry policy and deadlines, and not the order's own word
 * on it as its sheet does. A test holds it to workflows/next-timer.ts, over all policies and states. Pure.
 */
import type { Reservation } from '../client';
import type { OrderSheet } from './answers';

/** The next deed, as an order's sheet has it. */
export type NextTimer = NonNullable<OrderSheet['timer']>;

/**
 * The timer's next deed at `now`, the server's present; null when no timer is running. That the timer was refused shows
 * by the order's attention only, so not while a graver one stands before it.
 */
export function nextTimerOf(reservation: Reservation, now: string): NextTimer | null {
  const next = upcoming(reservation, now);
  return next && reservation.attention?.code === 'timer_operation_refused' ? { ...next, does: 'none' } : next;
}

function upcoming(reservation: Reservation, now: string): NextTimer | null {
  const { state, policy, deadlines } = reservation;
  const { payBy, captureAt, captureBy } = deadlines;
  switch (state) {
    case 'awaitingPayment':
      if (payBy === null) return null;
      if (policy.unpaid !== 'leave') return { at: payBy, does: 'cancel' };
      return hasCome(payBy, now) ? null : { at: payBy, does: 'none' };
    case 'reserved':
      if (captureAt === null) return null;
      if (policy.capture === 'manual') return { at: captureAt, does: 'release' };
      return hasCome(captureBy, now) ? null : { at: captureAt, does: 'capture' };
    case 'captured':
      return captureAt === null ? null : afterCapture(reservation, { captureAt, now });
    default:
      return null;
  }
}

/** What was captured or charged in part: the hold has its turn first, then completing. */
function afterCapture(
  { policy, deadlines, amounts }: Reservation,
  { captureAt, now }: { captureAt: string; now: string },
): NextTimer | null {
  const { captureBy, chargeBy } = deadlines;
  const isHeld = amounts.runwayMinor > 0;
  const takesRest = amounts.capturedMinor > 0 ? policy.remainder === 'capture' : policy.capture !== 'manual';
  if (isHeld && takesRest && !hasCome(captureBy, now)) return { at: captureAt, does: 'capture' };
  switch (policy.complete) {
    case 'chargeValidityEnd':
      return chargeBy === null ? null : { at: chargeBy, does: 'complete' };
    case 'manual':
      return isHeld && !hasCome(captureAt, now) ? { at: captureAt, does: 'none' } : null;
    default:
      return isHeld ? { at: captureAt, does: 'release' } : { at: now, does: 'complete' };
  }
}

function hasCome(instant: string | null, now: string): boolean {
  return instant !== null && Date.parse(instant) <= Date.parse(now);
}
