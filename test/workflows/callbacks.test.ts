/** Callbacks are hints: early, twice, out of order, lost, or about a stray. All lead to the same end. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callbackSignal, cancelUpdate, captureUpdate, timelineQuery } from '../../workflows/messages';
import {
  advance,
  aHold,
  anOrder,
  ask,
  calls,
  executions,
  placeOrder,
  readReservation,
  untilEnded,
  untilState,
  uuidOf,
} from '../support/orders';
import { until } from '../support/until';
import { startWorld, type World } from '../support/world';

const MINUTE_MS = 60_000;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('a callback', () => {
  it('that comes before submit has returned is not lost', async () => {
    const order = anOrder();
    world.sandbox.control.setFault({
      call: 'submit',
      kind: 'slow',
      when: 'after',
      afterMs: 700,
      times: 1,
      referenceNo: order.orderId,
    });
    const placing = placeOrder(world, order);
    const [reservation] = await until('the sandbox has the order', () => {
      const found = world.sandbox.control.reservations({ referenceNo: order.orderId });
      return found.length > 0 && found;
    });
    world.sandbox.control.pay(reservation?.reservationUuid ?? '');
    expect((await placing).reservationUuid).toBe(reservation?.reservationUuid);
    await untilState(world, order.orderId, 'reserved');
    await ask(world, order.orderId, captureUpdate, {});
    await untilEnded(world, order.orderId);
    expect(calls(world, await placing)).toEqual(['submit', 'details', 'capture', 'complete', 'details']);
  });

  it('that comes twice leads to one hold and one capture', async () => {
    world.sandbox.control.setFault({ callback: 'double', times: 1 });
    const hold = await aHold(world);
    await ask(world, hold.orderId, captureUpdate, {});
    expect(await untilEnded(world, hold.orderId)).toMatchObject({ state: 'completed' });
    expect(executions(world, hold)).toEqual(['submit', 'pay', 'capture', 'complete']);
  });

  it('whose status lies changes nothing: the books are read', async () => {
    const placed = await placeOrder(world, anOrder());
    const handle = world.client.workflow.getHandle(placed.workflowId);
    const lie = { attempt: 1, reservationUuid: uuidOf(placed), status: 'CAPTURED' };
    await handle.signal(callbackSignal, { ...lie, sentAt: '2020-01-01T00:00:00.000Z' });
    await until('the books were read', () => calls(world, placed).includes('details'));
    const noted = (await handle.query(timelineQuery)).find(({ type }) => type === 'callback_received');
    expect(noted?.data).toMatchObject({ status: 'CAPTURED', sentAt: '2020-01-01T00:00:00.000Z' });
    expect(await readReservation(world, placed.orderId)).toMatchObject({
      state: 'awaitingPayment',
      amounts: { capturedMinor: 0 },
    });
  });

  it('that never comes is made up for by the slow poll', async () => {
    world.callbacks.losing = true;
    const placed = await placeOrder(world, anOrder());
    world.sandbox.control.pay(uuidOf(placed));
    await advance(world, placed.orderId, 61 * MINUTE_MS);
    world.callbacks.losing = false;
    expect((await untilState(world, placed.orderId, 'reserved')).amounts.reservedMinor).toBe(300_000);
  });

  it('that comes late, out of order, after the end, disturbs nobody', async () => {
    const hold = await aHold(world);
    await ask(world, hold.orderId, cancelUpdate, { note: 'no' });
    await untilEnded(world, hold.orderId);
    const record = await world.records.find(hold.orderId);
    await expect(
      world.client.workflow
        .getHandle(hold.workflowId)
        .signal(callbackSignal, { attempt: 1, reservationUuid: uuidOf(hold), status: 'RESERVED' }),
    ).rejects.toThrow('workflow execution already completed');
    expect(await world.records.find(hold.orderId)).toEqual(record);
  });
});

describe('a capture made in the provider’s own dashboard', () => {
  it('is adopted, named on the timeline, and not made again by the timer', async () => {
    const hold = await aHold(world);
    world.sandbox.control.captureInDashboard(uuidOf(hold));
    const ended = await untilEnded(world, hold.orderId);
    expect(ended).toMatchObject({ state: 'completed', amounts: { capturedMinor: 300_000 }, attention: null });
    const timeline = await world.client.workflow.getHandle(hold.workflowId).query(timelineQuery);
    expect(timeline.map(({ type }) => type)).toContain('capture_adopted');
    expect(calls(world, hold)).not.toContain('capture');
  });
});

describe('a cancel made in the provider’s own dashboard', () => {
  it('is found at the capture timer and ends the order as cancelled', async () => {
    const hold = await aHold(world);
    world.sandbox.control.cancelInDashboard(uuidOf(hold));
    await advance(world, hold.orderId, 6 * 24 * 60 * MINUTE_MS);
    expect(await untilEnded(world, hold.orderId)).toMatchObject({ state: 'cancelled', attention: null });
    expect(executions(world, hold)).toEqual(['submit', 'pay', 'cancel']);
  });
});
