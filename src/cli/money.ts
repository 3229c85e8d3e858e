/** Amounts as people read them: in the currency's own decimals. */
import { currencyExponent } from '../money/currency';
import { toDecimal } from '../money/decimal';

/** `NOK 3,000.00` for 300000 minor units of NOK. @throws MoneyError */
export function showMoney(amountMinor: number, currency: string): string {
  const exponent = currencyExponent(currency);
  const digits = new Intl.NumberFormat('en', {
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  });
  return `${currency} ${digits.format(toDecimal(amountMinor, currency))}`;
}
