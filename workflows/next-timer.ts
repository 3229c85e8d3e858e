/**
 * What an order's own timer does next, told ahead of time, for people. What it does in earnest is decided by
 * `timedStep` when the time has come; a test holds the two together. Pure.
 */
import { deadlinesOf } from './deadlines';
import { hasCome } from './instants';
import { capturedMinor, runwayMinor } from './ledger';
import type { ReservationState } from './state';

/**
 * `release` lets go of a hold: by cancelling what was not captured at all, or by completing without the rest.
 * `cancel` withdraws an unpaid link. `none`: the time comes, and nothing is done.
 */
export type TimerDeed = 'capture' | 'release' | 'cancel' | 'complete' | 'none';

/** The next deed of the timer. */
export interface NextTimer {
  at: string;
  does: TimerDeed;
}

/** The next deed as things stand; null when no timer is running. */
export function nextTimer(state: ReservationState, now: string): NextTimer | null {
  const next = upcoming(state, now);
  // Timers send nothing more until a person has acted.
  return next && state.timersHalted ? { ...next, does: 'none' } : next;
}

function upcoming(state: ReservationState, now: string): NextTimer | null {
  const { policy } = state.order;
  const { payBy, captureAt, captureBy } = deadlinesOf(state);
  switch (state.lifecycle) {
    case 'awaitingPayment':
      if (policy.unpaid === 'cancel') return { at: payBy, does: 'cancel' };
      return hasCome(payBy, now) ? null : { at: payBy, does: 'none' };
    case 'reserved':
      if (captureAt === null) return null;
      if (policy.capture === 'manual') return { at: captureAt, does: 'release' };
      return hasCome(captureBy, now) ? null : { at: captureAt, does: 'capture' };
    case 'captured':
      return afterCapture(state, now);
    case 'submitting':
    case 'completed':
    case 'cancelled':
    case 'expired':
    case 'failed':
      return null;
    default:
      return state.lifecycle satisfies never;
  }
}

/** As `timedStep` goes about what was captured or charged: the hold first, then completing. */
function afterCapture(state: ReservationState, now: string): NextTimer | null {
  const { policy } = state.order;
  const { captureAt, captureBy, chargeBy } = deadlinesOf(state);
  if (captureAt === null) return null;
  const isHeld = runwayMinor(state.ledger) > 0;
  const takesRest =
    capturedMinor(state.ledger) > 0 ? policy.remainder === 'capture' : policy.capture === 'automatic';
  if (isHeld && takesRest && !hasCome(captureBy, now)) return { at: captureAt, does: 'capture' };
  switch (policy.complete) {
    case 'settled':
      return isHeld ? { at: captureAt, does: 'release' } : { at: now, does: 'complete' };
    case 'chargeValidityEnd':
      return chargeBy === null ? null : { at: chargeBy, does: 'complete' };
    case 'manual':
      return isHeld && !hasCome(captureAt, now) ? { at: captureAt, does: 'none' } : null;
    default:
      return policy.complete satisfies never;
  }
}
