/**
 * Which provider call goes first when the budget is short: what it is, and how near the capture deadline is. The engine
 * orders the calls that wait by these five classes, and within one by age. Pure.
 */
import { captureSettlingMs, LAST_CALL_MS } from './call-budget';
import { deadlinesOf } from './deadlines';
import { hasCome, msUntil } from './instants';
import { runwayMinor } from './ledger';
import type { Operation } from './operation';
import type { ReservationState } from './state';
import { ENDED, HELD } from './transitions';

/** One call's place in the order of calls. */
export interface Urgency {
  /** 1 goes first, 5 last. */
  priorityKey: number;
  /**
   * A call that has not started by then is not sent at all: the order asks again, in a more urgent class or after its
   * deadline not at all. At least 1; null: it waits for its turn however long that takes.
   */
  startWithinMs: number | null;
}

const LAST_CALL = 1;
const SETTLES_IN_TIME = 2;
const SOMEBODY_WAITS = 3;
const IN_THE_BACKGROUND = 4;
const WHENEVER = 5;

/** For a sweep: one call for all orders together, so it does not wait behind the closing of thousands. */
export const SWEEP_URGENCY: Urgency = whenever(IN_THE_BACKGROUND);

/** For a reservation that is not the order's own. */
export const STRAY_URGENCY: Urgency = whenever(IN_THE_BACKGROUND);

/** For sending an operation. */
export function urgencyOfSending(state: ReservationState, operation: Operation, now: string): Urgency {
  const usual = isAskedByTimer(operation) ? IN_THE_BACKGROUND : SOMEBODY_WAITS;
  return isBoundByDeadline(state, operation, now) ? bySlack(state, usual, now) : whenever(usual);
}

/** For reading the books because of an operation: its baseline, or what became of it. */
export function urgencyOfLooking(state: ReservationState, operation: Operation, now: string): Urgency {
  const { priorityKey } = urgencyOfSending(state, operation, now);
  // An unknown outcome holds up every other command of the order.
  return whenever(Math.min(priorityKey, operation.status === 'unknown' ? SOMEBODY_WAITS : WHENEVER));
}

/** For a reading that no operation asked for: a hint, a poll, the closing of the books. */
export function urgencyOfReading(state: ReservationState, now: string): Urgency {
  const { captureAt } = deadlinesOf(state);
  const isOpen = HELD.has(state.lifecycle);
  // Of what was captured wholly nothing can be lost any more, however soon its deadline is.
  const isHeld = isOpen && runwayMinor(state.ledger) > 0;
  if (isHeld && hasCome(captureAt, now)) return whenever(bySlack(state, IN_THE_BACKGROUND, now).priorityKey);
  // A customer has paid, and the booking system waits to hear of it. Any other hint tells what can wait.
  const isPaying = state.lifecycle === 'awaitingPayment' && state.hints.length > 0;
  if (isPaying || state.resolutions.some(({ dueAt }) => dueAt !== null)) return whenever(SOMEBODY_WAITS);
  return whenever(ENDED.has(state.lifecycle) || !isHeld ? WHENEVER : IN_THE_BACKGROUND);
}

/** A capture is worth nothing after the deadline. The timer's release of a hold is wanted before it, and after it too. */
function isBoundByDeadline(state: ReservationState, operation: Operation, now: string): boolean {
  if (operation.kind === 'capture') return true;
  const isRelease = operation.kind === 'cancel' && isAskedByTimer(operation);
  return isRelease && !hasCome(deadlinesOf(state).captureBy, now);
}

function isAskedByTimer({ requestedBy }: Operation): boolean {
  return requestedBy === 'timer';
}

/** More urgent by and by: a call that waits into the next class is asked for anew there. */
function bySlack(state: ReservationState, usual: number, now: string): Urgency {
  const { captureBy } = deadlinesOf(state);
  if (captureBy === null) return whenever(usual);
  const slackMs = msUntil(captureBy, now);
  const settlesMs = captureSettlingMs(state.settings);
  const isLastCall = slackMs <= LAST_CALL_MS;
  if (slackMs > settlesMs && !isLastCall)
    return { priorityKey: usual, startWithinMs: slackMs - Math.max(settlesMs, LAST_CALL_MS) };
  if (!isLastCall) return { priorityKey: SETTLES_IN_TIME, startWithinMs: slackMs - LAST_CALL_MS };
  return { priorityKey: LAST_CALL, startWithinMs: Math.max(1, slackMs) };
}

function whenever(priorityKey: number): Urgency {
  return { priorityKey, startWithinMs: null };
}
