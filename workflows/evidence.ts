/**
 * Whether the provider's own books show that an operation happened: by its marker, by status, or by what changed
 * since the baseline. Pure; the only judge of an unknown outcome beside a person.
 */
import { sourceOf } from './ledger';
import type { RefundBody } from './messages';
import type { Evidence, Operation } from './operation';
import type { ProviderMovement, Reading } from './reading';
import type { Ledger, LedgerEntry } from './state';

/** `reference` is the provider's; null for what has none of its own. */
export type Finding = { found: true; reference: string | null } | { found: false };

const ABSENT: Finding = { found: false };

/**
 * Looks for one operation in one reading. What the ledger knows as another operation's is never taken for this one,
 * even if the books lag and show it only now. Submit and resend leave no trace in details: never found here.
 */
export function findIn(reading: Reading, operation: Operation, ledger: Ledger): Finding {
  switch (operation.kind) {
    case 'capture':
      return findMovement(reading.captures, operation, {
        before: operation.intent?.baseline?.captures,
        entries: ledger.captures,
      });
    case 'charge':
      return findMovement(reading.charges, operation, {
        before: operation.intent?.baseline?.charges,
        entries: ledger.charges,
      });
    case 'refund':
      return findRefund(reading, operation, ledger);
    case 'cancel':
      return byStatus(reading, 'CANCELLED');
    case 'complete':
      return byStatus(reading, 'COMPLETED');
    case 'submit':
    case 'resend':
      return ABSENT;
    default:
      return operation.kind satisfies never;
  }
}

/**
 * The marker decides. Only where a new movement came back without any text is the amount taken instead, and only
 * if it is the single one.
 */
function findMovement(
  movements: ProviderMovement[],
  operation: Operation,
  { before, entries }: { before: ProviderMovement[] | undefined; entries: LedgerEntry[] },
): Finding {
  const marked = movements.find(({ marker }) => marker === operation.operationId);
  if (marked) return { found: true, reference: marked.reference || null };
  const known = new Set([...(before ?? []), ...entries].map(({ reference }) => reference));
  const fresh = movements.filter(({ reference }) => !known.has(reference));
  const [bare, second] = fresh.filter(
    ({ hasText, amountMinor }) => !hasText && amountMinor === operation.amountMinor,
  );
  return bare && !second && before !== undefined
    ? { found: true, reference: bare.reference || null }
    : ABSENT;
}

/**
 * A refund carries no marker: what its source was refunded for must be exactly its amount more than the baseline and
 * the ledger know. The ledger may know more: an accepted refund can be pending at the provider for a while.
 */
function findRefund(reading: Reading, operation: Operation, ledger: Ledger): Finding {
  const { reference } = operation.body as RefundBody;
  const baseline = operation.intent?.baseline;
  if (!baseline) return ABSENT;
  const known = Math.max(
    refundedOf(baseline, reference),
    sourceOf(ledger, reference)?.entry.refundedMinor ?? 0,
  );
  return refundedOf(reading, reference) - known === operation.amountMinor
    ? { found: true, reference }
    : ABSENT;
}

/** What one capture or charge was refunded for, as a reading shows it. */
export function refundedOf(reading: Reading, reference: string): number {
  const movements = [...reading.captures, ...reading.charges];
  return movements.find((movement) => movement.reference === reference)?.refundedMinor ?? 0;
}

/** Whether the books rule out that an operation happened. That they do not show it yet rules nothing out. */
export function contradicts(reading: Reading, operation: Operation): boolean {
  const moved = reading.capturedMinor + reading.chargedMinor > 0;
  switch (operation.kind) {
    case 'capture':
    case 'charge':
      return reading.status === 'SENT' || reading.status === 'CANCELLED' || reading.status === 'EXPIRED';
    case 'refund':
      return !moved;
    case 'cancel':
      return moved || reading.status === 'COMPLETED';
    case 'complete':
      return reading.status === 'CANCELLED' || reading.status === 'EXPIRED';
    case 'submit':
    case 'resend':
      return false;
    default:
      return operation.kind satisfies never;
  }
}

/** One look at the books, as a person is shown it: without anything that stood there before the operation. */
export function evidenceFrom(reading: Reading, operation: Operation, at: string): Evidence {
  const { baseline } = operation.intent ?? { baseline: null };
  const before = new Set(
    [...(baseline?.captures ?? []), ...(baseline?.charges ?? [])].map(({ reference }) => reference),
  );
  const { status, reservedMinor, capturedMinor, chargedMinor } = reading;
  return {
    at,
    found: false,
    status,
    reservedMinor,
    capturedMinor,
    chargedMinor,
    refundedMinor: reading.refundedFromCapturedMinor + reading.refundedFromChargedMinor,
    newMovements: [...reading.captures, ...reading.charges]
      .filter(({ reference }) => !before.has(reference))
      .map(({ reference, amountMinor, marker }) => ({ reference, amountMinor, marker })),
  };
}

/** A search of the history that showed nothing: it has no figures. */
export function nothingIn(at: string): Evidence {
  const figures = { reservedMinor: null, capturedMinor: null, chargedMinor: null, refundedMinor: null };
  return { at, found: false, status: null, ...figures, newMovements: [] };
}

function byStatus(reading: Reading, status: string): Finding {
  return reading.status === status ? { found: true, reference: null } : ABSENT;
}
