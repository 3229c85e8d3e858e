/** The sweep: one reading of history makes up for every lost callback. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureSweepSchedule } from '../../src/start/sweep-schedule';
import { cancelUpdate, timelineQuery } from '../../workflows/messages';
import { anOrder, ask, calls, placeOrder, untilEnded, untilState, uuidOf } from '../support/orders';
import { until } from '../support/until';
import { startWorld, type World } from '../support/world';
import { SWEEP_INPUT, sweepOnce } from './sweeps';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('the sweep', () => {
  it('finds every payment whose callback was lost, for one call to history', async () => {
    world.callbacks.losing = true;
    const placed = await Promise.all([1, 2, 3].map(() => placeOrder(world, anOrder())));
    for (const order of placed) world.sandbox.control.pay(uuidOf(order));
    const before = world.sandbox.control.counters();
    const swept = await sweepOnce(world);
    world.callbacks.losing = false;
    expect(swept).toMatchObject({ hinted: 3, strangers: 0 });
    for (const { orderId } of placed) await untilState(world, orderId, 'reserved');
    const after = world.sandbox.control.counters();
    expect(after.history - before.history).toBe(1);
    expect(after.details - before.details).toBe(3);
  });

  it('signals nobody about what the orders know already', async () => {
    const placed = await placeOrder(world, anOrder());
    world.sandbox.control.pay(uuidOf(placed));
    await untilState(world, placed.orderId, 'reserved');
    await until('the engine lists it as reserved', async () => {
      const { typedSearchAttributes } = await world.client.workflow.getHandle(placed.workflowId).describe();
      return JSON.stringify(typedSearchAttributes.getAll()).includes('reserved');
    });
    const before = calls(world, placed);
    await sweepOnce(world);
    expect(calls(world, placed)).toEqual(before);
  });

  it('runs by a Schedule, and does not meet the same rows as news twice', async () => {
    world.callbacks.losing = true;
    const placed = await placeOrder(world, anOrder());
    world.sandbox.control.pay(uuidOf(placed));
    const schedule = {
      client: world.client,
      taskQueue: world.taskQueue,
      intervalMs: 1_000,
      input: SWEEP_INPUT,
    };
    await ensureSweepSchedule(schedule);
    await ensureSweepSchedule(schedule);
    await untilState(world, placed.orderId, 'reserved');
    const handle = world.client.schedule.getHandle(`sweep/${world.taskQueue}`);
    await until('two sweeps have run', async () => (await handle.describe()).info.recentActions.length >= 2);
    expect((await handle.describe()).action.workflowRunTimeout).toBe(3_600_000);
    await handle.delete();
    world.callbacks.losing = false;
    expect(calls(world, placed)).toEqual(['submit', 'details']);
  });
});

describe('a stray reservation', () => {
  it('of an attempt that had worked after all is released when it announces itself, and never captured', async () => {
    const order = anOrder();
    const { control } = world.sandbox;
    const lag = control.setFault({ historyLagMs: 3_600_000 });
    control.setFault({ call: 'submit', kind: 'reset', when: 'after', times: 1, referenceNo: order.orderId });
    const placed = await placeOrder(world, order);
    control.clearFaults(lag.id);
    const stray = control
      .reservations({ referenceNo: order.orderId })
      .find(({ reservationUuid }) => reservationUuid !== placed.reservationUuid);
    control.pay(stray?.reservationUuid ?? '');
    await until(
      'the stray is released',
      () => control.reservation(stray?.reservationUuid ?? '').status === 'CANCELLED',
    );
    expect(control.reservation(uuidOf(placed)).status).toBe('SENT');
    await until('the order says so', async () => {
      const timeline = await world.client.workflow.getHandle(placed.workflowId).query(timelineQuery);
      return ['stray_found', 'stray_cancelled'].every((told) => timeline.some(({ type }) => type === told));
    });
  });

  it('is found in history when its callback was lost too', async () => {
    const order = anOrder();
    const { control } = world.sandbox;
    const lag = control.setFault({ historyLagMs: 3_600_000 });
    control.setFault({ call: 'submit', kind: '500', when: 'after', times: 1, referenceNo: order.orderId });
    const placed = await placeOrder(world, order);
    control.clearFaults(lag.id);
    expect((await sweepOnce(world)).strangers).toBeGreaterThanOrEqual(1);
    const isCancelled = () =>
      control.reservations({ referenceNo: order.orderId }).some(({ status }) => status === 'CANCELLED');
    await until('the stray is released', isCancelled);
    await ask(world, placed.orderId, cancelUpdate, { note: 'done' });
    await untilEnded(world, placed.orderId);
  });
});
