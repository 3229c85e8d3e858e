/**
 * The money protocol's sending half: baseline, intent, one send, classification.
 * The intent stands in the state, and so in the history, before anything leaves us.
 */
import type { sendingActivities } from './activity-profiles';
import { clear } from './attention';
import { judge } from './guards';
import { advance } from './lifecycle';
import type { CommandKind } from './messages';
import { nextReading } from './observe';
import { outcomeOf } from './outcome';
import { perform } from './perform';
import { type ReadingRoom, raiseUnauthorized, readBooks } from './read-books';
import { putOff, settleExecuted, settleRefused, settleUnknown } from './settle';
import type { Operation, ReservationState } from './state';

/** What sending needs beside reading. */
export interface SendingRoom extends ReadingRoom {
  sending: ReturnType<typeof sendingActivities>;
}

/** Takes one operation from the queue: judges it by the state it finds now, and sends it. */
export async function send(room: SendingRoom, operation: Operation): Promise<void> {
  const { state } = room;
  if (operation.kind === 'submit') {
    operation.intent = { baseline: null, products: [], repeatable: true };
    return transmit(room, operation);
  }
  if (needsFreshBaseline(state, operation.kind) && (await readBooks(room)) === null) {
    return putOff(state, operation, { reason: 'baseline_unreadable', retryAfterMs: null }, room.now());
  }
  const judgement = judge(state, operation.kind, operation.body ?? {}, room.now());
  if ('refusal' in judgement) return refused(state, operation, { reason: judgement.refusal }, room.now());
  const { amountMinor, products, repeatable } = judgement;
  operation.amountMinor = amountMinor;
  operation.intent = { baseline: state.lastReading, products, repeatable };
  return transmit(room, operation);
}

/** Sends what the intent says, once, and settles the operation by what came back. */
export async function transmit(room: SendingRoom, operation: Operation): Promise<void> {
  const { state } = room;
  const repeated = operation.ambiguousSends > 0;
  operation.sentAt = room.now();
  operation.dueAt = null;
  if (operation.kind === 'submit') state.attempts += 1;
  try {
    const { reference, checkoutUrl } = await perform(room.sending, state, operation, operation.sentAt);
    clear(state, room.now(), 'provider_unauthorized');
    if (operation.kind === 'submit') submitted(state, reference ?? '', checkoutUrl);
    settleExecuted(state, operation, { reference, by: 'answer' }, room.now());
    if (operation.kind === 'submit') state.readAt = nextReading(state, room.now());
  } catch (error) {
    const outcome = outcomeOf(error, !repeated);
    if (outcome.is === 'refused') {
      return refused(
        state,
        operation,
        { reason: 'provider_refused', provider: outcome.provider },
        room.now(),
      );
    }
    if (outcome.is === 'put_off' && outcome.reason === 'unauthorized') {
      raiseUnauthorized(state, operation.operationId, room.now());
    }
    // An earlier send may have worked: that this one did not says nothing about it.
    if (outcome.is === 'put_off' && !repeated) return putOff(state, operation, outcome, room.now());
    operation.ambiguousSends += 1;
    settleUnknown(state, operation, outcome.reason, room.now());
  }
}

/** Takes this reservation as the order's own; from here on every other one of the order is a stray. */
export function submitted(
  state: ReservationState,
  reservationUuid: string,
  checkoutUrl: string | null,
): void {
  state.reservationUuid = reservationUuid;
  state.checkoutUrl = checkoutUrl;
}

/** Nothing exists at the provider: the order has failed, and nothing is left to read. */
export function submitRefused(state: ReservationState, source: string, now: string): void {
  advance(state, 'submitRefused', source, now);
  state.readAt = null;
}

/**
 * Completing and cancelling show in the status, and a capture carries its marker: for these the last reading will do
 * as long as nothing of ours came after it. A refund leaves no mark but a difference.
 */
function needsFreshBaseline(state: ReservationState, kind: CommandKind): boolean {
  switch (kind) {
    case 'refund':
    case 'charge':
      return true;
    case 'capture':
      return state.dirty || state.lastReading === null;
    case 'cancel':
    case 'complete':
    case 'resend':
      return false;
    default:
      return kind satisfies never;
  }
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
