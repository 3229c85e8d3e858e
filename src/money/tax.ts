// Splits a line's tax-inclusive amount into net and tax, in integers, with one named rounding.

import { MoneyError } from './money-error';

/** Net and tax of a tax-inclusive amount, in minor units; they always add up to the amount. */
export interface TaxSplit {
  readonly netMinor: number;
  readonly taxMinor: number;
}

/** Tax rates are taken to this many decimals of a percent (25, 12.5, 5.5). */
const PERCENT_SCALE = 10_000n;

/**
 * Splits an amount that includes tax: net = amount / (1 + tax/100), rounded half up to a whole minor unit
 * (half away from zero for negative amounts); the tax is what is left, so that nothing is lost.
 *
 * Source: Front Payment's dashboard computes a line's sub-total in this way.
 *
 * @param amountMinor the line's total with tax, a safe integer of minor units
 * @param taxPercent 0 to 100, at most four decimals are heeded
 * @throws MoneyError `unsafe_amount`, `tax_percent_out_of_range`
 */
export function splitTaxHalfUp({
  amountMinor,
  taxPercent,
}: {
  amountMinor: number;
  taxPercent: number;
}): TaxSplit {
  if (!Number.isSafeInteger(amountMinor)) throw new MoneyError('unsafe_amount');
  if (!(taxPercent >= 0 && taxPercent <= 100)) throw new MoneyError('tax_percent_out_of_range');
  // In BigInt, because amount * 1,000,000 leaves the safe range long before the amount does.
  const hundred = 100n * PERCENT_SCALE;
  const divisor = hundred + BigInt(Math.round(taxPercent * Number(PERCENT_SCALE)));
  const magnitude = BigInt(Math.abs(amountMinor));
  const net = Number(divideHalfUp(magnitude * hundred, divisor));
  const netMinor = amountMinor < 0 && net !== 0 ? -net : net;
  return { netMinor, taxMinor: amountMinor - netMinor };
}

function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor);
}
