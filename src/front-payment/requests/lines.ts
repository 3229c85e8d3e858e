// Order and charge lines: our shape, its check, and the provider's `products` and `orderSummary`.

import { z } from 'zod';
import type { MinorUnit } from '../../money/currency';
import { toDecimal } from '../../money/decimal';
import { sumMinor } from '../../money/sum';
import { splitTaxHalfUp } from '../../money/tax';
import { amountMinor, requiredText } from './fields';

/** More lines than this are refused; the provider names no limit, and a loop needs one. */
const MAX_LINES = 500;

/** One line of an order or a charge. */
export interface OrderLine {
  readonly name: string;
  /** The line's total with tax, a positive integer of minor units. */
  readonly amountMinor: number;
  /** In percent, 0 to 100 (or one of the client's `taxPercents`). */
  readonly taxPercent: number;
  /** The merchant's own id of the product. Default: null. */
  readonly productId?: string | null | undefined;
}

/** The check of a request's lines; with `taxPercents` only those rates pass. */
export function orderLinesSchema(taxPercents: readonly number[] | undefined) {
  return listOfLines(
    z.strictObject({
      name: requiredText,
      amountMinor,
      taxPercent: z
        .number()
        .min(0, 'must not be negative')
        .max(100, 'must not be above 100')
        .refine(
          (percent) => taxPercents === undefined || taxPercents.includes(percent),
          "must be one of the merchant's tax rates",
        ),
      productId: z.string().nullable().default(null),
    }),
  );
}

/** A list of one to 500 lines. */
export function listOfLines<Line extends z.ZodType>(line: Line) {
  return z
    .array(line)
    .min(1, 'must have at least one line')
    .max(MAX_LINES, `must have at most ${MAX_LINES} lines`);
}

/** A list as the provider wants most of them: an object keyed "0", "1", … */
export function keyedByIndex<Item>(items: readonly Item[]): Record<string, Item> {
  return Object.fromEntries(items.map((item, index) => [String(index), item]));
}

/**
 * Lines as the provider's `products`.
 *
 * Source: Front Payment, "Submit Reservation" calls `amount` a quantity, "Create Session for Reservation" the total
 * product amount; every example has it equal to `rate`, and so has the provider's own dashboard: both are the line's
 * total with tax.
 */
export function productsBody(lines: readonly OrderLine[], unit: MinorUnit) {
  return keyedByIndex(
    lines.map((line) => {
      const decimal = toDecimal(line.amountMinor, unit);
      return {
        name: line.name,
        productId: line.productId ?? null,
        rate: decimal,
        tax: String(line.taxPercent),
        amount: decimal,
      };
    }),
  );
}

/** The provider's `orderSummary`: sub-total and tax add up to the grand total to the last minor unit. */
export function orderSummaryBody(lines: readonly OrderLine[], unit: MinorUnit) {
  const splits = lines.map(splitTaxHalfUp);
  return {
    subTotal: toDecimal(sumMinor(splits.map((split) => split.netMinor)), unit),
    totalTax: toDecimal(sumMinor(splits.map((split) => split.taxMinor)), unit),
    grandTotal: toDecimal(sumMinor(lines.map((line) => line.amountMinor)), unit),
  };
}
