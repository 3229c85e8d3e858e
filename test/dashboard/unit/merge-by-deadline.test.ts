/** Several lists by state become one list of holds, in which nothing is ever inserted above what was shown. */
import { describe, expect, it } from '@jest/globals';
import { listToReadOn, mergeByDeadline } from '../../../src/dashboard/due/merge-by-deadline';
import { hold, holdUntil } from './orders';

const one = holdUntil('a', '2026-11-22T00:00:00.000Z');
const two = holdUntil('b', '2026-11-23T00:00:00.000Z');
const three = holdUntil('c', '2026-11-24T00:00:00.000Z');
const ids = (orders: { orderId: string }[]): string[] => orders.map(({ orderId }) => orderId);

describe('the holds of several lists', () => {
  it('stand by their deadline, and by their id where that is the same', () => {
    const same = holdUntil('0', '2026-11-23T00:00:00.000Z');
    const lists = [
      { items: [two, three], hasMore: false, readAtMs: 1 },
      { items: [one, same], hasMore: false, readAtMs: 1 },
    ];
    expect(ids(mergeByDeadline(lists))).toEqual(['a', '0', 'b', 'c']);
  });

  it('are shown only as far as the list that ends first, while that has more', () => {
    const lists = [
      { items: [one, two], hasMore: true, readAtMs: 1 },
      { items: [three], hasMore: false, readAtMs: 1 },
    ];
    expect(ids(mergeByDeadline(lists))).toEqual(['a', 'b']);
    expect(listToReadOn(lists)).toBe(0);
  });

  it('leave out what has nothing left to capture', () => {
    const { amounts } = hold();
    const taken = hold({ state: 'captured', amounts: { ...amounts, runwayMinor: 0 } });
    expect(mergeByDeadline([{ items: [taken], hasMore: false, readAtMs: 1 }])).toEqual([]);
  });

  it('have one row for an order that is in two lists, as the newer data say', () => {
    const { amounts } = one;
    const part = { ...one, state: 'captured' as const, amounts: { ...amounts, runwayMinor: 100_000 } };
    const older = { items: [one, two], hasMore: false, readAtMs: 1 };
    const newer = { items: [part], hasMore: false, readAtMs: 2 };
    for (const lists of [
      [older, newer],
      [newer, older],
    ]) {
      expect(mergeByDeadline(lists)).toEqual([part, two]);
    }
  });

  it('leave out an order whose newer data say that nothing is left of it', () => {
    const taken = { ...one, amounts: { ...one.amounts, runwayMinor: 0 } };
    const lists = [
      { items: [taken], hasMore: false, readAtMs: 2 },
      { items: [one], hasMore: false, readAtMs: 1 },
    ];
    expect(mergeByDeadline(lists)).toEqual([]);
  });

  it('are all read when no list has more', () => {
    expect(listToReadOn([{ items: [one], hasMore: false, readAtMs: 1 }])).toBe(-1);
  });
});
