// What charge sends.

import { z } from 'zod';
import { toDecimal } from '../../money/decimal';
import { sumMinor } from '../../money/sum';
import type { ClientOptions } from '../options';
import { checkTotal, currency, exponent, optionalText } from './fields';
import { type OrderLine, orderLinesSchema, productsBody } from './lines';

/** What to take from the stored card, beside the hold. */
export interface ChargeRequest {
  readonly currency: string;
  /** Decimals between main and minor unit. Default: the currency's own. */
  readonly exponent?: number | undefined;
  readonly lines: readonly OrderLine[];
  /** When given, it must be the sum of the lines. Default: their sum. */
  readonly totalMinor?: number | undefined;
  /** Comes back in details, in the history of charges. Default: not sent. */
  readonly additionalText?: string | null | undefined;
}

/** The check of a charge request. */
export function chargeRequestSchema(options: Pick<ClientOptions, 'taxPercents'>) {
  return z
    .strictObject({
      currency,
      exponent,
      lines: orderLinesSchema(options.taxPercents),
      totalMinor: z.int().optional(),
      additionalText: optionalText,
    })
    .superRefine(checkTotal);
}

/** The body of `charge`. Source: Front Payment, "Charge Reservation", Request Payload. */
export function chargeBody(request: z.output<ReturnType<typeof chargeRequestSchema>>) {
  return {
    products: productsBody(request.lines, request),
    grandTotal: toDecimal(sumMinor(request.lines.map((line) => line.amountMinor)), request),
    ...(request.additionalText === null ? {} : { additionalText: request.additionalText }),
  };
}
