/**
 * What money moved, by source: each capture, each charge, and what was refunded of which. Pure.
 * Invariants: captured never exceeds reserved; refunded never exceeds its source.
 */
import type { ProductAmount, ProviderMovement, Reading } from './reading';
import type { Ledger, LedgerEntry } from './state';

/** Before there is a hold. */
export function emptyLedger(): Ledger {
  return { reservedMinor: 0, captures: [], charges: [] };
}

/** What was captured in all, refunds not taken off. */
export function capturedMinor(ledger: Ledger): number {
  return total(ledger.captures, (entry) => entry.amountMinor);
}

/** What was charged in all, refunds not taken off. */
export function chargedMinor(ledger: Ledger): number {
  return total(ledger.charges, (entry) => entry.amountMinor);
}

/** What was given back in all, of captures and charges. */
export function refundedMinor(ledger: Ledger): number {
  return total([...ledger.captures, ...ledger.charges], (entry) => entry.refundedMinor);
}

/** What of the hold can still be captured. */
export function runwayMinor(ledger: Ledger): number {
  return Math.max(0, ledger.reservedMinor - capturedMinor(ledger));
}

/** The capture or charge with this provider reference. */
export function sourceOf(
  ledger: Ledger,
  reference: string,
): { source: 'captured' | 'charged'; entry: LedgerEntry } | null {
  const captured = ledger.captures.find((entry) => entry.reference === reference);
  if (captured) return { source: 'captured', entry: captured };
  const charged = ledger.charges.find((entry) => entry.reference === reference);
  return charged ? { source: 'charged', entry: charged } : null;
}

/** What one movement in the provider's books adds to the ledger, or why it cannot be explained. */
export interface Adoption {
  kind: 'capture' | 'charge' | 'refund';
  reference: string;
  amountMinor: number;
}

/** How a reading and the ledger compare. */
export interface Comparison {
  /** Moved by somebody else, and consistent: taken over. */
  adoptions: Adoption[];
  /** The provider shows less than we know: it lags, or something is wrong. */
  showsLess: boolean;
  /** The provider shows less refunded than it has accepted: pending there, or rejected since. */
  refundsBehind: boolean;
  /** The provider's figures do not add up, or one of them is another amount than the one we know. */
  inconsistent: boolean;
}

/** Compares what the provider shows with what we know. Changes nothing. */
export function compare(ledger: Ledger, reading: Reading): Comparison {
  const captures = compareEntries('capture', ledger.captures, reading.captures);
  const charges = compareEntries('charge', ledger.charges, reading.charges);
  return {
    adoptions: [...captures.adoptions, ...charges.adoptions],
    showsLess: captures.showsLess || charges.showsLess,
    refundsBehind: captures.refundsBehind || charges.refundsBehind,
    inconsistent:
      captures.amountsDiffer ||
      charges.amountsDiffer ||
      reading.capturedMinor > reading.reservedMinor ||
      reading.capturedMinor !== total(reading.captures, (movement) => movement.amountMinor) ||
      reading.chargedMinor !== total(reading.charges, (movement) => movement.amountMinor) ||
      [...reading.captures, ...reading.charges].some(
        (movement) => movement.refundedMinor > movement.amountMinor,
      ),
  };
}

/** Writes what a consistent reading shows into the ledger: the hold, foreign movements, refunds, missing references. */
export function adopt(ledger: Ledger, reading: Reading): void {
  ledger.reservedMinor = Math.max(ledger.reservedMinor, reading.reservedMinor);
  adoptEntries(ledger.captures, reading.captures);
  adoptEntries(ledger.charges, reading.charges);
}

/** Books a refund of our own against its source. */
export function bookRefund(
  entry: LedgerEntry,
  refund: { amountMinor: number; products: ProductAmount[] },
): void {
  entry.refundedMinor += refund.amountMinor;
  entry.refundedProducts.push(...refund.products);
}

