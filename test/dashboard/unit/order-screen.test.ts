/** The bar of amounts and the line of deadlines. */
import { describe, expect, it } from '@jest/globals';
import { sharesOf } from '../../../src/dashboard/order/amount-shares';
import { clockAheadMs, stepsOf } from '../../../src/dashboard/order/deadline-steps';
import { happened, hold } from './orders';

const NOW_MS = Date.parse('2026-11-22T12:00:00.000Z');
const { amounts } = hold();

describe('the bar of amounts', () => {
  it('is filled to the end: taken first, then what is left of the hold', () => {
    const taken = {
      ...amounts,
      capturedMinor: 150_000,
      chargedMinor: 100_000,
      refundedMinor: 40_000,
      runwayMinor: 150_000,
    };
    const { shares, refundedWidth } = sharesOf(taken, 'captured');
    expect(shares.map(({ name, from, width }) => [name, from, width])).toEqual([
      ['captured', 0, 37.5],
      ['charged', 37.5, 25],
      ['runway', 62.5, 37.5],
    ]);
    expect(refundedWidth).toBe(10);
  });

  it('calls released what of the hold nobody can capture any more', () => {
    expect(sharesOf(amounts, 'cancelled').shares).toMatchObject([{ name: 'released', width: 100 }]);
  });

  it('shows what was ordered before there is a hold, and nothing of nothing', () => {
    const unpaid = { ...amounts, reservedMinor: 0, runwayMinor: 0 };
    expect(sharesOf(unpaid, 'awaitingPayment').shares).toMatchObject([{ name: 'ordered', width: 100 }]);
    expect(sharesOf({ ...unpaid, orderMinor: 0 }, 'submitting')).toEqual({ shares: [], refundedWidth: 0 });
  });
});

describe('the line of deadlines', () => {
  const names = (order = hold(), story = [happened('hold_made')]): string[] =>
    stepsOf(order, story, NOW_MS + 1).map(({ name }) => name);

  it('has the present between what has come and what is to come', () => {
    expect(names()).toEqual(['placed', 'held', 'now', 'captureAt', 'captureBy', 'chargeBy']);
  });

  it('shows the end of the link only while nobody has paid', () => {
    const deadlines = { payBy: '2026-11-23T12:00:00.000Z', captureAt: null, captureBy: null, chargeBy: null };
    expect(names(hold({ state: 'awaitingPayment', deadlines }), [])).toEqual(['placed', 'now', 'payBy']);
  });

  it('ends where the order has ended: later deadlines never come', () => {
    const story = [happened('state_changed', { from: 'reserved', to: 'cancelled' })];
    expect(names(hold({ state: 'cancelled' }), story)).toEqual(['placed', 'ended']);
  });
});

describe('an order’s clock', () => {
  it('is ahead only when it is by more than two machines may differ', () => {
    expect(clockAheadMs({ at: '2026-11-25T12:00:00.000Z', readAtMs: NOW_MS })).toBe(3 * 86_400_000);
    expect(clockAheadMs({ at: '2026-11-22T12:00:30.000Z', readAtMs: NOW_MS })).toBe(0);
    expect(clockAheadMs({ at: undefined, readAtMs: NOW_MS })).toBe(0);
  });
});
