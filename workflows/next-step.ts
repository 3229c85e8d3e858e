/**
 * What the loop does next, decided from the state and the time alone. Pure: the one place where timers, hints and
 * commands meet. A `wait` never names an instant that has come.
 */
import { stands } from './attention';
import { deadlinesOf, riskAtOf } from './deadlines';
import { unsettledOperation } from './guards';
import { earliest, hasCome } from './instants';
import type { CommandBodies, CommandKind } from './messages';
import type { Operation, Resolution } from './operation';
import { beganUnder } from './rules';
import type { ReservationState, Stray } from './state';
import { SETTLED, timedStep, warn } from './timed-step';
import { ENDED, HELD } from './transitions';

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

/** The one step that is due now. Settling what is unknown comes first, ending last. */
export function nextStep(state: ReservationState, now: string): Step {
  const settling = settlingStep(state, now);
  if (settling) return settling;
  const { money, mail } = queueOf(state);
  const sendable = money && isSendable(money, now) ? money : null;
  // Completing needs no fresh reading, and the one that closes the books answers every hint that came meanwhile.
  if (sendable?.kind === 'complete' || sendable?.kind === 'submit')
    return { do: 'send', operation: sendable };
  const timed = money ? besides(state, money, now) : timedStep(state, now);
  if (timed?.do === 'ask' && timed.why === SETTLED) return timed;
  if (isReadingDue(state, now)) return { do: 'read' };
  if (sendable) return { do: 'send', operation: sendable };
  if (timed) return timed;
  if (mail && isSendable(mail, now)) return { do: 'send', operation: mail };
  return isOver(state) ? { do: 'end' } : { do: 'wait', until: wakeAt(state, now) };
}

function settlingStep(state: ReservationState, now: string): Step | null {
  const resolution = state.resolutions.find(({ dueAt }) => hasCome(dueAt, now));
  if (resolution) return { do: 'resolve', resolution };
  const operation = state.operations.find((unknown) => isVerifiable(state, unknown, now));
  if (operation) return { do: 'verify', operation };
  const stray = state.strays.find(({ dueAt }) => hasCome(dueAt, now));
  return stray ? { do: 'clear', stray } : null;
}

/** An unknown outcome is looked for when its reading is due; a submit also when a callback has named a reservation. */
function isVerifiable(state: ReservationState, { kind, status, dueAt }: Operation, now: string): boolean {
  if (status !== 'unknown') return false;
  // While the provider cannot be read, a hint waits with everything else.
  const isReadable = state.readAt === null || hasCome(state.readAt, now);
  return hasCome(dueAt, now) || (kind === 'submit' && state.hints.length > 0 && isReadable);
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

interface Queue {
  /** The next that moves money, or makes or ends the reservation; none while an outcome is unknown. */
  money: Operation | null;
  /** The next mail. It moves nothing, and nothing waits for it. */
  mail: Operation | null;
}

function queueOf(state: ReservationState): Queue {
  const pending = state.operations.filter(({ status }) => status === 'pending');
  const money = pending.filter(({ kind }) => kind !== 'resend');
  // A timer asks for a capture only when nothing else has its turn, or when what has it was put off.
  const timers = money.find(({ kind, requestedBy }) => kind === 'capture' && requestedBy === 'timer');
  return {
    money: unsettledOperation(state) ? null : (timers ?? money[0] ?? null),
    mail: pending.find(({ kind }) => kind === 'resend') ?? null,
  };
}

function isSendable({ dueAt }: Operation, now: string): boolean {
  return dueAt === null || hasCome(dueAt, now);
}

/**
 * What the timers want although an operation has its turn: a charge or refund that the provider put off makes no capture
 * late, and a capture that goes on being put off is told to a person before its deadline.
 */
function besides(state: ReservationState, waiting: Operation, now: string): Step | null {
  if (isSendable(waiting, now)) return null;
  if (waiting.kind === 'capture') {
    return hasCome(riskAtOf(state), now) ? warn(state, 'capture_at_risk') : null;
  }
  if (waiting.kind !== 'charge' && waiting.kind !== 'refund') return null;
  const timed = timedStep(state, now);
  return timed?.do === 'ask' && timed.kind === 'capture' ? timed : null;
}

/** Something was hinted at, or is due, or was done by us and has not been compared with the books. */
function isReadingDue(state: ReservationState, now: string): boolean {
  if (state.reservationUuid === null || state.lifecycle === 'failed') return false;
  const isCompared = ENDED.has(state.lifecycle) || beganUnder(2, state);
  const isUncompared = isCompared && state.dirty && state.readAt === null;
  return isUncompared || state.hints.length > 0 || hasCome(state.readAt, now);
}

/** A capture waits to be sent, or for its outcome to be known, and nobody has heard yet that it may come too late. */
function isCapturing(state: ReservationState): boolean {
  return (
    (unsettledOperation(state) ?? queueOf(state).money)?.kind === 'capture' &&
    !stands(state, 'capture_at_risk')
  );
}

/** The next instant at which something may be due; null when only a message can change anything. */
function wakeAt(state: ReservationState, now: string): string | null {
  const { payBy, captureAt, captureBy, chargeBy } = deadlinesOf(state);
  const unpaid = state.lifecycle === 'awaitingPayment';
  const held = HELD.has(state.lifecycle);
  const candidates = [
    state.readAt,
    ...(unpaid ? [payBy, state.reminders[0]] : []),
    ...(held ? [captureAt, captureBy, chargeBy] : []),
    ...(isCapturing(state) ? [riskAtOf(state)] : []),
    ...state.operations.map(({ status, dueAt }) =>
      status === 'pending' || status === 'unknown' ? dueAt : null,
    ),
    ...state.strays.map(({ dueAt }) => dueAt),
    ...state.resolutions.map(({ dueAt }) => dueAt),
  ];
  return earliest(...candidates.filter((instant) => instant != null && instant > now));
}
