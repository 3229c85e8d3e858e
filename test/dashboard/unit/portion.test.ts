/** Which part of a sum is meant, and what of it can be sent. */
import { describe, expect, it } from '@jest/globals';
import type { Movement } from '../../../src/dashboard/api/sheet-types';
import { capturableLines } from '../../../src/dashboard/commands/capturable-lines';
import { type Portion, portionOf } from '../../../src/dashboard/commands/portion';
import { linesOf, refundableOf } from '../../../src/dashboard/commands/refundable';

const WHOLE = {
  allMinor: 300_000,
  lines: [
    { line: 0, name: 'Cabin', amountMinor: 240_000 },
    { line: 1, name: 'Cleaning', amountMinor: 100_000 },
  ],
  currency: 'NOK',
  language: 'en',
} as const;
const portion = (changes: Partial<Portion>): Portion => ({ by: 'all', amount: '', lines: {}, ...changes });

describe('a portion', () => {
  it('is all of it with nothing said', () => {
    expect(portionOf(portion({}), WHOLE)).toEqual({ amountMinor: 300_000, body: {}, faults: {} });
  });

  it('is an amount', () => {
    const chosen = portionOf(portion({ by: 'amount', amount: '1,500.00' }), WHOLE);
    expect(chosen).toMatchObject({ amountMinor: 150_000, body: { amountMinor: 150_000 } });
  });

  it('is amounts by line; an empty line counts nothing', () => {
    const chosen = portionOf(portion({ by: 'lines', lines: { 0: '', 1: '600' } }), WHOLE);
    expect(chosen).toMatchObject({
      amountMinor: 60_000,
      body: { lines: [{ line: 1, amountMinor: 60_000 }] },
    });
  });

  it.each([
    [portion({ by: 'amount', amount: 'much' }), { amount: 'unreadable' }],
    [portion({ by: 'amount', amount: '3000.01' }), { amount: 'tooMuch' }],
    [portion({ by: 'lines', lines: { 0: '2400.01' } }), { 0: 'tooMuch' }],
    [portion({ by: 'lines', lines: { 0: 'x', 1: '1' } }), { 0: 'unreadable' }],
    [portion({ by: 'lines', lines: { 0: '2400', 1: '1000' } }), { amount: 'tooMuch' }],
  ])('at fault sends nothing: %j', (chosen, faults) => {
    expect(portionOf(chosen, WHOLE)).toEqual({ amountMinor: null, body: null, faults });
  });

  it('not chosen yet is no fault', () => {
    expect(portionOf(portion({ by: 'amount' }), WHOLE)).toEqual({
      amountMinor: null,
      body: null,
      faults: {},
    });
    expect(portionOf(portion({ by: 'lines' }), WHOLE)).toEqual({ amountMinor: null, body: null, faults: {} });
  });
});

const CAPTURE: Movement = {
  reference: 'CAP1',
  kind: 'capture',
  amountMinor: 240_000,
  refundedMinor: 40_000,
  at: null,
  lines: [{ line: 0, name: 'Cabin', amountMinor: 240_000, refundedMinor: 40_000 }],
};

describe('what is left', () => {
  it('of a line is what was not captured of it', () => {
    const lines = [
      { line: 0, name: 'Cabin', amountMinor: 240_000, taxPercent: 12 },
      { line: 1, name: 'Cleaning', amountMinor: 60_000, taxPercent: 25 },
    ];
    const charge: Movement = {
      ...CAPTURE,
      kind: 'charge',
      lines: [{ line: 1, name: 'Minibar', amountMinor: 60_000, refundedMinor: 0 }],
    };
    expect(capturableLines({ lines, movements: [CAPTURE, charge] })).toEqual([
      { line: 1, name: 'Cleaning', amountMinor: 60_000 },
    ]);
  });

  it('of a capture can be refunded by line', () => {
    expect(linesOf(CAPTURE)).toEqual([{ line: 0, name: 'Cabin', amountMinor: 200_000 }]);
  });

  it('can be refunded only where it has a reference', () => {
    const spent: Movement = { ...CAPTURE, refundedMinor: 240_000 };
    const unnamed: Movement = { ...CAPTURE, reference: null };
    expect(refundableOf([CAPTURE, spent, unnamed])).toEqual([CAPTURE]);
  });
});
