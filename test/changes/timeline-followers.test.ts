/** Orders that tell nothing, because they began under earlier rules: followed all the same, and left alone afterwards. */
import { describe, expect, it } from '@jest/globals';
import type { Change } from '../../src/changes/change-feed';
import { createTimelineFollowers } from '../../src/changes/timeline-followers';
import type { TimelineItem } from '../../workflows/view';
import { until } from '../support/until';

const AT = '2026-11-21T10:00:00.000Z';
const item = (id: number): TimelineItem => ({
  ...{ id: `${id}`, at: AT, type: 'noted', source: 'system', data: {} },
});

/** Followers of orders that are read every 5 ms while they are silent; each order's story is the same one. */
function following({ hasTold = async () => false }: { hasTold?: () => Promise<boolean> } = {}) {
  const order = { items: [item(1)], isAway: false, readings: new Map<string, number>() };
  let tell: (change: Change) => void = () => undefined;
  const followers = createTimelineFollowers({
    changes: {
      hasTold,
      subscribe(listener) {
        tell = listener;
        return () => undefined;
      },
    },
    silentMs: 5,
    async readTimeline(orderId) {
      order.readings.set(orderId, (order.readings.get(orderId) ?? 0) + 1);
      if (order.isAway) throw new Error('away');
      return [...order.items];
    },
  });
  const told = (orderId: string) => tell({ orderId, state: 'reserved', attention: false, changedAt: AT });
  const readings = (orderId: string) => order.readings.get(orderId) ?? 0;
  const follow = async (orderId: string) => {
    const ids: string[] = [];
    const deliver = (items: readonly TimelineItem[]) => void ids.push(...items.map(({ id }) => id));
    return { ids, leave: await followers.follow(orderId, { after: 0, deliver }) };
  };
  return { order, told, readings, follow };
}

describe('an order that tells nothing', () => {
  it('is read again and again, over what fails, until nobody follows it', async () => {
    const { order, readings, follow } = following();
    const { ids, leave } = await follow('silent');
    order.isAway = true;
    const before = readings('silent');
    await until('it was read in vain', () => readings('silent') > before + 1);
    order.items.push(item(2));
    order.isAway = false;
    await until('what was added came', () => ids.length === 2);
    leave();
    const atEnd = readings('silent');
    const other = await follow('other');
    await until('time has passed', () => readings('other') > 10);
    other.leave();
    expect(readings('silent')).toBeLessThanOrEqual(atEnd + 1);
  });

  it('is read by what it tells, and by nothing else, once it tells anything', async () => {
    const { order, told, readings, follow } = following();
    const { ids, leave } = await follow('telling');
    order.items.push(item(2));
    told('telling');
    await until('what was added came', () => ids.length === 2);
    const afterwards = readings('telling');
    const other = await follow('other');
    await until('time has passed', () => readings('other') > 10);
    expect(readings('telling')).toBeLessThanOrEqual(afterwards + 1);
    leave();
    other.leave();
  });
});

describe('an order that has told of a change before anybody followed it', () => {
  it('is read once for whoever follows it, and then by what it tells', async () => {
    const { readings, follow } = following({ hasTold: async () => true });
    const { leave } = await follow('telling');
    const afterwards = readings('telling');
    const other = following();
    const silent = await other.follow('silent');
    await until('time has passed', () => other.readings('silent') > 10);
    expect(readings('telling')).toBe(afterwards);
    leave();
    silent.leave();
  });

  it('is read now and then where nobody can say whether it has', async () => {
    const { readings, follow } = following({ hasTold: () => Promise.reject(new Error('away')) });
    const { leave } = await follow('unknown');
    await until('it was read again', () => readings('unknown') > 3);
    leave();
  });
});
