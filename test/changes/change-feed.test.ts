/** The feed on the real engine: what orders go through reaches who listens, once, and nobody of another task queue. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Change, type ChangeFeed, createChangeFeed } from '../../src/changes/change-feed';
import { cancelUpdate, captureUpdate } from '../../workflows/messages';
import { aHold, anOrder, ask, placeOrder, refusalOf, untilEnded, uuidOf } from '../support/orders';
import { until } from '../support/until';
import { startWorld, type World } from '../support/world';

let world: World;
let feed: ChangeFeed;
beforeAll(async () => {
  world = await startWorld();
  feed = createChangeFeed({ client: world.client, taskQueue: world.taskQueue, pollMs: 50 });
});
afterAll(() => world.close());

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

function listen(): Change[] {
  const heard: Change[] = [];
  ends.push(feed.subscribe((change) => heard.push(change)));
  return heard;
}

describe('the change feed', () => {
  it('tells of an order from its placing to its end', async () => {
    const heard = listen();
    const placed = await placeOrder(world, anOrder());
    const statesOf = () =>
      heard.filter(({ orderId }) => orderId === placed.orderId).map(({ state }) => state);
    await until('the placing is told', () => statesOf().includes('awaitingPayment'));
    world.sandbox.control.pay(uuidOf(placed));
    await until('the hold is told', () => statesOf().includes('reserved'));
    await ask(world, placed.orderId, captureUpdate, {});
    await untilEnded(world, placed.orderId);
    await until('the end is told', () => statesOf().includes('completed'));
    const told = heard.filter(({ orderId }) => orderId === placed.orderId);
    expect(new Set(told.map(({ changedAt }) => changedAt)).size).toBe(told.length);
    expect(told.every(({ attention }) => attention === false)).toBe(true);
  });

  it('tells of what only the timeline shows: a command that was refused at the door', async () => {
    const { orderId } = await aHold(world);
    const heard = listen();
    await until('the feed has begun', () => heard.some((change) => change.orderId === orderId));
    const before = heard.filter((change) => change.orderId === orderId).length;
    await refusalOf(ask(world, orderId, captureUpdate, { amountMinor: 300_001 }));
    await until('it is told', () => heard.filter((change) => change.orderId === orderId).length > before);
  });

  it('knows that an order has told of itself, and nothing of one that there is not', async () => {
    const { orderId } = await aHold(world);
    expect(await feed.hasTold(orderId)).toBe(true);
    await expect(feed.hasTold('there-is-none')).rejects.toThrow();
  });

  it('tells when attention was raised', async () => {
    const { orderId, reservationUuid } = await aHold(world);
    const heard = listen();
    world.sandbox.control.setFault({
      call: 'capture',
      kind: '510',
      when: 'before',
      times: 1,
      reservationUuid: reservationUuid ?? '',
    });
    await ask(world, orderId, captureUpdate, { amountMinor: 1 });
    await until('it is told', () => heard.some((change) => change.orderId === orderId && change.attention));
  });

  it('looks back: every order that has changed since, its last change only, oldest first', async () => {
    const since = new Date().toISOString();
    const first = await placeOrder(world, anOrder());
    const second = await placeOrder(world, anOrder());
    await ask(world, first.orderId, cancelUpdate, { note: 'Called off' });
    await untilEnded(world, first.orderId);
    const shown = await until('the list shows the end', async () => {
      const changes = await feed.changesSince(since);
      return changes.some(({ state }) => state === 'cancelled') && changes.length === 2 && changes;
    });
    expect(shown.map(({ orderId, state }) => [orderId, state])).toEqual([
      [second.orderId, 'awaitingPayment'],
      [first.orderId, 'cancelled'],
    ]);
    expect(await feed.changesSince(new Date(Date.now() + 60_000).toISOString())).toEqual([]);
  });

  it('says nothing of the orders on another task queue', async () => {
    const other = createChangeFeed({ client: world.client, taskQueue: "it's \\ another", pollMs: 50 });
    expect(await other.changesSince('2000-01-01T00:00:00.000Z')).toEqual([]);
  });
});
