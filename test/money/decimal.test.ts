// Decimals at the provider's edge: exact both ways, or refused by name.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { currencyExponent, earlierExponent, hasExponent, isKnownCurrency } from '../../src/money/currency';
import { toDecimal, toMinor } from '../../src/money/decimal';
import { EARLIER_EXPONENTS } from '../../src/money/earlier-exponents';
import { MoneyError } from '../../src/money/money-error';

const currency = fc.constantFrom('NOK', 'SEK', 'EUR', 'JPY', 'KWD');
const exactAmount = fc.integer({ min: -(10 ** 15) + 1, max: 10 ** 15 - 1 });

function catchError(act: () => unknown): MoneyError {
  try {
    act();
  } catch (error) {
    if (error instanceof MoneyError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

function codeOf(act: () => unknown): string {
  return catchError(act).code;
}

describe('decimals and minor units', () => {
  it.each([
    ['NOK', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['ISK', 0],
    // Intl says 0 of these, for nobody has seen their coins of late.
    ['HUF', 2],
    ['COP', 2],
  ])('takes the exponent of %s from ISO 4217: %d', (code, exponent) => {
    expect(isKnownCurrency(code)).toBe(true);
    expect(currencyExponent(code)).toBe(exponent);
  });

  it.each(['HRK', 'XSU', 'MGA', 'MRU', 'nok', 'constructor'])('knows no %s for a new order', (code) => {
    expect(isKnownCurrency(code)).toBe(false);
  });

  it('reads an order from before the table in the decimals that it was placed in', () => {
    expect([earlierExponent('HUF'), earlierExponent('NOK'), earlierExponent('HRK')]).toEqual([0, 2, 2]);
    expect(toDecimal(15_000, { currency: 'HUF', exponent: earlierExponent('HUF') })).toBe(15_000);
    expect(toMinor('15000', { currency: 'HUF', exponent: 0 })).toBe(15_000);
    expect(toDecimal(15_000, 'HUF')).toBe(150);
    expect([hasExponent('HRK'), hasExponent('XXX'), hasExponent('constructor')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(codeOf(() => earlierExponent('constructor'))).toBe('unknown_currency');
  });

  it('keeps of before what differs from the table, and nothing else', () => {
    for (const [code, exponent] of Object.entries(EARLIER_EXPONENTS)) {
      expect([code, isKnownCurrency(code) && currencyExponent(code) === exponent]).toEqual([code, false]);
    }
  });

  it.each([
    [15000, 'NOK', 150],
    [15005, 'NOK', 150.05],
    [1, 'NOK', 0.01],
    [0, 'NOK', 0],
    [-0, 'NOK', 0],
    [150, 'JPY', 150],
    [1234, 'KWD', 1.234],
    [-2550, 'NOK', -25.5],
  ])('writes %p minor units of %s as %p', (amountMinor, code, decimal) => {
    expect(toDecimal(amountMinor, code)).toBe(decimal);
  });

  it.each([
    ['150', 'NOK', 15000],
    ['150.5', 'NOK', 15050],
    [' 150.500 ', 'NOK', 15050],
    ['+1.00', 'NOK', 100],
    ['-0', 'NOK', 0],
    ['5.', 'NOK', 500],
    [19.99, 'NOK', 1999],
    [1.1, 'NOK', 110],
    ['150.00', 'JPY', 150],
    ['90071992547409.91', 'NOK', Number.MAX_SAFE_INTEGER],
  ])('reads %p %s as %p minor units', (value, code, amountMinor) => {
    expect(toMinor(value, code)).toBe(amountMinor);
  });

  it.each([
    ['0.001', 'NOK', 'fraction_of_minor_unit'],
    [0.005, 'NOK', 'fraction_of_minor_unit'],
    [1e-9, 'NOK', 'fraction_of_minor_unit'],
    ['1.5', 'JPY', 'fraction_of_minor_unit'],
    ['90071992547409.92', 'NOK', 'unsafe_amount'],
    [1e21, 'NOK', 'unsafe_amount'],
    [Number.NaN, 'NOK', 'not_a_number'],
    [Number.POSITIVE_INFINITY, 'NOK', 'not_a_number'],
    ['', 'NOK', 'not_a_number'],
    ['1,50', 'NOK', 'not_a_number'],
    ['0x10', 'NOK', 'not_a_number'],
    ['ten', 'NOK', 'not_a_number'],
    ['1', 'nok', 'unknown_currency'],
    ['1', 'QQQ', 'unknown_currency'],
  ])('refuses %p %s by the name %s', (value, code, refusal) => {
    expect(codeOf(() => toMinor(value, code))).toBe(refusal);
  });

  it.each([[1.5], [Number.NaN], [2 ** 53], [Number.POSITIVE_INFINITY]])(
    'refuses to write %p as a decimal',
    (amountMinor) => {
      expect(codeOf(() => toDecimal(amountMinor, 'NOK'))).toBe('unsafe_amount');
    },
  );

  it('reads back what it wrote, as a number and as a string', () => {
    fc.assert(
      fc.property(exactAmount, currency, (amountMinor, code) => {
        const decimal = toDecimal(amountMinor, code);
        expect(toMinor(decimal, code)).toBe(amountMinor);
        expect(toMinor(String(decimal), code)).toBe(amountMinor);
        expect(toMinor(decimal.toFixed(currencyExponent(code)), code)).toBe(amountMinor);
      }),
    );
  });

  it('never writes a decimal that means another amount, over the whole safe range', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), currency, (amountMinor, code) => {
        let decimal: number;
        try {
          decimal = toDecimal(amountMinor, code);
        } catch (error) {
          expect((error as MoneyError).code).toBe('unsafe_amount');
          return;
        }
        expect(toMinor(JSON.parse(JSON.stringify(decimal)), code)).toBe(amountMinor);
      }),
    );
  });

  it('keeps the refused value out of the error', () => {
    const thrown = catchError(() => toMinor('4711.4711', 'NOK'));
    expect(`${thrown.stack} ${JSON.stringify(thrown)}`).not.toContain('4711.4711');
  });
});
