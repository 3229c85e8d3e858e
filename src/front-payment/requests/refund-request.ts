// What refund sends.

import { z } from 'zod';
import { toDecimal } from '../../money/decimal';
import { sumMinor } from '../../money/sum';
import { type ProductAmount, productAmounts, productAmountsBody } from './capture-request';
import { checkTotal, currency, exponent, requiredText } from './fields';

/** What to give back, of one capture or one charge. */
export interface RefundRequest {
  readonly currency: string;
  /** Decimals between main and minor unit. Default: the currency's own. */
  readonly exponent?: number | undefined;
  readonly lines: readonly ProductAmount[];
  /** When given, it must be the sum of the lines. Default: their sum. */
  readonly totalMinor?: number | undefined;
  readonly source: 'captured' | 'charged';
  /** The `CAP…` or `CHA…` that is refunded. */
  readonly reference: string;
}

/** The check of a refund request. */
export const refundRequestSchema = z
  .strictObject({
    currency,
    exponent,
    lines: productAmounts,
    totalMinor: z.int().optional(),
    source: z.enum(['captured', 'charged'], 'must be captured or charged'),
    reference: requiredText,
  })
  .superRefine(checkTotal);

/** The body of `refund`; its products are an array. Source: Front Payment, "Refund Reservation", Request Payload. */
export function refundBody(request: z.output<typeof refundRequestSchema>) {
  return {
    type: 'reservation',
    grandTotal: toDecimal(sumMinor(request.lines.map((line) => line.amountMinor)), request),
    products: productAmountsBody(request.lines, request),
    source: request.source,
    reference: request.reference,
  };
}
