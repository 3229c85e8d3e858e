/** The evidence where the provider's books and ours differ, figure by figure. Told from other evidence by its shape. Pure. */

/** One figure, as we know it and as the provider shows it, in minor units. */
export interface DifferingFigure {
  name: 'reserved' | 'captured' | 'charged' | 'refunded';
  knownMinor: number;
  shownMinor: number;
}

/** What differs, and what the provider calls the order's state. */
export interface DifferingBooks {
  knownState: string;
  shownStatus: string;
  figures: DifferingFigure[];
}

interface Entry {
  amountMinor: number;
  refundedMinor: number;
}

interface Evidence {
  known: { lifecycle: string; ledger: { reservedMinor: number; captures: Entry[]; charges: Entry[] } };
  shown: {
    status: string;
    reservedMinor: number;
    capturedMinor: number;
    chargedMinor: number;
    refundedFromCapturedMinor: number;
    refundedFromChargedMinor: number;
  };
}

/** The evidence if it compares the books with ours. */
export function asDifferingBooks(evidence: unknown): DifferingBooks | null {
  if (typeof evidence !== 'object' || evidence === null) return null;
  if (!('known' in evidence && 'shown' in evidence)) return null;
  const { known, shown } = evidence as Evidence;
  const { reservedMinor, captures, charges } = known.ledger;
  const figure = (
    name: DifferingFigure['name'],
    knownMinor: number,
    shownMinor: number,
  ): DifferingFigure => ({
    name,
    knownMinor,
    shownMinor,
  });
  return {
    knownState: known.lifecycle,
    shownStatus: shown.status,
    figures: [
      figure('reserved', reservedMinor, shown.reservedMinor),
      figure('captured', amountOf(captures), shown.capturedMinor),
      figure('charged', amountOf(charges), shown.chargedMinor),
      figure(
        'refunded',
        [...captures, ...charges].reduce((sum, entry) => sum + entry.refundedMinor, 0),
        shown.refundedFromCapturedMinor + shown.refundedFromChargedMinor,
      ),
    ],
  };
}

function amountOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}
