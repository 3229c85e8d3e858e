// Net and tax always add up to the line, and sums never lose a unit.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MoneyError } from '../../src/money/money-error';
import { sumMinor } from '../../src/money/sum';
import { splitTaxHalfUp } from '../../src/money/tax';

describe('the tax split', () => {
  it.each([
    [12500, 25, 10000, 2500],
    [300000, 12, 267857, 32143],
    [1000, 0, 1000, 0],
    [3, 100, 2, 1],
    [1, 100, 1, 0],
    [0, 25, 0, 0],
    [11250, 12.5, 10000, 1250],
    [-12500, 25, -10000, -2500],
    [Number.MAX_SAFE_INTEGER, 25, 7205759403792793, 1801439850948198],
  ])('splits %p with %p percent into %p net and %p tax', (amountMinor, taxPercent, netMinor, taxMinor) => {
    expect(splitTaxHalfUp({ amountMinor, taxPercent })).toEqual({ netMinor, taxMinor });
  });

  it('rounds a half up', () => {
    expect(splitTaxHalfUp({ amountMinor: 1, taxPercent: 100 }).netMinor).toBe(1);
  });

  it('adds up to the amount and stays within half a unit of the exact net', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 12 }),
        fc.integer({ min: 0, max: 100 }),
        (amountMinor, taxPercent) => {
          const { netMinor, taxMinor } = splitTaxHalfUp({ amountMinor, taxPercent });
          expect(netMinor + taxMinor).toBe(amountMinor);
          expect(taxMinor).toBeGreaterThanOrEqual(0);
          const twiceErrorTimesDivisor =
            2n * (BigInt(netMinor) * BigInt(100 + taxPercent) - BigInt(amountMinor) * 100n);
          expect(twiceErrorTimesDivisor <= BigInt(100 + taxPercent)).toBe(true);
          expect(twiceErrorTimesDivisor > -BigInt(100 + taxPercent)).toBe(true);
        },
      ),
    );
  });

  it.each([[-1], [100.01], [Number.NaN]])('refuses %p percent', (taxPercent) => {
    expect(() => splitTaxHalfUp({ amountMinor: 1, taxPercent })).toThrow(
      new MoneyError('tax_percent_out_of_range'),
    );
  });

  it('refuses to split an amount that is no safe integer', () => {
    expect(() => splitTaxHalfUp({ amountMinor: 0.5, taxPercent: 25 })).toThrow(
      new MoneyError('unsafe_amount'),
    );
  });
});

describe('sums', () => {
  it('adds integers and gives 0 for none', () => {
    expect(sumMinor([1, 2, 3])).toBe(6);
    expect(sumMinor([])).toBe(0);
  });

  it.each([[[0.5]], [[Number.NaN]], [[Number.MAX_SAFE_INTEGER, 1]], [[Number.MAX_SAFE_INTEGER, 1, -1]]])(
    'refuses %p',
    (amounts) => {
      expect(() => sumMinor(amounts)).toThrow(new MoneyError('unsafe_amount'));
    },
  );

  it('equals the exact sum or is refused', () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeInteger(), { maxLength: 8 }), (amounts) => {
        const exact = amounts.reduce((total, amount) => total + BigInt(amount), 0n);
        try {
          expect(BigInt(sumMinor(amounts))).toBe(exact);
        } catch (error) {
          if (!(error instanceof MoneyError)) throw error;
        }
      }),
    );
  });
});
