/**
 * What an order's timer will do next, for a row of a list, which carries policy and deadlines but not the server's own
 * word on it; the order's screen shows that. A test holds the two together. Pure.
 */
import type { TimerAct } from '../api/sheet-types';
import type { Reservation } from '../api/types';

/**
 * What the timer does and when (null: at once, or never); `amountMinor` is what it captures or lets go. `isStopped`: it
 * waits for a person first.
 */
export interface TimerPlan {
  does: TimerAct;
  at: string | null;
  amountMinor: number;
  isStopped: boolean;
}

/** The timer's plan; null for an order that has ended or is not placed yet. */
export function timerPlanOf(reservation: Reservation): TimerPlan | null {
  const { state, policy, deadlines, amounts } = reservation;
  const plan = (does: TimerAct, at: string | null): TimerPlan => ({
    does,
    at: does === 'none' ? null : at,
    amountMinor: amounts.runwayMinor,
    isStopped: isTimerWaiting(reservation),
  });
  switch (state) {
    case 'awaitingPayment':
      return plan(policy.unpaid === 'leave' ? 'none' : 'cancel', deadlines.payBy);
    case 'reserved':
      return plan(policy.capture === 'manual' ? 'release' : 'capture', deadlines.captureAt);
    case 'captured':
      return ofCaptured(reservation, plan);
    default:
      return null;
  }
}

function ofCaptured(
  { policy, deadlines, amounts }: Reservation,
  plan: (does: TimerAct, at: string | null) => TimerPlan,
): TimerPlan {
  const takesTheRest =
    amounts.capturedMinor > 0 ? policy.remainder === 'capture' : policy.capture !== 'manual';
  const isHeld = amounts.runwayMinor > 0;
  if (isHeld && takesTheRest) return plan('capture', deadlines.captureAt);
  switch (policy.complete) {
    case 'manual':
      return plan('none', null);
    case 'chargeValidityEnd':
      return plan('complete', deadlines.chargeBy);
    default:
      return isHeld ? plan('release', deadlines.captureAt) : plan('complete', null);
  }
}

/** Whether the timer waits: while an outcome is unknown, but not that of a mail, or until a person has acted. */
export function isTimerWaiting({ operations, attention }: Reservation): boolean {
  const isUnknown = operations.some(({ status, kind }) => status === 'unknown' && kind !== 'resend');
  return isUnknown || attention?.code === 'timer_operation_refused';
}
