/**
 * What an order's own timers want: reminders, the link's end, the capture timer, completing. Decided from the state and
 * the time alone; whether it is their turn is `nextStep`'s to say. Pure.
 */
import { stands } from './attention';
import { deadlinesOf, riskAtOf } from './deadlines';
import { judge, unsettledOperation } from './guards';
import { hasCome } from './instants';
import { capturedMinor, runwayMinor } from './ledger';
import type { Step, Warning } from './next-step';
import type { Operation } from './operation';
import type { ReservationState } from './state';
import { HELD } from './transitions';

/** Why a reservation is completed of which everything was captured. */
export const SETTLED = 'nothing_left_to_capture';

/** What the order's own timers want at this moment; null when nothing is due. */
export function timedStep(state: ReservationState, now: string): Step | null {
  const { captureAt } = deadlinesOf(state);
  const unsettled = unsettledOperation(state);
  if (unsettled) return besideUnsettled(state, unsettled, now);
  if (state.timersHalted) return warn(state, 'timer_operation_refused');
  switch (state.lifecycle) {
    case 'awaitingPayment':
      return unpaidStep(state, now);
    case 'reserved':
      return hasCome(captureAt, now) ? reservedStep(state, now) : null;
    case 'captured':
      return capturedStep(state, now);
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

/**
 * No timer sends money beside an unknown outcome: a person hears of it. Of the timer's own capture he hears once the
 * readings have not told, or could not tell any more before the deadline.
 */
function besideUnsettled(state: ReservationState, unsettled: Operation, now: string): Step | null {
  const { captureAt } = deadlinesOf(state);
  const isHeld = HELD.has(state.lifecycle);
  if (!isHeld || runwayMinor(state.ledger) === 0 || !hasCome(captureAt, now)) return null;
  const isTimers = unsettled.kind === 'capture' && unsettled.requestedBy === 'timer';
  const isAsked = stands(state, 'operation_unsettled');
  if (isTimers && !isAsked && !hasCome(riskAtOf(state), now)) return null;
  return warn(state, 'capture_at_risk');
}

function unpaidStep(state: ReservationState, now: string): Step | null {
  const { payBy } = deadlinesOf(state);
  if (hasCome(payBy, now)) {
    // A hold that was just made must not be released for want of a callback: the books are read first.
    if (!isReadSince(state, payBy) || state.order.policy.unpaid === 'leave') return null;
    return {
      do: 'ask',
      kind: 'cancel',
      body: { note: 'Not paid before the payment link expired' },
      why: 'link_expired',
    };
  }
  return isReminderDue(state, now) ? { do: 'ask', kind: 'resend', body: {}, why: 'reminder' } : null;
}

/** One mail at a time: what is still on its way reminds as well. */
function isReminderDue({ reminders, operations }: ReservationState, now: string): boolean {
  const isMailing = operations.some(({ kind, status }) => kind === 'resend' && status === 'pending');
  return !isMailing && hasCome(reminders[0] ?? null, now);
}

function reservedStep(state: ReservationState, now: string): Step | null {
  if (state.order.policy.capture === 'manual') {
    return {
      do: 'ask',
      kind: 'cancel',
      body: { note: 'Not captured before the timer' },
      why: 'manual_policy',
    };
  }
  return captureStep(state, now);
}

function capturedStep(state: ReservationState, now: string): Step | null {
  const { policy } = state.order;
  const { captureAt, captureBy, chargeBy } = deadlinesOf(state);
  const complete = (why: string): Step => ({
    do: 'ask',
    kind: 'complete',
    body: { note: `Settled: ${why}` },
    why,
  });
  const isHeld = runwayMinor(state.ledger) > 0;
  // Completing lets go of the hold, so whatever the policy says of it, the timer has its turn first.
  if (isHeld && !hasCome(captureAt, now)) return null;
  const isCapturing =
    isHeld &&
    (capturedMinor(state.ledger) > 0 ? policy.remainder === 'capture' : policy.capture === 'automatic');
  const capture = isCapturing ? captureStep(state, now) : null;
  if (capture) return capture;
  if (isCapturing && !hasCome(captureBy, now)) return null;
  // Completing would let go of what a person's word alone says was taken: the books must have shown it.
  if (isUnconfirmed(state)) return null;
  switch (policy.complete) {
    case 'settled':
      return complete(isHeld ? 'remainder_released' : SETTLED);
    case 'chargeValidityEnd':
      return hasCome(chargeBy, now) ? complete('charge_validity_ended') : null;
    case 'manual':
      return null;
    default:
      return policy.complete satisfies never;
  }
}

/** Something that a person resolved as executed, and that no reading has shown yet. */
function isUnconfirmed({ ledger, dirty }: ReservationState): boolean {
  return dirty && [...ledger.captures, ...ledger.charges].some(({ reference }) => reference === null);
}

/** Captures the runway, or says why it cannot; null when that was said. */
function captureStep(state: ReservationState, now: string): Step | null {
  const judgement = judge(state, 'capture', {}, now);
  if (!('refusal' in judgement)) return { do: 'ask', kind: 'capture', body: {}, why: 'capture_timer' };
  // The last reading may be as old as the hold: a person is asked about what a fresh one says.
  const { captureAt } = deadlinesOf(state);
  if (judgement.refusal === 'products_unknown' && !isReadSince(state, captureAt ?? now)) {
    return state.readAt === null || hasCome(state.readAt, now) ? { do: 'read' } : null;
  }
  return warn(
    state,
    judgement.refusal === 'capture_deadline_passed' ? 'capture_deadline_missed' : 'capture_at_risk',
  );
}

/** Tells a person once: null while it stands. */
export function warn(state: ReservationState, code: Warning): Step | null {
  return stands(state, code) ? null : { do: 'warn', code };
}

function isReadSince(state: ReservationState, instant: string): boolean {
  return state.lastReading !== null && state.lastReading.at >= instant;
}
