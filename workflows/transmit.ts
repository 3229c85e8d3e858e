/**
 * The money protocol's sending half: baseline, intent, one send, classification.
 * The intent stands in the state, and so in the history, before anything leaves us.
 */
import { patched } from '@temporalio/workflow';
import type { sendingActivities } from './activity-profiles';
import { clear } from './attention';
import { deadlinesOf } from './deadlines';
import { COMMANDS_BY_STATE, judge } from './guards';
import { hasCome, plusMs } from './instants';
import { advance } from './lifecycle';
import type { CaptureBody, CommandKind } from './messages';
import type { Operation, OperationKind } from './operation';
import { isNotBegun, isUnopened, NOT_BEGUN, type Outcome, outcomeOf } from './outcome';
import { perform } from './perform';
import { NOT_SHOWN_YET } from './products';
import { type ReadingRoom, raiseUnauthorized, readBooks } from './read-books';
import { nextReading } from './reading-plan';
import type { StateRefusal } from './refusals';
import { beganUnder } from './rules';
import { putOff, settleExecuted, settleRefused, settleUnknown } from './settle';
import type { ReservationState } from './state';
import { ENDED } from './transitions';
import { type Urgency, urgencyOfLooking, urgencyOfSending } from './urgency';

/** What sending needs beside reading. */
export interface SendingRoom extends ReadingRoom {
  sending(urgency: Urgency): ReturnType<typeof sendingActivities>;
}

/** Another worker may have the key, and this one may be given it. */
const NOT_OPENED: Outcome = { is: 'put_off', reason: 'input_not_opened', retryAfterMs: null };

/** Seconds have gone by until a worker was taken for lost: nothing else is waited for. */
const LOST_BEFORE: Outcome = { is: 'put_off', reason: NOT_BEGUN, retryAfterMs: 0 };

/** Takes one operation from the queue: judges it by the state it finds now, and sends it. */
export async function send(room: SendingRoom, operation: Operation): Promise<void> {
  const { state } = room;
  if (operation.kind === 'submit') {
    operation.intent = { baseline: null, products: [], repeatable: true };
    return transmit(room, operation);
  }
  const forbidden = forbiddenWhateverIsRead(state, operation, room.now());
  if (forbidden) return refused(state, operation, { reason: forbidden }, room.now());
  const baseline = needsFreshBaseline(state, operation, room.now())
    ? await readBooks(room, urgencyOfLooking(state, operation, room.now()))
    : state.lastReading;
  if (baseline === null && needsBaseline(operation.kind)) {
    return putOff(state, operation, { reason: 'baseline_unreadable', retryAfterMs: null }, room.now());
  }
  if (takenFromTheBooks(state, operation, room.now())) return;
  const judgement = judge(state, operation.kind, operation.body ?? {}, room.now());
  if ('refusal' in judgement) return refused(state, operation, { reason: judgement.refusal }, room.now());
  const { amountMinor, products, repeatable } = judgement;
  if (products.some(({ id }) => id === NOT_SHOWN_YET)) {
    const isTooLate = operation.putOff >= state.settings.verifyScheduleMs.length;
    if (isTooLate) return refused(state, operation, { reason: 'products_unknown' }, room.now());
    return putOff(state, operation, { reason: 'charge_not_shown', retryAfterMs: null }, room.now());
  }
  operation.amountMinor = amountMinor;
  operation.intent = { baseline, products, repeatable };
  return transmit(room, operation);
}

/**
 * The books show this operation's own mark although it was not sent yet: the engine was restored from a backup made
 * before it was sent, and whoever asked asks again. No history was recorded in which this held: it would have moved the
 * money twice.
 */
function takenFromTheBooks(state: ReservationState, operation: Operation, now: string): boolean {
  const { captures, charges } = state.ledger;
  const entries = { capture: captures, charge: charges }[operation.kind as 'capture' | 'charge'] ?? [];
  const shown = entries.find(({ operationId }) => operationId === operation.operationId);
  if (!shown) return false;
  operation.amountMinor = shown.amountMinor;
  settleExecuted(state, operation, { reference: shown.reference, by: 'books' }, now);
  return true;
}

/** Sends what the intent says, once, and settles the operation by what came back. */
export async function transmit(room: SendingRoom, operation: Operation): Promise<void> {
  const { state } = room;
  const repeated = operation.ambiguousSends > 0;
  const urgency = urgencyOfSending(state, operation, room.now());
  operation.sentAt = room.now();
  operation.dueAt = null;
  if (operation.kind === 'submit') state.attempts += 1;
  try {
    const { reference, checkoutUrl } = await perform(
      room.sending(urgency),
      state,
      operation,
      operation.sentAt,
    );
    clear(state, room.now(), 'provider_answers', 'provider_unauthorized');
    if (operation.kind === 'submit') submitted(state, reference ?? '', checkoutUrl);
    settleExecuted(state, operation, { reference, by: 'answer' }, room.now());
    if (operation.kind === 'submit') state.readAt = nextReading(state, room.now());
  } catch (error) {
    await notAnswered(room, operation, error, repeated);
  }
}

