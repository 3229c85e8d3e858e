/** Drift, both ways: what history shows and we do not know, and what we hold open and the provider has closed. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  captureUpdate,
  chargeUpdate,
  completeUpdate,
  historySignal,
  refundUpdate,
  resolveUpdate,
  timelineQuery,
} from '../../workflows/messages';
import type { Reservation } from '../../workflows/view';
import {
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
import type { World } from '../support/world';
import { openSweeps, type Sweeps, untilListed, untilListedEnded, worldWithRows } from './sweeps';

let world: Awaited<ReturnType<typeof worldWithRows>>;
let sweeps: Sweeps;
beforeAll(async () => {
  world = await worldWithRows();
  sweeps = await openSweeps(world);
});
afterAll(async () => {
  await sweeps.close();
  await world.close();
});

/** A hold that the engine lists, and whose callbacks are lost from here on. */
async function aListedHold(
  policy: NonNullable<Parameters<typeof aHold>[1]>['policy'] = {},
): Promise<Reservation> {
  const hold = await aHold(world, { policy });
  await untilListed(world, hold.orderId, 'reserved');
  world.sandbox.control.setFault({ callback: 'drop', reservationUuid: uuidOf(hold) });
  return hold;
}

async function anEndedOrder(): Promise<{ order: Reservation; reference: string }> {
  const hold = await aListedHold();
  const { operation } = await ask(world, hold.orderId, captureUpdate, {});
  const order = await untilEnded(world, hold.orderId);
  await untilListedEnded(world, hold.orderId);
  return { order, reference: operation.reference ?? '' };
}

const told = async ({ client }: World, orderId: string): Promise<string[]> => {
  const timeline = await client.workflow.getHandle(`reservation/${orderId}`).query(timelineQuery);
  return timeline.map(({ type }) => type);
};

describe('what was moved in the provider’s dashboard', () => {
  it('is adopted: a capture whose callback was dropped', async () => {
    const hold = await aListedHold({ complete: 'manual', remainder: 'capture' });
    world.sandbox.control.captureInDashboard(uuidOf(hold), { amountMinor: 100_000 });
    const first = await sweeps.next();
    expect(first).toMatchObject({ differences: 1, hinted: 0 });
    const second = await sweeps.next();
    expect(second).toMatchObject({ differences: 1, hinted: 1 });
    const captured = await untilState(world, hold.orderId, 'captured');
    expect(captured.amounts).toMatchObject({ capturedMinor: 100_000, runwayMinor: 200_000 });
    await untilListed(world, hold.orderId, 'captured');
    const third = await sweeps.next();
    expect(third).toMatchObject({ differences: 0, hinted: 0, memory: { references: [] } });
  });

  it('is adopted: a refund on an open order', async () => {
    const hold = await aListedHold({ complete: 'manual' });
    const { operation } = await ask(world, hold.orderId, captureUpdate, {});
    await untilListed(world, hold.orderId, 'captured');
    expect(await sweeps.next()).toMatchObject({ differences: 0, hinted: 0 });
    world.sandbox.control.refundInDashboard(uuidOf(hold), {
      reference: operation.reference ?? '',
      amountMinor: 5_000,
    });
    expect(await sweeps.next()).toMatchObject({ differences: 1, hinted: 1 });
    await until(
      'it is adopted',
      async () => (await readReservation(world, hold.orderId)).amounts.refundedMinor === 5_000,
    );
    expect(await sweeps.next()).toMatchObject({ differences: 0, hinted: 0 });
  });

  it('is adopted: a refund of an order that has ended, which is opened again for it', async () => {
    const { order, reference } = await anEndedOrder();
    world.sandbox.control.refundInDashboard(uuidOf(order), { reference, amountMinor: 7_000 });
    expect(await sweeps.next()).toMatchObject({ differences: 1, hinted: 0, reopened: 1 });
    await until(
      'the record has it',
      async () => (await world.records.find(order.orderId))?.refundedMinor === 7_000,
    );
    await untilListedEnded(world, order.orderId);
    expect((await world.records.find(order.orderId))?.state).toBe('completed');
    expect(await sweeps.next()).toMatchObject({ differences: 0, reopened: 0 });
  });
});

describe('a refund that the provider accepted and rejected later', () => {
  it('is told to its order, which asks a person', async () => {
    const hold = await aListedHold({ complete: 'manual' });
    const { operation } = await ask(world, hold.orderId, captureUpdate, {});
    const { reference } = operation;
    const pending = { call: 'refund', kind: 'pending', afterMs: 200, end: 'rejected' } as const;
    world.sandbox.control.setFault({ ...pending, times: 1, reservationUuid: uuidOf(hold) });
    await ask(world, hold.orderId, refundUpdate, { reference: reference ?? '', amountMinor: 4_000 });
    await untilListed(world, hold.orderId, 'captured');
    await until('it is rejected', () => executions(world, hold).includes('refund-rejected'));
    expect(await sweeps.next()).toMatchObject({ differences: 1, hinted: 1 });
    await until('a person is asked', async () => {
      const { operations } = await readReservation(world, hold.orderId);
      return operations.some(({ status, reason }) => status === 'unknown' && reason === 'refund_rejected');
    });
    expect(await sweeps.next()).toMatchObject({ hinted: 0 });
    const { attention } = await readReservation(world, hold.orderId);
    const operationId = attention?.operationId ?? '';
    await ask(world, hold.orderId, resolveUpdate, { operationId, outcome: 'refused', evidence: 'Rejected' });
    await ask(world, hold.orderId, completeUpdate, { note: 'over' });
    await untilListedEnded(world, hold.orderId);
  });
});

