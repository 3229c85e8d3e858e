// What capture sends.

import { z } from 'zod';
import type { MinorUnit } from '../../money/currency';
import { toDecimal } from '../../money/decimal';
import { sumMinor } from '../../money/sum';
import { amountMinor, checkTotal, currency, exponent, optionalText } from './fields';
import { keyedByIndex, listOfLines } from './lines';

/** One product of the reservation, by its id in details, and how much of it. */
export interface ProductAmount {
  readonly id: number;
  /** A positive integer of minor units. */
  readonly amountMinor: number;
}

/** What to take of the hold. */
export interface CaptureRequest {
  readonly currency: string;
  /** Decimals between main and minor unit. Default: the currency's own. */
  readonly exponent?: number | undefined;
  readonly lines: readonly ProductAmount[];
  /** When given, it must be the sum of the lines. Default: their sum. */
  readonly totalMinor?: number | undefined;
  /** Comes back in details, in the history of captures. Default: not sent. */
  readonly additionalText?: string | null | undefined;
}

/** Lines that name products by their id, each product once. */
export const productAmounts = listOfLines(
  z.strictObject({ id: z.int('must be a product id from details').nonnegative(), amountMinor }),
).refine(
  (lines) => new Set(lines.map((line) => line.id)).size === lines.length,
  'must name each product once',
);

/** The check of a capture request. */
export const captureRequestSchema = z
  .strictObject({
    currency,
    exponent,
    lines: productAmounts,
    totalMinor: z.int().optional(),
    additionalText: optionalText,
  })
  .superRefine(checkTotal);

/** The body of `capture`. Source: Front Payment, "Capture Reservation", Request Payload. */
export function captureBody(request: z.output<typeof captureRequestSchema>) {
  return {
    products: keyedByIndex(productAmountsBody(request.lines, request)),
    grandTotal: toDecimal(sumMinor(request.lines.map((line) => line.amountMinor)), request),
    ...(request.additionalText === null ? {} : { additionalText: request.additionalText }),
  };
}

/** Products and amounts as the provider writes them, still as a list. */
export function productAmountsBody(lines: readonly ProductAmount[], unit: MinorUnit) {
  return lines.map((line) => ({ id: line.id, amount: toDecimal(line.amountMinor, unit) }));
}
