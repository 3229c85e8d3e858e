/** What must hold when everything that could happen has happened, and long enough ago for the books to be read. */
import type { UnsettledEvidence } from '../../workflows/ask-person';
import { deadlinesOf } from '../../workflows/deadlines';
import type { Operation } from '../../workflows/operation';
import type { ProviderMovement } from '../../workflows/reading';
import type { LedgerEntry, LifecycleState } from '../../workflows/state';
import { ENDED } from '../../workflows/transitions';
import { must } from './life-invariants';
import type { SimulatedLife } from './simulated-life';

/** Whatever people said and however late the books were. */
export function expectSafeEnding(life: SimulatedLife): void {
  const { provider, strangerUuid } = life;
  for (const operation of life.state.operations) expectFollowed(life, operation);
  expectSomebodyKnows(life);
  const { status, capturedMinor } = provider.truth(strangerUuid);
  must(status === 'EXPIRED' && capturedMinor === 0, 'Somebody else’s reservation was touched.');
  for (const uuid of life.ours()) {
    const truth = provider.truth(uuid);
    must(truth.capturedMinor <= truth.reservedMinor, 'The provider has captured more than it holds.');
  }
}

/** Nobody said what is not true, and the books show it: what we believe is what stands at the provider. */
export function expectTrueEnding(life: SimulatedLife): void {
  for (const operation of life.state.operations) expectBelieved(life, operation);
  expectNoStray(life);
  expectTrueBooks(life);
}

/** Whoever lied or hid something: what differs is known to somebody. */
export function expectTrueOrTold(life: SimulatedLife): void {
  if (life.state.attentions.length > 0) return;
  expectNoStray(life);
  expectTrueBooks(life);
}

function expectTrueBooks({ state, provider }: SimulatedLife): void {
  if (state.reservationUuid === null) return;
  const truth = provider.truth(state.reservationUuid);
  expectSameBooks('capture', state.ledger.captures, truth.captures);
  expectSameBooks('charge', state.ledger.charges, truth.charges);
  must(state.ledger.reservedMinor === truth.reservedMinor, 'Another hold than the provider’s is believed.');
  const believed: Partial<Record<LifecycleState, string>> = {
    awaitingPayment: 'SENT',
    reserved: 'RESERVED',
    captured: 'RESERVED',
    completed: 'COMPLETED',
    cancelled: 'CANCELLED',
    expired: 'EXPIRED',
  };
  must(
    believed[state.lifecycle] === truth.status,
    `${state.lifecycle} is believed, and it is ${truth.status}.`,
  );
}

/** Every unknown has ended, or a person has been given what there is to decide it by. */
function expectFollowed({ state }: SimulatedLife, operation: Operation): void {
  const { operationId, kind, status } = operation;
  if (status === 'executed' || status === 'refused') return;
  const blocked = state.operations.some((other) => other.status === 'unknown' && other !== operation);
  if (status === 'pending') return must(blocked, `${kind} was never sent, and nothing is in its way.`);
  const attention = state.attentions.find(
    (standing) => standing.code === 'operation_unsettled' && standing.operationId === operationId,
  );
  must(attention !== undefined, `${kind} is unknown, and nobody was told.`);
  const { sent, baseline, readings } = attention.evidence as UnsettledEvidence;
  const isLookedFor = sent.times > 0 && readings.length >= 3;
  must(
    sent.at !== null &&
      (isLookedFor || sent.reason === 'refund_not_shown' || sent.reason === 'refund_rejected'),
    `${kind} is unknown, and its evidence is thin.`,
  );
  const moves = kind === 'capture' || kind === 'charge' || kind === 'refund';
  must(!moves || baseline !== null, `${kind} is unknown, and its evidence has no baseline.`);
}