describe('what the provider has closed and we hold open', () => {
  it('is seen: cancelled in the dashboard before anybody paid', async () => {
    const placed = await placeOrder(world, anOrder());
    await untilListed(world, placed.orderId, 'awaitingPayment');
    world.sandbox.control.cancelInDashboard(uuidOf(placed));
    expect(await sweeps.next()).toMatchObject({ differences: 1, hinted: 1 });
    expect(await untilEnded(world, placed.orderId)).toMatchObject({ state: 'cancelled' });
  });

  it('is seen: a hold released in the dashboard', async () => {
    const hold = await aListedHold();
    world.sandbox.control.cancelInDashboard(uuidOf(hold));
    expect(await sweeps.next()).toMatchObject({ differences: 1, hinted: 1 });
    expect(await untilEnded(world, hold.orderId)).toMatchObject({ state: 'cancelled' });
  });

  it('is seen: completed in the dashboard after a charge of ours', async () => {
    const hold = await aListedHold({ complete: 'manual' });
    const lines = [{ name: 'Minibar', amountMinor: 10_000, taxPercent: 25 }];
    await ask(world, hold.orderId, chargeUpdate, { lines });
    await untilListed(world, hold.orderId, 'captured');
    await until('the order has read what it did', () => calls(world, hold).at(-1) === 'details');
    world.sandbox.control.completeInDashboard(uuidOf(hold));
    expect(await sweeps.next()).toMatchObject({ differences: 1, hinted: 1 });
    expect(await untilEnded(world, hold.orderId)).toMatchObject({ state: 'completed' });
  });

  it('is seen: a link that expired by the provider’s clock, before ours', async () => {
    const linkExpiresAt = new Date(Date.now() + 5 * 60_000).toISOString();
    const placed = await placeOrder(world, anOrder({ linkExpiresAt }));
    await untilListed(world, placed.orderId, 'awaitingPayment');
    world.sandbox.control.advance('PT6M', uuidOf(placed));
    expect(await sweeps.next()).toMatchObject({ differences: 1, hinted: 1 });
    expect(await untilEnded(world, placed.orderId)).toMatchObject({ state: 'expired' });
  });

  it('is not told again at once, although the first reading did not show it yet', async () => {
    const hold = await aListedHold();
    world.sandbox.control.setFault({ detailsLagMs: 3_600_000, reservationUuid: uuidOf(hold) });
    world.sandbox.control.cancelInDashboard(uuidOf(hold));
    expect(await sweeps.next()).toMatchObject({ differences: 1, hinted: 1 });
    await until('the order has looked', async () =>
      (await told(world, hold.orderId)).includes('history_received'),
    );
    expect(await sweeps.next()).toMatchObject({ differences: 1, hinted: 0 });
    world.sandbox.control.clearFaults();
    const handle = world.client.workflow.getHandle(hold.workflowId);
    await handle.signal(historySignal, { reservationUuid: uuidOf(hold), titles: [] });
    await untilListedEnded(world, hold.orderId);
    expect(await sweeps.next()).toMatchObject({ differences: 0 });
  });
});

describe('an order that has ended', () => {
  it('is opened again when history says that a refund was rejected, once', async () => {
    const { order } = await anEndedOrder();
    world.rows.push({
      uuid: uuidOf(order),
      title: 'refund-rejected',
      datetime: '21.11.2026 12:00',
      amount: '50',
    });
    expect(await sweeps.next()).toMatchObject({ reopened: 1 });
    await untilListedEnded(world, order.orderId);
    const handle = world.client.workflow.getHandle(order.workflowId);
    const titles = (await handle.query(timelineQuery)).filter(({ type }) => type === 'history_received');
    expect(titles.map(({ data }) => data)).toEqual([
      { reservationUuid: uuidOf(order), titles: ['refund-rejected'] },
    ]);
    expect(await sweeps.next()).toMatchObject({ differences: 0, reopened: 0 });
    world.rows.length = 0;
  });

  it('costs nothing when its life was all our own', async () => {
    const { order } = await anEndedOrder();
    const before = calls(world, order);
    expect(await sweeps.next()).toMatchObject({ differences: 0, hinted: 0, reopened: 0, strangers: 0 });
    expect(calls(world, order)).toEqual(before);
  });
});
