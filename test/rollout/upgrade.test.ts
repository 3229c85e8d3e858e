/**
 * Two hundred orders are parked while the workflows change: to a build of a later day, back to the one before, and forwards
 * again. Each is captured once, by whichever build its turn came under.
 */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pLimit from 'p-limit';
import { captureUpdate } from '../../workflows/messages';
import type { Reservation } from '../../workflows/view';
import { leaveFigure } from '../support/figures';
import { advance, aHold, anOrder, ask, executions, untilEnded } from '../support/orders';
import { until } from '../support/until';
import { startVersionedWorld, type VersionedWorld } from './versions';

jest.setTimeout(600_000);

const PARKED = 200;
const LATER = 10;
/** How many are captured by command under each build, before the timers of the rest. */
const BY_COMMAND = 30;
const DAY_MS = 86_400_000;
const GOOD = ['submit', 'pay', 'capture', 'complete'];

let world: VersionedWorld;
let parked: Reservation[];
/** Begun under the build of the later day. */
let later: Reservation[];
const ended: Reservation[] = [];

const few = pLimit(10);
const each = <T>(orders: readonly Reservation[], act: (order: Reservation) => Promise<T>): Promise<T[]> =>
  Promise.all(orders.map((order) => few(() => act(order))));
const hold = (count: number): Promise<Reservation[]> =>
  Promise.all(Array.from({ length: count }, () => few(() => aHold(world, anOrder()))));

beforeAll(async () => {
  world = await startVersionedWorld();
  const begun = performance.now();
  parked = await hold(PARKED);
  leaveFigure('orders parked', PARKED, `in ${Math.round((performance.now() - begun) / 1000)} s`);
});
afterAll(() => world.close());

/** Takes the next so many of the parked orders through a capture by command, to their end. */
async function captureNext(count: number): Promise<void> {
  const orders = parked.splice(0, count);
  await each(orders, ({ orderId }) => ask(world, orderId, captureUpdate, {}));
  ended.push(...(await each(orders, ({ orderId }) => untilEnded(world, orderId))));
}

describe('a change of the workflows under parked orders', () => {
  it('is refused when it is careless, with every order that would stand still', async () => {
    const { replayed, failed } = await world.replayAgainst('careless');
    expect(replayed).toBe(PARKED);
    expect(failed.map(({ workflowId }) => workflowId).sort()).toEqual(
      parked.map(({ workflowId }) => workflowId).sort(),
    );
    expect(failed[0]?.message).toMatch(/TMPRL1100|[Nn]ondeterminism/);
    leaveFigure('careless build: orders it would strand', failed.length, 'named');
  });

  it('replays when it carries a patch, and then carries the parked orders on', async () => {
    const begun = performance.now();
    expect(await world.replayAgainst('patched')).toEqual({ replayed: PARKED, leftOut: 0, failed: [] });
    leaveFigure('replayed before the rollout', PARKED, `in ${Math.round(performance.now() - begun)} ms`);
    await world.rollOut('patched');
    await captureNext(BY_COMMAND);
    later = await hold(LATER);
    for (const { workflowId } of later) {
      const { memo } = await world.client.workflow.getHandle(workflowId).describe();
      expect(memo).toEqual({ build: 'a later day' });
    }
  });

  it('is taken back: older orders go on, and newer ones wait without failing', async () => {
    const { failed } = await world.replayAgainst('today');
    expect(failed.map(({ workflowId }) => workflowId).sort()).toEqual(
      later.map(({ workflowId }) => workflowId).sort(),
    );
    await world.rollOut('today');
    await captureNext(BY_COMMAND);
    const [waiting] = later;
    if (!waiting) throw new Error('No order began under the later build.');
    await advance(world, waiting.orderId, 7 * DAY_MS);
    await until('its task has failed', () => hasFailedTask(waiting.workflowId), {
      patienceMs: 60_000,
      pollMs: 100,
    });
    const { status } = await world.client.workflow.getHandle(waiting.workflowId).describe();
    expect(status.name).toBe('RUNNING');
    expect(executions(world, waiting)).toEqual(['submit', 'pay']);
    leaveFigure('taken back: newer orders that wait', later.length, 'none failed');
  });

  it('is rolled out again: every order ends, captured once', async () => {
    await world.rollOut('patched');
    await captureNext(BY_COMMAND);
    const [dueAlready, ...waiting] = later;
    if (!dueAlready) throw new Error('No order began under the later build.');
    ended.push(await untilEnded(world, dueAlready.orderId));
    const rest = [...parked, ...waiting];
    await each(rest, ({ orderId }) => advance(world, orderId, 7 * DAY_MS));
    ended.push(...(await each(rest, ({ orderId }) => untilEnded(world, orderId))));
    expect(ended).toHaveLength(PARKED + LATER);
    const wrong = ended.filter(
      (order) => order.state !== 'completed' || executions(world, order).join() !== GOOD.join(),
    );
    expect(wrong).toEqual([]);
    leaveFigure('captured once, over three rollouts', ended.length, 'orders');
  });
});

async function hasFailedTask(workflowId: string): Promise<boolean> {
  const { events } = await world.client.workflow.getHandle(workflowId).fetchHistory();
  return events?.some((event) => event.workflowTaskFailedEventAttributes) ?? false;
}