/** What has not ended waits for a person, who was told, or for a command or an instant, as its policy says. */
function expectSomebodyKnows({ state, now }: SimulatedLife): void {
  if (ENDED.has(state.lifecycle) || state.attentions.length > 0) return;
  const { complete } = state.order.policy;
  const { chargeBy } = deadlinesOf(state);
  const isParked =
    state.lifecycle === 'captured' &&
    (complete === 'manual' || (complete === 'chargeValidityEnd' && now < (chargeBy ?? '')));
  must(isParked, `The order is ${state.lifecycle}, and nobody knows that it waits.`);
}

function expectBelieved(life: SimulatedLife, operation: Operation): void {
  const { operationId, kind, status, reason } = operation;
  if (kind === 'submit' || kind === 'resend') return;
  const isDone = life.provider.executed.has(operationId);
  if (status === 'refused')
    must(
      !isDone || hasTwin(life, operation),
      `${kind} is believed refused, and it was executed (${reason}).`,
    );
  if (status !== 'executed' || isDone) return;
  must(hasLookalike(life, operation), `${kind} is believed executed, and it was not.`);
}

/** Two refunds of one amount and source, of which one was rejected later: nobody can tell which. */
function hasTwin(
  { state, provider }: SimulatedLife,
  { operationId, kind, reference, amountMinor }: Operation,
): boolean {
  return (
    kind === 'refund' &&
    state.operations.some(
      (other) =>
        other.operationId !== operationId &&
        other.kind === 'refund' &&
        other.reference === reference &&
        other.amountMinor === amountMinor &&
        !provider.executed.has(other.operationId),
    )
  );
}

/** Somebody else did the very same meanwhile, and the provider's books cannot tell the two apart. */
function hasLookalike(life: SimulatedLife, { kind, amountMinor, body }: Operation): boolean {
  const { reservationUuid } = life.state;
  if (reservationUuid === null) return false;
  const { captures, charges, status } = life.provider.truth(reservationUuid);
  switch (kind) {
    case 'capture':
    case 'charge':
      return (kind === 'capture' ? captures : charges).some(
        (movement) => !movement.hasText && movement.amountMinor === amountMinor,
      );
    case 'refund':
      return [...captures, ...charges].some(
        ({ reference, refundedMinor }) =>
          reference === (body as { reference: string }).reference && refundedMinor >= (amountMinor ?? 0),
      );
    case 'cancel':
      return status === 'CANCELLED';
    case 'complete':
      return status === 'COMPLETED';
    default:
      return false;
  }
}

/** Of all reservations of this order only its own stands, or a person was told. */
function expectNoStray({ state, provider, ours }: SimulatedLife): void {
  if (state.attentions.some(({ code }) => code === 'stray_reservation')) return;
  const standing = ours().filter(
    (uuid) => uuid !== state.reservationUuid && ['SENT', 'RESERVED'].includes(provider.truth(uuid).status),
  );
  must(standing.length === 0, `${standing} stands beside the order’s own reservation, and nobody was told.`);
}

/** By reference; what was only ever shown as a total stands without one, and must add up to the rest. */
function expectSameBooks(kind: string, entries: LedgerEntry[], movements: ProviderMovement[]): void {
  const named = entries.filter(({ reference }) => reference !== null);
  const left = movements.filter(
    (movement) => !named.some(({ reference }) => reference === movement.reference),
  );
  const isSame =
    named.every((entry) =>
      movements.some(
        ({ reference, amountMinor, refundedMinor }) =>
          reference === entry.reference &&
          amountMinor === entry.amountMinor &&
          refundedMinor === entry.refundedMinor,
      ),
    ) && told(entries.filter(({ reference }) => reference === null)) === told(left);
  must(
    isSame,
    `Our ${kind}s are ${JSON.stringify(entries)}, the provider’s are ${JSON.stringify(movements)}.`,
  );
}

function told(parts: { amountMinor: number; refundedMinor: number }[]): string {
  const sum = (key: 'amountMinor' | 'refundedMinor') => parts.reduce((total, part) => total + part[key], 0);
  return `${sum('amountMinor')} less ${sum('refundedMinor')}`;
}
