/** Which product ids an operation may use, and how much each can still bear. */
import { describe, expect, it } from '@jest/globals';
import { capturable, refundable } from '../../workflows/products';
import type { LedgerEntry, ReservationState } from '../../workflows/state';
import { asked, captured, movement, operationAt, reading, readingWith, reserved, shown } from './states';

const amounts = (products: { amountMinor: number }[]) => products.map(({ amountMinor }) => amountMinor);

function entryOf(state: ReservationState, source: 'captures' | 'charges'): LedgerEntry {
  const [entry] = state.ledger[source];
  if (!entry) throw new Error(`The ledger has no ${source}.`);
  return entry;
}

describe('what can be captured', () => {
  it('is each line’s own amount, under the provider’s ids', () => {
    expect(capturable(reserved())).toEqual([
      { id: 11, amountMinor: 240_000 },
      { id: 12, amountMinor: 60_000 },
    ]);
  });

  it('is less by what was captured here, before details show it', () => {
    expect(amounts(capturable(captured(250_000)))).toEqual([0, 50_000]);
  });

  it('is less by what details show as captured by somebody else', () => {
    const state = reserved();
    const products = reading().products.map((product) => ({ ...product, capturedMinor: 40_000 }));
    shown(state, readingWith({ captures: [movement('CAP9', 80_000)] }, { products }));
    expect(amounts(capturable(state))).toEqual([200_000, 20_000]);
  });

  it('is nothing before details were read', () => {
    expect(capturable({ ...reserved(), lastReading: null })).toEqual([]);
  });

  it('leaves out what was charged later: those are no lines of the order', () => {
    const state = reserved();
    const products = [
      ...reading().products,
      { id: 13, name: 'Minibar', amountMinor: 9_900, capturedMinor: 0 },
    ];
    shown(state, reading({ products }));
    expect(capturable(state)).toHaveLength(2);
  });
});

describe('what can be refunded', () => {
  it('of a capture is what each line was captured for', () => {
    const state = captured(250_000);
    expect(refundable(state, 'captured', entryOf(state, 'captures'))).toEqual([
      { id: 11, amountMinor: 240_000 },
      { id: 12, amountMinor: 10_000 },
    ]);
  });

  it('of a capture is less by what went back before', () => {
    const state = captured(250_000);
    const entry = entryOf(state, 'captures');
    entry.refundedProducts = [
      { id: 11, amountMinor: 100_000 },
      { id: 11, amountMinor: 40_000 },
    ];
    expect(amounts(refundable(state, 'captured', entry))).toEqual([100_000, 10_000]);
  });

  it('of somebody else’s capture is its amount, spread over the lines', () => {
    const state = shown(reserved(), readingWith({ captures: [movement('CAP9', 250_000)] }));
    expect(amounts(refundable(state, 'captured', entryOf(state, 'captures')))).toEqual([240_000, 10_000]);
  });

  it('of a charge is its own lines, under the ids that details list behind the order’s', () => {
    const state = charged([
      { id: 21, name: 'Minibar', amountMinor: 9_900, capturedMinor: 0 },
      { id: 22, name: 'Parking', amountMinor: 15_000, capturedMinor: 0 },
    ]);
    expect(refundable(state, 'charged', entryOf(state, 'charges'))).toEqual([
      { id: 21, amountMinor: 9_900 },
      { id: 22, amountMinor: 15_000 },
    ]);
  });

  it('of a charge falls back to the order’s lines, in their order, where details do not list its own', () => {
    const state = charged([]);
    expect(refundable(state, 'charged', entryOf(state, 'charges'))).toEqual([
      { id: 11, amountMinor: 24_900 },
      { id: 12, amountMinor: 0 },
    ]);
  });

  it('never mixes two charges that have a line of the same name and amount', () => {
    const state = charged([{ id: 21, name: 'Minibar', amountMinor: 9_900, capturedMinor: 0 }]);
    const twice = [{ name: 'Minibar', amountMinor: 9_900, taxPercent: 25 }];
    const [first, second] = [1, 2].map((number) => {
      const operation = asked(state, 'charge', { lines: twice });
      return { ...entryOf(state, 'charges'), reference: `CHA${number}`, operationId: operation.operationId };
    }) as [LedgerEntry, LedgerEntry];
    state.ledger.charges = [first, second];
    const ids = [21, 22].map((id) => ({ id, name: 'Minibar', amountMinor: 9_900, capturedMinor: 0 }));
    state.lastReading = reading({ products: [...reading().products, ...ids] });
    expect(refundable(state, 'charged', first)).toEqual([{ id: 21, amountMinor: 9_900 }]);
    expect(refundable(state, 'charged', second)).toEqual([{ id: 22, amountMinor: 9_900 }]);
  });
});

/** A charge of NOK 249.00 in two lines, seen in a reading that lists these products behind the order's. */
function charged(listed: ReturnType<typeof reading>['products']): ReservationState {
  const state = reserved();
  const lines = [
    { name: 'Minibar', amountMinor: 9_900, taxPercent: 25 },
    { name: 'Parking', amountMinor: 15_000, taxPercent: 25 },
  ];
  const { operationId } = asked(state, 'charge', { lines });
  const charge = movement('CHA1', 24_900, { marker: operationId });
  operationAt(state, 1).status = 'executed';
  return shown(state, readingWith({ charges: [charge] }, { products: [...reading().products, ...listed] }));
}
