// How many decimals a currency has. The table is the runtime's own (Intl), so that none is kept here.

import { MoneyError } from './money-error';

const KNOWN_CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
const exponents = new Map<string, number>();

/** True for an upper-case ISO 4217 code that the runtime knows, such as `NOK`. */
export function isKnownCurrency(currency: string): boolean {
  return KNOWN_CURRENCIES.has(currency);
}

/**
 * The number of decimals between the currency's main and minor unit (NOK 2, JPY 0, KWD 3).
 *
 * @throws MoneyError `unknown_currency`
 */
export function currencyExponent(currency: string): number {
  const known = exponents.get(currency);
  if (known !== undefined) return known;
  if (!isKnownCurrency(currency)) throw new MoneyError('unknown_currency');
  const { maximumFractionDigits } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  // The lib types call it optional; with style "currency" it is always there.
  const exponent = maximumFractionDigits ?? 2;
  exponents.set(currency, exponent);
  return exponent;
}
