/** What is told of orders: the last word on each, and no more than fit. */
import { describe, expect, it } from '@jest/globals';
import { type ShownNotice, withNotice } from '../../../src/dashboard/shell/shown-notices';

const notice = (id: number, orderId: string): ShownNotice => ({ id, orderId, text: 'Done.', tone: 'good' });

/** The ids that are shown after one notice for each of these orders. */
function idsAfter(...orderIds: string[]): number[] {
  const none: readonly ShownNotice[] = [];
  return orderIds
    .reduce((shown, orderId, id) => withNotice(shown, notice(id, orderId)), none)
    .map(({ id }) => id);
}

describe('the notices', () => {
  it('show what was told last of an order, and that below the others', () => {
    expect(idsAfter('a', 'b', 'a')).toEqual([1, 2]);
  });

  it('are four at most, the newest', () => {
    expect(idsAfter('a', 'b', 'c', 'd', 'e')).toEqual([1, 2, 3, 4]);
  });
});