async function notAnswered(
  room: SendingRoom,
  operation: Operation,
  error: unknown,
  repeated: boolean,
): Promise<void> {
  const { state } = room;
  const outcome = sureOutcomeOf(state, error) ?? outcomeOf(error, !repeated);
  if (outcome.is === 'refused') {
    if (operation.kind === 'complete' && (await isShownAsDone(room, operation))) return;
    return refused(state, operation, { reason: 'provider_refused', provider: outcome.provider }, room.now());
  }
  if (outcome.is === 'put_off' && outcome.reason === 'unauthorized') {
    raiseUnauthorized(state, operation.operationId, room.now());
  }
  if (outcome.is === 'put_off') return putOff(state, operation, outcome, room.now());
  operation.ambiguousSends += 1;
  settleUnknown(state, operation, outcome.reason, room.now());
}

/** What is sure without an answer: no worker came so far as to send it. Null where that is not known. */
function sureOutcomeOf(state: ReservationState, error: unknown): Outcome | null {
  // Asked only where it happens: histories from before it was told apart have no such marker, and go on as they did.
  if (isUnopened(error) && patched('unopened-input')) return NOT_OPENED;
  return beganUnder(5, state) && isNotBegun(error) ? LOST_BEFORE : null;
}

/**
 * A complete within a workflow task that was lost is sent once more, and what is complete already is refused: then the
 * books show it.
 */
async function isShownAsDone(room: SendingRoom, operation: Operation): Promise<boolean> {
  if (!beganUnder(4, room.state)) return false;
  operation.status = 'unknown';
  await readBooks(room, urgencyOfLooking(room.state, operation, room.now()));
  return operation.status !== 'unknown';
}

/** Takes this reservation as the order's own; from here on every other one of the order is a stray. */
export function submitted(
  state: ReservationState,
  reservationUuid: string,
  checkoutUrl: string | null,
): void {
  state.reservationUuid = reservationUuid;
  state.checkoutUrl = checkoutUrl;
  // A person may have named the very one that was being released.
  state.strays = state.strays.filter((stray) => stray.reservationUuid !== reservationUuid);
}

/** Nothing exists at the provider: the order has failed, and nothing is left to read. */
export function submitRefused(state: ReservationState, source: string, now: string): void {
  advance(state, 'submitRefused', source, now);
  state.readAt = null;
}

/** Nothing is there to be read, or nothing that is read could allow it any more. */
function forbiddenWhateverIsRead(
  state: ReservationState,
  operation: Operation,
  now: string,
): StateRefusal | null {
  const isReadable = state.reservationUuid !== null && !ENDED.has(state.lifecycle);
  if (!isReadable) return COMMANDS_BY_STATE[operation.kind as CommandKind][state.lifecycle];
  const { captureBy } = deadlinesOf(state);
  return operation.kind === 'capture' && hasCome(captureBy, now) ? 'capture_deadline_passed' : null;
}

function needsBaseline(kind: OperationKind): boolean {
  return kind === 'capture' || kind === 'charge' || kind === 'refund';
}

/** A reading this young does, where it was made since the operation was asked for. */
const FRESH_MS = 5_000;

/**
 * Completing and cancelling show in the status. A capture of the whole runway carries its marker, and a second one would
 * be refused: the last reading will do as long as nothing of ours came after it. What could be done twice, or leaves no
 * mark but a difference, is compared with what the books show right before it.
 *
 * However young, a reading from before it was asked for does not do: between the two the engine may have been put back,
 * by a restore or by a standby that takes over within moments, and the same key may have moved the money since.
 */
function needsFreshBaseline(state: ReservationState, operation: Operation, now: string): boolean {
  if (!needsBaseline(operation.kind)) return false;
  const { lastReading, dirty } = state;
  if (!beganUnder(2, state)) return operation.kind !== 'capture' || dirty || lastReading === null;
  if (dirty || lastReading === null) return true;
  if (operation.kind === 'capture' && isWholeRunway(state, operation, now)) return false;
  if (beganUnder(4, state) && lastReading.at <= operation.requestedAt) return true;
  return plusMs(lastReading.at, FRESH_MS) < now;
}

function isWholeRunway(state: ReservationState, operation: Operation, now: string): boolean {
  const judgement = judge(state, 'capture', operation.body as CaptureBody, now);
  return 'repeatable' in judgement && judgement.repeatable;
}

function refused(
  state: ReservationState,
  operation: Operation,
  why: Parameters<typeof settleRefused>[2],
  now: string,
): void {
  settleRefused(state, operation, why, now);
  if (operation.kind === 'submit') return submitRefused(state, 'provider', now);
  if (!why.provider) return;
  // The provider knows something that we do not: its books tell what.
  state.readAt = now;
  if (operation.requestedBy === 'timer' && operation.kind !== 'resend') state.timersHalted = true;
}
