/**
 * Amounts as people read them, from minor units. How many decimals a currency has is the server's table, ISO 4217 as the
 * library has it: browsers' own differ. A test compares the two.
 */
import * as currencies from 'dinero.js/currencies';
import { numberFormat } from '../words/formats';

/** The languages of the dashboard. */
export type Language = 'en' | 'nb';

/** What Intl calls them: days before months in both. */
export const LOCALES: Record<Language, string> = { en: 'en-GB', nb: 'nb-NO' };

const EXPONENTS: ReadonlyMap<string, number> = new Map(
  Object.values(currencies)
    .filter(({ base }) => base === 10)
    .map(({ code, exponent }) => [code, exponent]),
);

/** The decimals between main and minor unit: NOK 2, JPY 0, KWD 3; 2 for a code that the table does not have. */
export function currencyExponent(currency: string): number {
  return EXPONENTS.get(currency) ?? 2;
}

/** `NOK 3,000.00` for 300000 minor units of NOK, `3 000,00 NOK` in Norwegian; its spaces do not break. */
export function formatMoney(amountMinor: number, currency: string, language: Language): string {
  const exponent = currencyExponent(currency);
  const digits = numberFormat(LOCALES[language], {
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  });
  // As a string of digits: no float stands between the minor units and what is read.
  const number = digits.format(decimalOf(amountMinor, exponent) as Intl.StringNumericLiteral);
  return language === 'en' ? `${currency}\u00a0${number}` : `${number}\u00a0${currency}`;
}

/** Totals of several orders, one per currency: `NOK 9,000.00 + SEK 100.00`. */
export function formatTotals(
  amounts: readonly { amountMinor: number; currency: string }[],
  language: Language,
): string {
  const totals = new Map<string, number>();
  for (const { amountMinor, currency } of amounts) {
    totals.set(currency, (totals.get(currency) ?? 0) + amountMinor);
  }
  return [...totals].map(([currency, total]) => formatMoney(total, currency, language)).join(' + ');
}

/** `1500.00` for 150000 and two decimals; what a field of a form begins with. */
export function decimalOf(amountMinor: number, exponent: number): string {
  const sign = amountMinor < 0 ? '-' : '';
  const digits = `${Math.abs(amountMinor)}`.padStart(exponent + 1, '0');
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
