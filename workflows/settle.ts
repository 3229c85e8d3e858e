/**
 * What becomes of an operation: executed, refused, unknown, or put off because it surely did not happen.
 * Each writes the operation, the ledger, the lifecycle and the timeline together. Pure but for the state it is given.
 */
import { type Because, clear, clearFor, raise } from './attention';
import { callbackAwaitedUntil } from './awaited-callback';
import { deadlinesOf } from './deadlines';
import { plusMs } from './instants';
import { bookMovement, bookRefund, sourceOf } from './ledger';
import { advance } from './lifecycle';
import type { RefundBody } from './messages';
import type { Operation, OperationKind, ProviderRefusal } from './operation';
import type { RefusalName } from './refusals';
import type { ReservationState } from './state';
import { note } from './timeline';
import { ENDED, type LifecycleEvent } from './transitions';

/** Waits between sends of what surely did not happen, when the provider names none. */
const BACK_OFF_MS = [1_000, 2_000, 5_000, 15_000, 30_000, 60_000];

const EVENT_OF: Record<OperationKind, LifecycleEvent> = {
  submit: 'submitted',
  capture: 'captured',
  charge: 'charged',
  refund: 'refunded',
  cancel: 'cancelled',
  complete: 'completed',
  resend: 'resent',
};

/** It happened: a readable success, the provider's books, or a person's word. */
export function settleExecuted(
  state: ReservationState,
  operation: Operation,
  result: { reference: string | null; by: string },
  now: string,
): void {
  close(operation, 'executed', now);
  if (operation.kind !== 'refund') operation.reference = result.reference;
  book(state, operation);
  note(state, now, `${operation.kind}_executed`, operation.requestedBy, {
    operationId: operation.operationId,
    amountMinor: operation.amountMinor,
    reference: operation.reference,
    by: result.by,
  });
  const refusal = advance(state, EVENT_OF[operation.kind], operation.requestedBy, now);
  if (refusal)
    note(state, now, 'transition_refused', 'system', { refusal, operationId: operation.operationId });
  if (operation.kind !== 'submit' && operation.kind !== 'resend') {
    state.dirty = true;
    // The books have the whole schedule to show it.
    state.rereads = 0;
  }
  // What was planned for an open order gives way to the reading that closes its books.
  if (ENDED.has(state.lifecycle)) {
    state.readAt = callbackAwaitedUntil(state, now);
    clear(state, now, 'nothing_left', 'capture_at_risk');
  }
  if (operation.requestedBy !== 'timer') {
    state.timersHalted = false;
    clear(state, now, 'person_acted', 'timer_operation_refused');
  }
  // Whatever is still in danger after it, the timer says anew.
  if (operation.kind === 'capture') clear(state, now, 'captured', 'capture_at_risk');
  clearFor(state, now, BECAUSE[result.by] ?? 'person_acted', operation.operationId);
}

/** Neither an answer nor the books: then it was a person's word. */
const BECAUSE: Record<string, Because> = { answer: 'answered', books: 'books_show_it' };

/** The provider surely did not do it, or the state it found forbade it. */
export function settleRefused(
  state: ReservationState,
  operation: Operation,
  why: { reason: RefusalName; provider?: ProviderRefusal },
  now: string,
): void {
  close(operation, 'refused', now);
  operation.reason = why.reason;
  operation.provider = why.provider ?? null;
  note(state, now, `${operation.kind}_refused`, operation.requestedBy, {
    operationId: operation.operationId,
    reason: why.reason,
    provider: why.provider ? { status: why.provider.status, message: why.provider.message } : null,
  });
  clearFor(state, now, why.provider ? 'provider_refused' : 'person_acted', operation.operationId);
}

/** What a worker says of a call that a lost workflow task may have made. */
export const TASK_LOST = 'task_lost';

/** The answer was ambiguous: followed by readings until the books, or a person, tell. */
export function settleUnknown(
  state: ReservationState,
  operation: Operation,
  reason: string,
  now: string,
): void {
  operation.status = 'unknown';
  operation.reason = reason;
  operation.readings = [];
  // What a lost task may have sent was sent long enough ago to show at once.
  operation.dueAt = plusMs(now, reason === TASK_LOST ? 0 : (state.settings.verifyScheduleMs[0] ?? 0));
  note(state, now, `${operation.kind}_unknown`, 'provider', { operationId: operation.operationId, reason });
}

/**
 * It surely did not happen: the same operation is sent again after a while. A repeat that did not happen says nothing
 * about the send before it: the outcome stays unknown, and the books are read once more before the next one.
 */
export function putOff(
  state: ReservationState,
  operation: Operation,
  why: { reason: string; retryAfterMs: number | null },
  now: string,
): void {
  const backOffMs = BACK_OFF_MS[Math.min(operation.putOff, BACK_OFF_MS.length - 1)] ?? 0;
  if (operation.ambiguousSends === 0) operation.status = 'pending';
  operation.reason = why.reason;
  operation.putOff += 1;
  operation.dueAt = plusMs(now, why.retryAfterMs ?? backOffMs);
  if (operation.kind === 'capture') keepInTime(state, operation, now);
  note(state, now, `${operation.kind}_put_off`, 'provider', {
    operationId: operation.operationId,
    reason: why.reason,
    nextAt: operation.dueAt,
  });
}

/** Told to wait past its deadline, a capture has one last try while there is time for an answer; a person hears of it now. */
function keepInTime(state: ReservationState, operation: Operation, now: string): void {
  const { captureBy } = deadlinesOf(state);
  if (captureBy === null || operation.dueAt === null || operation.dueAt < captureBy) return;
  const lastTry = plusMs(captureBy, -state.settings.providerTimeoutMs);
  if (lastTry > now) operation.dueAt = lastTry;
  raise(
    state,
    {
      code: 'capture_at_risk',
      operationId: operation.operationId,
      message:
        'This capture surely was not executed, and its next try would come after its deadline. It is tried once more ' +
        'shortly before it. See to it that the provider takes our calls, or capture in its dashboard.',
      evidence: { captureBy, reason: operation.reason, nextAt: operation.dueAt },
    },
    now,
  );
}

function book(state: ReservationState, operation: Operation): void {
  const { operationId, reference, intent } = operation;
  const amountMinor = operation.amountMinor ?? 0;
  const products = intent?.products ?? [];
  if (operation.kind === 'capture') {
    bookMovement(state.ledger.captures, { reference, amountMinor, operationId, products });
  }
  if (operation.kind === 'charge') {
    bookMovement(state.ledger.charges, { reference, amountMinor, operationId, products: [] });
  }
  if (operation.kind === 'refund') {
    const source = sourceOf(state.ledger, (operation.body as RefundBody).reference);
    if (source) bookRefund(source.entry, { amountMinor, products });
  }
}

function close(operation: Operation, status: 'executed' | 'refused', now: string): void {
  operation.status = status;
  operation.settledAt = now;
  operation.dueAt = null;
  operation.reason = null;
  // A whole reading each: the state would outgrow a payload. Nothing settled is looked for again.
  if (operation.intent) operation.intent = { ...operation.intent, baseline: null };
}
