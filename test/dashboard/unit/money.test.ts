/** Amounts as they are read and as they are typed: exact, and never guessed. */
import { describe, expect, it } from '@jest/globals';
import * as currencies from 'dinero.js/currencies';
import {
  currencyExponent,
  decimalOf,
  formatMoney,
  formatTotals,
} from '../../../src/dashboard/money/format-money';
import { parseMoney } from '../../../src/dashboard/money/parse-money';
import { isKnownCurrency, currencyExponent as serverExponent } from '../../../src/money/currency';

const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('an amount that is shown', () => {
  it.each([
    [300_000, 'NOK', 'en', 'NOK 3,000.00'],
    [300_000, 'NOK', 'nb', '3 000,00 NOK'],
    [5, 'NOK', 'en', 'NOK 0.05'],
    [1_500, 'JPY', 'en', 'JPY 1,500'],
    [12_345, 'KWD', 'en', 'KWD 12.345'],
    [9_007_199_254_740_991, 'NOK', 'en', 'NOK 90,071,992,547,409.91'],
  ] as const)('%d of %s in %s is %s', (amountMinor, currency, language, shown) => {
    expect(plain(formatMoney(amountMinor, currency, language))).toBe(shown);
  });

  it('never breaks between number and currency', () => {
    expect(formatMoney(300_000, 'NOK', 'en')).not.toContain(' ');
    expect(formatMoney(300_000, 'NOK', 'nb')).not.toContain(' ');
  });

  it('has as many decimals as the server gives its currency', () => {
    const known = Object.keys(currencies).filter(isKnownCurrency);
    expect(known.length).toBeGreaterThan(150);
    for (const currency of known) {
      expect([currency, currencyExponent(currency)]).toEqual([currency, serverExponent(currency)]);
    }
  });

  it('has two decimals in a currency that the table does not have', () => {
    expect(plain(formatMoney(1_234, 'HRK', 'en'))).toBe('HRK 12.34');
  });

  it('is a total per currency', () => {
    const amounts = [
      { amountMinor: 100, currency: 'NOK' },
      { amountMinor: 250, currency: 'NOK' },
      { amountMinor: 700, currency: 'SEK' },
    ];
    expect(plain(formatTotals(amounts, 'en'))).toBe('NOK 3.50 + SEK 7.00');
  });

  it('is turned to decimals without a float', () => {
    expect(decimalOf(7, 2)).toBe('0.07');
    expect(decimalOf(-1_234, 3)).toBe('-1.234');
    expect(decimalOf(1_234, 0)).toBe('1234');
  });
});

describe('an amount that is typed', () => {
  it.each([
    ['1500', 'NOK', 'en', 150_000],
    ['1500.5', 'NOK', 'en', 150_050],
    ['1,500.00', 'NOK', 'en', 150_000],
    ['1,500', 'NOK', 'en', 150_000],
    ['1 500,00', 'NOK', 'nb', 150_000],
    ['1\u00a0500,5', 'NOK', 'nb', 150_050],
    ['1500.50', 'NOK', 'nb', 150_050],
    ['1500,50', 'NOK', 'en', 150_050],
    ['0,07', 'NOK', 'nb', 7],
    ['1500', 'JPY', 'nb', 1_500],
    ['1.500', 'KWD', 'en', 1_500],
    ['1,500', 'KWD', 'nb', 1_500],
  ] as const)('%s %s in %s is %d', (text, currency, language, amountMinor) => {
    expect(parseMoney(text, currency, language)).toBe(amountMinor);
  });

  it.each([
    ['1.500', 'NOK', 'nb', 'thousands or decimals'],
    ['1,500', 'NOK', 'nb', 'more decimals than there are'],
    ['1.500', 'KWD', 'nb', 'thousands or decimals'],
    ['15.505', 'NOK', 'en', 'more decimals than there are'],
    ['1.5', 'JPY', 'en', 'decimals where there are none'],
    ['-5', 'NOK', 'en', 'negative'],
    ['0', 'NOK', 'en', 'nothing'],
    ['', 'NOK', 'en', 'empty'],
    ['1e5', 'NOK', 'en', 'no amount'],
    ['99999999999999999', 'NOK', 'en', 'past what a double holds exactly'],
  ] as const)('%s %s in %s is refused: %s', (text, currency, language, _why) => {
    expect(parseMoney(text, currency, language)).toBeNull();
  });
});
