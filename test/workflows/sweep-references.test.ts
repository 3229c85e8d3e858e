/** Captures and charges that are in no ledger of ours: a few orders are asked about them, each once, then they are given up. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { captureUpdate } from '../../workflows/messages';
import type { Reservation } from '../../workflows/view';
import { aHold, ask, calls, readReservation, uuidOf } from '../support/orders';
import { until } from '../support/until';
import { callsDuring, openSweeps, type Sweeps, untilListed, worldWithRows } from './sweeps';

const SMALL = [{ name: 'Breakfast', amountMinor: 20_000, taxPercent: 15 }];
const OPEN = 12;

let world: Awaited<ReturnType<typeof worldWithRows>>;
let sweeps: Sweeps;
let holds: Reservation[];
beforeAll(async () => {
  world = await worldWithRows();
  sweeps = await openSweeps(world);
  holds = await Promise.all(Array.from({ length: OPEN }, () => aHold(world)));
  for (const { orderId } of holds) await untilListed(world, orderId, 'reserved');
}, 60_000);
afterAll(async () => {
  await sweeps.close();
  await world.close();
});

const row = (uuid: string, amount: string | null) => ({
  uuid,
  title: uuid.startsWith('CAP') ? 'amount-captured-from-reservation' : 'amount-charged-from-card',
  datetime: '21.11.2026 12:00',
  amount,
});

/** How often each order's details were read. */
const readings = (orders: Reservation[]): number[] =>
  orders.map((order) => calls(world, order).filter((call) => call === 'details').length);

/** Sweeps until nothing is open any more; how many orders were asked in each. */
async function sweepThrough(): Promise<number[]> {
  const asked: number[] = [];
  for (let sweep = 0; sweep < 10; sweep += 1) {
    const { hinted, memory } = await sweeps.next();
    asked.push(hinted);
    if (memory.references.length === 0) return asked;
  }
  throw new Error('The search has no end.');
}

describe('a capture that nobody knows', () => {
  it('is looked for five orders at a time, each asked once, and then given up', async () => {
    world.rows.push(row('CAP999', '100.00'));
    const before = readings(holds);
    expect(await sweepThrough()).toEqual([0, 5, 5, 2, 0]);
    await until('all have looked', () => readings(holds).every((n, index) => n === (before[index] ?? 0) + 1));
    const quiet = await callsDuring(world, async () => {
      expect(await sweeps.next()).toMatchObject({ differences: 0, hinted: 0, memory: { references: [] } });
    });
    expect(quiet).toEqual({ history: 1, details: 0 });
    world.rows.length = 0;
  });

  it('is asked about where it would take all, first', async () => {
    const exact = await aHold(world, { lines: SMALL });
    for (let n = 0; n < 2; n += 1)
      await aHold(world).then(({ orderId }) => untilListed(world, orderId, 'reserved'));
    await untilListed(world, exact.orderId, 'reserved');
    world.sandbox.control.setFault({ callback: 'drop', reservationUuid: uuidOf(exact) });
    world.sandbox.control.captureInDashboard(uuidOf(exact));
    expect(await sweeps.next()).toMatchObject({ hinted: 0 });
    await sweeps.next();
    await until(
      'it is adopted',
      async () => (await readReservation(world, exact.orderId)).amounts.capturedMinor === 20_000,
    );
  });

  it('is asked about only where it fits', async () => {
    world.rows.push(row('CAP998', '3000.01'));
    expect(await sweepThrough()).toEqual([0, 0, 0]);
    world.rows.length = 0;
  });

  it('is no news once an order has it: the list of references can be asked for several at once', async () => {
    const [hold] = holds;
    if (!hold) throw new Error('There is no hold.');
    const { operation } = await ask(world, hold.orderId, captureUpdate, { amountMinor: 1_000 });
    const other = await ask(world, hold.orderId, captureUpdate, { amountMinor: 2_000 });
    const [one, two] = [operation.reference, other.operation.reference];
    const found = async (query: string) => (await world.client.workflow.count(query)).count;
    const mine = `TaskQueue = '${world.taskQueue}'`;
    await until('both are listed', async () => {
      return (
        (await found(`${mine} AND HoldfastReferences IN ('${one}') AND HoldfastReferences IN ('${two}')`)) ===
        1
      );
    });
    expect(await found(`${mine} AND HoldfastReferences IN ('CAP0', '${two}')`)).toBe(1);
    expect(await found(`${mine} AND HoldfastReferences IN ('${one}', '${two}')`)).toBe(1);
    expect(await found(`${mine} AND HoldfastReferences IN ('CAP0', 'CAP1')`)).toBe(0);
    expect(await sweeps.next()).toMatchObject({ differences: 0, hinted: 0 });
  });
});

describe('a charge that nobody knows', () => {
  it('is asked about everywhere, since it may exceed the hold', async () => {
    world.rows.push(row('CHA999', '90000'));
    const asked = await sweepThrough();
    expect(asked.every((orders) => orders <= 5)).toBe(true);
    expect(asked.reduce((sum, orders) => sum + orders, 0)).toBeGreaterThanOrEqual(OPEN);
    world.rows.length = 0;
  });
});

describe('captures that other systems make on the same account', () => {
  it('cost five readings a sweep however many they are, and fifty of them wait at most', async () => {
    for (let n = 0; n < 60; n += 1) world.rows.push(row(`CAP8${n}`, '1'));
    expect((await sweeps.next()).memory.references).toHaveLength(50);
    const { details } = await callsDuring(world, async () => {
      expect((await sweeps.next()).hinted).toBe(5);
    });
    expect(details).toBeLessThanOrEqual(5);
    world.rows.length = 0;
  });
});
