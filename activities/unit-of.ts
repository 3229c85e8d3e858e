/** The unit of an order's amounts, for the provider's edge. */
import { earlierExponent, type MinorUnit } from '../src/money/currency';
import type { UnitInput } from './inputs';

/** An order that was admitted before there was one table of decimals counts in what it was placed in. */
export function unitOf({ currency, exponent }: UnitInput): MinorUnit {
  return { currency, exponent: exponent ?? earlierExponent(currency) };
}
