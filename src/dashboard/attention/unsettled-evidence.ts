/** The evidence beside an unknown operation, as the server sends it, told from other evidence by its shape. Pure. */

/** What the provider's books showed at one look; null where only its history could be searched. */
export interface Look {
  at: string;
  status: string | null;
  reservedMinor?: number | null;
  capturedMinor: number | null;
  chargedMinor: number | null;
  refundedMinor: number | null;
  newMovements: { reference: string; amountMinor: number; marker: string | null }[];
}

/** What the amounts would be after an answer. */
export interface AmountsAfter {
  capturedMinor: number;
  chargedMinor: number;
  refundedMinor: number;
  runwayMinor: number;
}

/** What was sent, what the books showed before and since, what was looked for, and what each answer would do. */
export interface UnsettledEvidence {
  sent: { at: string | null; times: number; amountMinor: number | null; reason: string | null };
  baseline: Baseline | null;
  readings: Look[];
  search: { for: string; in: string };
  answers: Record<'executed' | 'refused', { does: string; amounts: AmountsAfter }>;
}

interface Baseline {
  at: string;
  status: string;
  capturedMinor: number;
  chargedMinor: number;
  refundedFromCapturedMinor: number;
  refundedFromChargedMinor: number;
}

/** The evidence if it is that of an unknown operation. */
export function asUnsettled(evidence: unknown): UnsettledEvidence | null {
  if (typeof evidence !== 'object' || evidence === null) return null;
  return 'sent' in evidence && 'answers' in evidence && 'readings' in evidence
    ? (evidence as UnsettledEvidence)
    : null;
}

/** What the books showed before the operation was sent, as a look like the others. */
export function lookBefore(baseline: Baseline): Look {
  const { at, status, capturedMinor, chargedMinor } = baseline;
  const refundedMinor = baseline.refundedFromCapturedMinor + baseline.refundedFromChargedMinor;
  return { at, status, capturedMinor, chargedMinor, refundedMinor, newMovements: [] };
}
