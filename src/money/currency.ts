// How many decimals a currency has: one fixed table of ISO 4217, for `Intl` differs between versions of Node and browsers.

import * as currencies from 'dinero.js/currencies';
import { EARLIER_EXPONENTS } from './earlier-exponents';
import { MoneyError } from './money-error';

/** Two of the table have a minor unit that is no power of ten: an amount in them is not written in decimals here. */
const EXPONENTS: ReadonlyMap<string, number> = new Map(
  Object.values(currencies)
    .filter(({ base }) => base === 10)
    .map(({ code, exponent }) => [code, exponent]),
);

/**
 * In which unit amounts are: a currency, and the decimals between its main and minor unit. Default of `exponent`: the
 * table's; an order from before the table has its own.
 */
export interface MinorUnit {
  readonly currency: string;
  readonly exponent?: number | undefined;
}

/** True for an upper-case ISO 4217 code of the table, such as `NOK`: what a new order may be in. */
export function isKnownCurrency(currency: string): boolean {
  return EXPONENTS.has(currency);
}

/** True for what amounts can be read in: a known currency, or one that orders could be in before the table. */
export function hasExponent(currency: string): boolean {
  return isKnownCurrency(currency) || Object.hasOwn(EARLIER_EXPONENTS, currency);
}

/**
 * The number of decimals between the currency's main and minor unit (NOK 2, JPY 0, KWD 3). Source: ISO 4217, as
 * `dinero.js/currencies` has it; for a currency that is not there, what it had before the table.
 *
 * @throws MoneyError `unknown_currency`
 */
export function currencyExponent(currency: string): number {
  const exponent = EXPONENTS.get(currency) ?? ownOf(EARLIER_EXPONENTS, currency);
  if (exponent === undefined) throw new MoneyError('unknown_currency');
  return exponent;
}

/** The decimals that an order of this currency had before the table. @throws MoneyError `unknown_currency` */
export function earlierExponent(currency: string): number {
  return ownOf(EARLIER_EXPONENTS, currency) ?? currencyExponent(currency);
}

/** The decimals of a unit; a code alone has the table's. @throws MoneyError `unknown_currency` */
export function exponentOf(unit: MinorUnit | string): number {
  if (typeof unit === 'string') return currencyExponent(unit);
  return unit.exponent ?? currencyExponent(unit.currency);
}

function ownOf(table: Readonly<Record<string, number>>, currency: string): number | undefined {
  return Object.hasOwn(table, currency) ? table[currency] : undefined;
}
