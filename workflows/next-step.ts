/**
 * What the loop does next, decided from the state and the time alone. Pure: the one place where timers, hints and
 * commands meet. A `wait` never names an instant that has come.
 */
import { deadlinesOf } from './deadlines';
import { judge, unsettledOperation } from './guards';
import { earliest, hasCome } from './instants';
import { capturedMinor, runwayMinor } from './ledger';
import type { CommandBodies, CommandKind } from './messages';
import type { Operation, ReservationState, Resolution, Stray } from './state';
import { ENDED } from './transitions';

/** What the loop can do. `wait` until null: only a message can change anything. */
export type Step =
  | { do: 'send'; operation: Operation }
  | { do: 'verify'; operation: Operation }
  | { do: 'resolve'; resolution: Resolution }
  | { do: 'clear'; stray: Stray }
  | { do: 'read' }
  | { do: 'ask'; kind: CommandKind; body: CommandBodies[CommandKind]; why: string }
  | { do: 'warn'; code: Warning }
  | { do: 'wait'; until: string | null }
  | { do: 'end' };

/** What a timer finds in its way. */
export type Warning = 'capture_at_risk' | 'capture_deadline_missed' | 'timer_operation_refused';

/** Why a reservation is completed of which everything was captured. */
const SETTLED = 'nothing_left_to_capture';

/** The one step that is due now. Settling what is unknown comes first, ending last. */
export function nextStep(state: ReservationState, now: string): Step {
  const resolution = state.resolutions.find(({ dueAt }) => hasCome(dueAt, now));
  if (resolution) return { do: 'resolve', resolution };
  const verifiable = state.operations.find((operation) => isVerifiable(state, operation, now));
  if (verifiable) return { do: 'verify', operation: verifiable };
  const stray = state.strays.find(({ dueAt }) => hasCome(dueAt, now));
  if (stray) return { do: 'clear', stray };
  const queued = nextInQueue(state);
  const sendable = queued && (queued.dueAt === null || hasCome(queued.dueAt, now)) ? queued : null;
  // Completing needs no fresh reading, and the one that closes the books answers every hint that came meanwhile.
  if (sendable?.kind === 'complete' || sendable?.kind === 'submit')
    return { do: 'send', operation: sendable };
  const timed = queued ? null : timedStep(state, now);
  if (timed?.do === 'ask' && timed.why === SETTLED) return timed;
  if (isReadingDue(state, now)) return { do: 'read' };
  if (sendable) return { do: 'send', operation: sendable };
  if (timed) return timed;
  return isOver(state) ? { do: 'end' } : { do: 'wait', until: wakeAt(state, now) };
}

/** An unknown outcome is looked for when its reading is due; a submit also when a callback has named a reservation. */
function isVerifiable(state: ReservationState, { kind, status, dueAt }: Operation, now: string): boolean {
  if (status !== 'unknown') return false;
  return hasCome(dueAt, now) || (kind === 'submit' && state.hints.length > 0);
}

/** Nothing is left to do, to learn, or to wait for. */
function isOver(state: ReservationState): boolean {
  const open = state.operations.some(({ status }) => status === 'pending' || status === 'unknown');
  // Somebody waits for the answer to a resolution, also when the books were faster than it.
  const asked = state.resolutions.some(({ dueAt }) => dueAt !== null);
  return (
    ENDED.has(state.lifecycle) &&
    !open &&
    !asked &&
    state.strays.length === 0 &&
    state.readAt === null &&
    !state.dirty
  );
}

/** The next operation in its turn. While an outcome is unknown only a mail may go out. */
function nextInQueue(state: ReservationState): Operation | null {
  const blocked = unsettledOperation(state) !== null;
  return (
    state.operations.find(({ status, kind }) => status === 'pending' && (!blocked || kind === 'resend')) ??
    null
  );
}

function isReadingDue(state: ReservationState, now: string): boolean {
  if (state.reservationUuid === null || state.lifecycle === 'failed') return false;
  const closing = state.dirty && ENDED.has(state.lifecycle) && state.readAt === null;
  return closing || state.hints.length > 0 || hasCome(state.readAt, now);
}

function timedStep(state: ReservationState, now: string): Step | null {
  const { captureAt } = deadlinesOf(state);
  if (unsettledOperation(state)) {
    const risky = state.lifecycle === 'reserved' || state.lifecycle === 'captured';
    return risky && hasCome(captureAt, now) ? warn(state, 'capture_at_risk') : null;
  }
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
  const reminder = state.reminders[0];
  return hasCome(reminder ?? null, now) ? { do: 'ask', kind: 'resend', body: {}, why: 'reminder' } : null;
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
  return warn(
    state,
    judgement.refusal === 'capture_deadline_passed' ? 'capture_deadline_missed' : 'capture_at_risk',
  );
}

function warn(state: ReservationState, code: Warning): Step | null {
  return state.attentions.some((attention) => attention.code === code) ? null : { do: 'warn', code };
}

function isReadSince(state: ReservationState, instant: string): boolean {
  return state.lastReading !== null && state.lastReading.at >= instant;
}

/** The next instant at which something may be due; null when only a message can change anything. */
function wakeAt(state: ReservationState, now: string): string | null {
  const { payBy, captureAt, captureBy, chargeBy } = deadlinesOf(state);
  const unpaid = state.lifecycle === 'awaitingPayment';
  const held = state.lifecycle === 'reserved' || state.lifecycle === 'captured';
  const candidates = [
    state.readAt,
    ...(unpaid ? [payBy, state.reminders[0]] : []),
    ...(held ? [captureAt, captureBy, chargeBy] : []),
    ...state.operations.map(({ status, dueAt }) =>
      status === 'pending' || status === 'unknown' ? dueAt : null,
    ),
    ...state.strays.map(({ dueAt }) => dueAt),
    ...state.resolutions.map(({ dueAt }) => dueAt),
  ];
  return earliest(...candidates.filter((instant) => instant != null && instant > now));
}