/** Takes a refund back that was never carried out. */
export function unbookRefund(
  entry: LedgerEntry,
  refund: { amountMinor: number; products: ProductAmount[] },
): void {
  entry.refundedMinor = Math.max(0, entry.refundedMinor - refund.amountMinor);
  const gone = [...refund.products];
  entry.refundedProducts = entry.refundedProducts.filter(({ id, amountMinor }) => {
    const index = gone.findIndex((product) => product.id === id && product.amountMinor === amountMinor);
    if (index >= 0) gone.splice(index, 1);
    return index < 0;
  });
}

/**
 * Books a capture or charge of our own. One that a reading had taken for somebody else's, and that a person has named
 * as ours since, is not counted again.
 */
export function bookMovement(
  entries: LedgerEntry[],
  movement: { reference: string | null; amountMinor: number; operationId: string; products: ProductAmount[] },
): void {
  const { reference, operationId, products } = movement;
  const known = entries.find((entry) => entry.operationId === operationId);
  const adopted = entries.find((entry) => entry.operationId === null && entry.reference === reference);
  if (known) known.reference ??= reference;
  else if (adopted && reference !== null) Object.assign(adopted, { operationId, products });
  else entries.push({ ...movement, refundedMinor: 0, refundedProducts: [] });
}

function compareEntries(
  kind: 'capture' | 'charge',
  entries: LedgerEntry[],
  movements: ProviderMovement[],
): Pick<Comparison, 'adoptions' | 'showsLess' | 'refundsBehind'> & { amountsDiffer: boolean } {
  const known = pair(entries, movements);
  const adoptions = movements.flatMap((movement): Adoption[] => {
    const { reference, amountMinor } = movement;
    const entry = known.get(movement);
    const refundedMore = movement.refundedMinor - (entry?.refundedMinor ?? 0);
    return [
      ...(entry ? [] : [{ kind, reference, amountMinor }]),
      ...(refundedMore > 0 ? [{ kind: 'refund' as const, reference, amountMinor: refundedMore }] : []),
    ];
  });
  const shown = new Set(known.values());
  const pairs = [...known];
  return {
    adoptions,
    showsLess: entries.some((entry) => !shown.has(entry)),
    refundsBehind: pairs.some(([movement, entry]) => movement.refundedMinor < entry.refundedMinor),
    amountsDiffer: pairs.some(([movement, entry]) => movement.amountMinor !== entry.amountMinor),
  };
}

function adoptEntries(entries: LedgerEntry[], movements: ProviderMovement[]): void {
  const known = pair(entries, movements);
  for (const movement of movements) {
    const { reference, amountMinor, refundedMinor, marker } = movement;
    const entry = known.get(movement);
    if (entry) {
      entry.reference ??= reference || null;
      entry.refundedMinor = Math.max(entry.refundedMinor, refundedMinor);
    } else {
      const products = { products: [], refundedProducts: [] };
      entries.push({
        reference: reference || null,
        amountMinor,
        refundedMinor,
        operationId: marker,
        ...products,
      });
    }
  }
}

/**
 * Which entry each movement is: by the provider's reference; else, for what a person resolved before a reference was
 * seen, by the marker or, where the provider kept no text, the amount. No entry is two movements.
 */
function pair(entries: LedgerEntry[], movements: ProviderMovement[]): Map<ProviderMovement, LedgerEntry> {
  const pairs = new Map<ProviderMovement, LedgerEntry>();
  const free = new Set(entries);
  const rules: ((movement: ProviderMovement, entry: LedgerEntry) => boolean)[] = [
    ({ reference }, entry) => entry.reference === reference,
    ({ marker }, entry) => entry.reference === null && marker !== null && entry.operationId === marker,
    ({ marker, amountMinor }, entry) =>
      entry.reference === null && marker === null && entry.amountMinor === amountMinor,
  ];
  for (const fits of rules) {
    for (const movement of movements) {
      if (pairs.has(movement)) continue;
      const entry = [...free].find((candidate) => fits(movement, candidate));
      if (!entry) continue;
      pairs.set(movement, entry);
      free.delete(entry);
    }
  }
  return pairs;
}

function total<T>(items: readonly T[], amountOf: (item: T) => number): number {
  return items.reduce((sum, item) => sum + amountOf(item), 0);
}
