/**
 * Follows refunds that the provider has accepted and its books do not show yet. They are pending there: shown later, or
 * rejected, which only the history says, and not of which. Pure but for the state.
 * Source: Front Payment, "Refund Reservation" (accepted, pending) and "Get Reservation History" (refund-rejected).
 */
import { askPerson } from './ask-person';
import { SLOW_POLL_MS } from './deadlines';
import { evidenceFrom } from './evidence';
import { plusMs } from './instants';
import { sourceOf, unbookRefund } from './ledger';
import type { RefundBody } from './messages';
import type { Operation } from './operation';
import type { Reading } from './reading';
import type { ReservationState } from './state';
import { note } from './timeline';

/** The documents name no time. What is not shown a day later is a person's to look into. */
const SHOWN_WITHIN_MS = 24 * 60 * 60 * 1000;

/**
 * One reading that shows less refunded than was accepted; plans the next one. False when the time is over and our refunds
 * do not make up what is missing: then nobody here can tell which of them it was.
 */
export function followRefunds(state: ReservationState, reading: Reading, now: string): boolean {
  const gap = state.settings.verifyScheduleMs[state.rereads];
  state.rereads += 1;
  state.readAt = plusMs(now, gap ?? SLOW_POLL_MS);
  if (gap !== undefined) return true;
  const { refunds, missingMinor } = unshownRefunds(state, reading);
  const isOver = (operation: Operation): boolean =>
    plusMs(operation.settledAt ?? now, SHOWN_WITHIN_MS) <= now;
  if (missingMinor > 0) return !state.rejectionHinted && !ourRefunds(state).some(isOver);
  for (const operation of refunds) {
    if (state.rejectionHinted) doubt(state, operation, { reason: 'refund_rejected', reading }, now);
    else if (isOver(operation)) doubt(state, operation, { reason: 'refund_not_shown', reading }, now);
  }
  return true;
}

/** Our refunds that make up what is missing, the youngest first: the older ones were shown before. */
function unshownRefunds(
  state: ReservationState,
  reading: Reading,
): { refunds: Operation[]; missingMinor: number } {
  const shown = new Map(
    [...reading.captures, ...reading.charges].map(({ reference, refundedMinor }) => [
      reference,
      refundedMinor,
    ]),
  );
  const missing = new Map<string, number>();
  for (const { reference, refundedMinor } of [...state.ledger.captures, ...state.ledger.charges]) {
    if (reference !== null) missing.set(reference, refundedMinor - (shown.get(reference) ?? 0));
  }
  const refunds = ourRefunds(state).filter(({ body, amountMinor }) => {
    const { reference } = body as RefundBody;
    const left = missing.get(reference) ?? 0;
    if (amountMinor === null || amountMinor > left) return false;
    missing.set(reference, left - amountMinor);
    return true;
  });
  return { refunds, missingMinor: [...missing.values()].reduce((sum, left) => sum + Math.max(0, left), 0) };
}

/** The youngest first. */
function ourRefunds({ operations }: ReservationState): Operation[] {
  return operations.filter(({ kind, status }) => kind === 'refund' && status === 'executed').reverse();
}

/**
 * History says that a refund was rejected, or nothing says anything: the outcome is unknown after all. History does not say
 * which one it was, and may mean another than ours; so nothing is called refused for it.
 */
function doubt(
  state: ReservationState,
  operation: Operation,
  { reason, reading }: { reason: string; reading: Reading },
  now: string,
): void {
  takeBack(state, operation);
  operation.status = 'unknown';
  operation.reason = reason;
  operation.settledAt = null;
  operation.readings = [evidenceFrom(reading, operation, now)];
  if (operation.intent) operation.intent.baseline = reading;
  note(state, now, 'refund_unknown', 'provider', { operationId: operation.operationId, reason });
  askPerson(state, operation, now);
}

function takeBack(state: ReservationState, operation: Operation): void {
  const source = sourceOf(state.ledger, (operation.body as RefundBody).reference);
  const products = operation.intent?.products ?? [];
  if (source) unbookRefund(source.entry, { amountMinor: operation.amountMinor ?? 0, products });
}
