/**
 * Details may give totals without the list of what they are made of. Then the list is made from what we know, and what
 * the totals show beyond it stands as one movement without a reference. Pure.
 * Source: Front Payment, "Get Reservation Details By UUID": paymentDetails has the totals, paymentHistory the list.
 */
import type { ProviderMovement, Reading } from './reading';
import type { Ledger, LedgerEntry } from './state';

/** The reading with a list beside each of its totals; the same reading where the provider gave one. */
export function listMovements(reading: Reading, ledger: Ledger): Reading {
  return {
    ...reading,
    captures: listed(reading.captures, ledger.captures, {
      totalMinor: reading.capturedMinor,
      refundedMinor: reading.refundedFromCapturedMinor,
    }),
    charges: listed(reading.charges, ledger.charges, {
      totalMinor: reading.chargedMinor,
      refundedMinor: reading.refundedFromChargedMinor,
    }),
  };
}

interface Totals {
  totalMinor: number;
  refundedMinor: number;
}

function listed(movements: ProviderMovement[], entries: LedgerEntry[], totals: Totals): ProviderMovement[] {
  if (movements.length > 0 || totals.totalMinor === 0) return movements;
  let leftMinor = totals.totalMinor;
  const known: ProviderMovement[] = [];
  for (const { reference, amountMinor, refundedMinor, operationId } of entries) {
    if (amountMinor > leftMinor) continue;
    leftMinor -= amountMinor;
    const named = { reference: reference ?? '', marker: operationId, hasText: operationId !== null };
    known.push({ ...named, amountMinor, refundedMinor });
  }
  if (leftMinor > 0) {
    known.push({ reference: '', amountMinor: leftMinor, refundedMinor: 0, marker: null, hasText: false });
  }
  return refundedUpTo(known, totals.refundedMinor);
}

/** Each keeps what it is known to be refunded for, as far as the total goes; what is beyond goes to the first that bear it. */
function refundedUpTo(movements: ProviderMovement[], totalMinor: number): ProviderMovement[] {
  let leftMinor = totalMinor;
  const kept = movements.map((movement) => {
    const refundedMinor = Math.min(movement.refundedMinor, leftMinor);
    leftMinor -= refundedMinor;
    return { ...movement, refundedMinor };
  });
  return kept.map((movement) => {
    const moreMinor = Math.min(movement.amountMinor - movement.refundedMinor, leftMinor);
    leftMinor -= moreMinor;
    return { ...movement, refundedMinor: movement.refundedMinor + moreMinor };
  });
}
