/** An order outlives its worker, its run and its cache. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { captureUpdate, timelineQuery } from '../../workflows/messages';
import {
  advance,
  aHold,
  anOrder,
  ask,
  executions,
  placeOrder,
  readReservation,
  untilEnded,
  untilState,
  uuidOf,
} from '../support/orders';
import { until } from '../support/until';
import { startWorld, type World } from '../support/world';

const DAY_MS = 86_400_000;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('continue-as-new', () => {
  it('carries the whole order into a new run: state, deadlines, operations, timeline', async () => {
    const hold = await aHold(world, { policy: { complete: 'manual' } });
    await ask(world, hold.orderId, captureUpdate, { amountMinor: 100_000 }, { operationId: 'first' });
    const before = await until('the callback of the capture was read', async () => {
      const reservation = await readReservation(world, hold.orderId);
      return reservation.provider?.isPaid === true && reservation;
    });
    await intoNewRun(world, hold.workflowId);
    const after = await readReservation(world, hold.orderId);
    expect(after).toEqual(before);
    const again = await ask(
      world,
      hold.orderId,
      captureUpdate,
      { amountMinor: 100_000 },
      { operationId: 'first' },
    );
    expect(again.operation.reference).toBe(
      before.operations.find(({ kind }) => kind === 'capture')?.reference,
    );
    const timeline = await world.client.workflow.getHandle(hold.workflowId).query(timelineQuery);
    expect(timeline[0]?.type).toBe('order_placed');
    expect(executions(world, hold)).toEqual(['submit', 'pay', 'capture']);
  });

  it('does not move the capture timer', async () => {
    const hold = await aHold(world);
    await intoNewRun(world, hold.workflowId);
    expect((await readReservation(world, hold.orderId)).deadlines).toEqual(hold.deadlines);
    await advance(world, hold.orderId, 6 * DAY_MS - 3_600_000);
    expect((await readReservation(world, hold.orderId)).state).toBe('reserved');
    await advance(world, hold.orderId, 3_600_000);
    expect(await untilEnded(world, hold.orderId)).toMatchObject({ state: 'completed' });
    expect(executions(world, hold)).toEqual(['submit', 'pay', 'capture', 'complete']);
  });
});

describe('a worker that is replaced', () => {
  it('leaves parked orders and their timers as they were', async () => {
    const hold = await aHold(world);
    const unpaid = await placeOrder(world, anOrder());
    await world.restartWorker();
    world.sandbox.control.pay(uuidOf(unpaid));
    await untilState(world, unpaid.orderId, 'reserved');
    await advance(world, hold.orderId, 6 * DAY_MS);
    expect(await untilEnded(world, hold.orderId)).toMatchObject({ state: 'completed' });
  });
});

/** The engine suggests a new run at 4 MB of history: large signals get there, and none of them is a command. */
async function intoNewRun({ client }: World, workflowId: string): Promise<void> {
  const handle = client.workflow.getHandle(workflowId);
  const { runId } = await handle.describe();
  const note = 'x'.repeat(90_000);
  await until('the order runs in a new run', async () => {
    await handle.signal('capture', { note });
    return (await handle.describe()).runId !== runId;
  });
}
