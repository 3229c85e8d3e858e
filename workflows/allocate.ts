/**
 * Spreads an amount over the provider's product ids, in their order. Pure.
 */
import type { LineAmount } from './messages';
import type { ProductAmount } from './reading';

/** What is taken of which product, with its sum, or why it cannot be. */
export type Allocation = { products: ProductAmount[]; amountMinor: number } | { refusal: AllocationRefusal };

/** Why an amount cannot be spread. */
export type AllocationRefusal = 'exceeds_total' | 'exceeds_line' | 'line_not_found';

/** `available` is what each product can still bear, in the order of the lines; `wanted` an amount, lines, or all. */
export function allocate(
  available: ProductAmount[],
  wanted: { amountMinor?: number; lines?: LineAmount[] },
): Allocation {
  if (wanted.lines) return byLine(available, wanted.lines);
  const all = available.reduce((sum, product) => sum + product.amountMinor, 0);
  const amountMinor = wanted.amountMinor ?? all;
  if (amountMinor > all) return { refusal: 'exceeds_total' };
  const products = spread(available, amountMinor).filter((product) => product.amountMinor > 0);
  return { products, amountMinor };
}

/** Fills the products in their order, each up to what it can bear; each stays in its place, with 0 if nothing is left. */
export function spread(available: ProductAmount[], amountMinor: number): ProductAmount[] {
  let left = amountMinor;
  return available.map(({ id, amountMinor: bearable }) => {
    const share = Math.min(left, bearable);
    left -= share;
    return { id, amountMinor: share };
  });
}

function byLine(available: ProductAmount[], lines: LineAmount[]): Allocation {
  const products: ProductAmount[] = [];
  for (const { line, amountMinor } of lines) {
    const product = available[line];
    if (!product) return { refusal: 'line_not_found' };
    if (amountMinor > product.amountMinor) return { refusal: 'exceeds_line' };
    products.push({ id: product.id, amountMinor });
  }
  return { products, amountMinor: products.reduce((sum, product) => sum + product.amountMinor, 0) };
}
