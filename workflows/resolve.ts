/**
 * A person's word on an unknown operation: checked against the provider's books once more, then taken as the outcome.
 */
import { contradicts, refundedOf } from './evidence';
import { plusMs } from './instants';
import { runwayMinor, sourceOf, unbookRefund } from './ledger';
import type { RefundBody } from './messages';
import { observe } from './observe';
import type { Operation, Resolution } from './operation';
import { readBooks, readIfThere, retryGapMs } from './read-books';
import type { Reading } from './reading';
import { nextReading } from './reading-plan';
import { beganUnder } from './rules';
import { settleExecuted, settleRefused } from './settle';
import type { Ledger, ReservationState } from './state';
import { note } from './timeline';
import { type SendingRoom, submitRefused, submitted } from './transmit';
import { urgencyOfReading } from './urgency';

/** Reads the books for a resolution and settles the operation by it, or says that the books contradict it. */
export async function resolve(room: SendingRoom, resolution: Resolution): Promise<void> {
  const { state } = room;
  const operation = state.operations.find(({ operationId }) => operationId === resolution.operationId);
  if (operation?.status !== 'unknown') {
    const agrees = operation?.status === resolution.outcome;
    return close(room, resolution, agrees ? 'accepted' : 'contradicted', state.lastReading);
  }
  if (operation.kind === 'submit') return resolveSubmit(room, operation, resolution);
  const reading = await readBooks(room, urgencyOfReading(state, room.now()));
  if (reading === null) return later(room, resolution);
  settle(room, operation, resolution, reading);
}

function settle(room: SendingRoom, operation: Operation, resolution: Resolution, reading: Reading): void {
  // The reading may have shown the operation by now: then the books have the last word.
  if (operation.status !== 'unknown') {
    const agrees = operation.status === resolution.outcome;
    return close(room, resolution, agrees ? 'accepted' : 'contradicted', reading);
  }
  const reference = referenceFor(room.state, operation, resolution);
  const isImpossible =
    contradicts(reading, operation) || leavesNoRoom(room.state.ledger, operation, reference);
  if (resolution.outcome === 'executed' && isImpossible) {
    return close(room, resolution, 'contradicted', reading);
  }
  apply(room, operation, resolution, reference);
  close(room, resolution, 'accepted', reading);
}

/**
 * Whether what others captured leaves no room for it: more than the hold cannot have been captured. One that the person has
 * named among them needs no room of its own.
 */
function leavesNoRoom(ledger: Ledger, { kind, amountMinor }: Operation, named: string | null): boolean {
  return kind === 'capture' && named === null && runwayMinor(ledger) < (amountMinor ?? 0);
}

/** Whether the books show a refund's amount already, taken for somebody else's: by difference to what stood before it. */
function isAmongAdopted({ ledger }: ReservationState, operation: Operation): boolean {
  if (operation.kind !== 'refund') return false;
  const baseline = operation.intent?.baseline;
  const { reference } = operation.body as RefundBody;
  const refundedMinor = sourceOf(ledger, reference)?.entry.refundedMinor ?? 0;
  const beforeMinor = baseline ? refundedOf(baseline, reference) : 0;
  return refundedMinor - beforeMinor >= (operation.amountMinor ?? 0);
}

/**
 * The provider's reference, where a person has named it: a capture or charge of this amount that a reading had taken for
 * somebody else's. Null where it is yet to be seen.
 */
function referenceFor(
  { ledger }: ReservationState,
  { kind, reference, amountMinor }: Operation,
  { evidence }: Resolution,
): string | null {
  if (kind === 'refund') return reference;
  const named = new Set(evidence.match(/\b(?:CAP|CHA)\w+/g));
  const entries = kind === 'capture' ? ledger.captures : ledger.charges;
  const entry = entries.find(
    (adopted) =>
      adopted.operationId === null &&
      adopted.amountMinor === amountMinor &&
      named.has(adopted.reference ?? ''),
  );
  return entry?.reference ?? null;
}

/** A submit that a person has seen at the provider is taken over by the uuid in the evidence. */
async function resolveSubmit(room: SendingRoom, operation: Operation, resolution: Resolution): Promise<void> {
  if (resolution.outcome === 'refused') {
    apply(room, operation, resolution, null);
    return close(room, resolution, 'accepted', null);
  }
  const [uuid] = /\bRES\d+\b/.exec(resolution.evidence) ?? [];
  if (uuid === undefined) return close(room, resolution, 'contradicted', null);
  const reading = await readIfThere(room, uuid, urgencyOfReading(room.state, room.now()));
  if (reading === 'unreadable') return later(room, resolution);
  if (reading === 'missing') return close(room, resolution, 'contradicted', null);
  if (reading.referenceNumber !== room.state.order.orderId)
    return close(room, resolution, 'contradicted', reading);
  submitted(room.state, uuid, null);
  apply(room, operation, resolution, uuid);
  observe(room.state, reading, room.now());
  close(room, resolution, 'accepted', reading);
}

function apply(
  room: SendingRoom,
  operation: Operation,
  resolution: Resolution,
  reference: string | null,
): void {
  const { state } = room;
  const { operationId, outcome, evidence, requestedBy } = resolution;
  note(state, room.now(), 'operation_resolved', requestedBy, { operationId, outcome, evidence });
  if (outcome === 'executed') {
    // Its amount was counted when the books showed it: it only gets its name now.
    if (isAmongAdopted(state, operation)) uncount(state, operation);
    settleExecuted(state, operation, { reference, by: requestedBy }, room.now());
    // The books did not show it: they are read until they do, or until a person hears that they never did.
    state.readAt ??= room.now();
    return;
  }
  settleRefused(state, operation, { reason: 'resolved_refused' }, room.now());
  // Nothing of it exists: the order has failed, and may be placed anew.
  if (operation.kind === 'submit') return submitRefused(state, requestedBy, room.now());
  // The books did not show it yet: should they do so later, somebody must hear of it.
  if (beganUnder(5, state)) state.readAt ??= nextReading(state, room.now());
}

function uncount({ ledger }: ReservationState, { body, amountMinor }: Operation): void {
  const source = sourceOf(ledger, (body as RefundBody).reference);
  if (source) unbookRefund(source.entry, { amountMinor: amountMinor ?? 0, products: [] });
}

function close(
  room: SendingRoom,
  resolution: Resolution,
  result: 'accepted' | 'contradicted',
  shown: Reading | null,
): void {
  resolution.result = result;
  resolution.shown = shown;
  resolution.dueAt = null;
  if (result === 'contradicted') {
    const { operationId, outcome, requestedBy } = resolution;
    note(room.state, room.now(), 'resolve_contradicted', requestedBy, { operationId, outcome });
  }
}

function later(room: SendingRoom, resolution: Resolution): void {
  resolution.dueAt = plusMs(room.now(), retryGapMs(room.state));
}
