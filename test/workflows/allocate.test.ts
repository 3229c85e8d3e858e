/** An amount spread over products: in their order, never above one's own, all of it or none. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocate } from '../../workflows/allocate';

const AVAILABLE = [
  { id: 11, amountMinor: 100 },
  { id: 12, amountMinor: 0 },
  { id: 13, amountMinor: 50 },
];

describe('allocate', () => {
  it('takes all there is when nothing is wanted in particular', () => {
    expect(allocate(AVAILABLE, {})).toEqual({
      amountMinor: 150,
      products: [
        { id: 11, amountMinor: 100 },
        { id: 13, amountMinor: 50 },
      ],
    });
  });

  it('fills the products in their order', () => {
    expect(allocate(AVAILABLE, { amountMinor: 101 })).toEqual({
      amountMinor: 101,
      products: [
        { id: 11, amountMinor: 100 },
        { id: 13, amountMinor: 1 },
      ],
    });
  });

  it('takes the lines as they are named', () => {
    const lines = [
      { line: 2, amountMinor: 50 },
      { line: 0, amountMinor: 1 },
    ];
    expect(allocate(AVAILABLE, { lines })).toEqual({
      amountMinor: 51,
      products: [
        { id: 13, amountMinor: 50 },
        { id: 11, amountMinor: 1 },
      ],
    });
  });

  it('refuses more than there is', () => {
    expect(allocate(AVAILABLE, { amountMinor: 151 })).toEqual({ refusal: 'exceeds_total' });
    expect(allocate([], { amountMinor: 1 })).toEqual({ refusal: 'exceeds_total' });
  });

  it('refuses more than a line has, and lines that are not there', () => {
    expect(allocate(AVAILABLE, { lines: [{ line: 1, amountMinor: 1 }] })).toEqual({
      refusal: 'exceeds_line',
    });
    expect(allocate(AVAILABLE, { lines: [{ line: 3, amountMinor: 1 }] })).toEqual({
      refusal: 'line_not_found',
    });
  });

  it('never gives a product more than it can bear, and gives exactly what was wanted', () => {
    const available = fc
      .array(fc.nat(1000))
      .map((amounts) => amounts.map((amountMinor, id) => ({ id, amountMinor })));
    fc.assert(
      fc.property(available, fc.integer({ min: 1, max: 5000 }), (products, amountMinor) => {
        const all = products.reduce((sum, product) => sum + product.amountMinor, 0);
        const allocation = allocate(products, { amountMinor });
        if (amountMinor > all) return expect(allocation).toEqual({ refusal: 'exceeds_total' });
        if ('refusal' in allocation) throw new Error(`refused: ${allocation.refusal}`);
        expect(allocation.products.reduce((sum, product) => sum + product.amountMinor, 0)).toBe(amountMinor);
        for (const { id, amountMinor: share } of allocation.products) {
          expect(share).toBeGreaterThan(0);
          expect(share).toBeLessThanOrEqual(products[id]?.amountMinor ?? 0);
        }
      }),
    );
  });
});
