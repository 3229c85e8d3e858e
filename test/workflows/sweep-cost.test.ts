/** What a sweep costs at the provider, with one order open and with forty; the figures are printed. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Table from 'cli-table3';
import type { Reservation } from '../../workflows/view';
import { aHold, anOrder, placeOrder, untilState, uuidOf } from '../support/orders';
import { startWorld, type World } from '../support/world';
import { callsDuring, openSweeps, type Sweeps, untilListed } from './sweeps';

let world: World;
let sweeps: Sweeps;
beforeAll(async () => {
  // An answer that is only late must not make a submit ambiguous: what follows from that costs calls as well.
  world = await startWorld({ providerTimeoutMs: 20_000 });
  sweeps = await openSweeps(world);
});
afterAll(async () => {
  await sweeps.close();
  await world.close();
});

interface Cost {
  open: number;
  rows: number;
  differences: number;
  history: number;
  details: number;
}

async function costOf(open: number, differing: Reservation[]): Promise<Cost> {
  let [rows, differences] = [0, 0];
  const { history, details } = await callsDuring(world, async () => {
    const swept = await sweeps.next();
    rows = swept.rows;
    differences = swept.differences;
    for (const { orderId } of differing) await untilState(world, orderId, 'reserved');
  });
  for (const { orderId } of differing) await untilListed(world, orderId, 'reserved');
  return { open, rows, differences, history, details };
}

/** Orders whose customers have paid, and whose callbacks were lost. */
async function paidUnseen(orders: number): Promise<Reservation[]> {
  world.callbacks.losing = true;
  const placed: Reservation[] = [];
  for (let n = 0; n < orders; n += 1) placed.push(await placeOrder(world, anOrder()));
  for (const order of placed) {
    await untilListed(world, order.orderId, 'awaitingPayment');
    world.sandbox.control.pay(uuidOf(order));
  }
  return placed;
}

describe('the cost of a sweep', () => {
  it('is one call of history however many orders are open, and one of details for each difference', async () => {
    const costs: Cost[] = [];
    const first = await aHold(world);
    await untilListed(world, first.orderId, 'reserved');
    costs.push(await costOf(1, []));
    const others = await Promise.all(Array.from({ length: 36 }, () => aHold(world)));
    for (const { orderId } of others) await untilListed(world, orderId, 'reserved');
    costs.push(await costOf(37, []));
    costs.push(await costOf(40, await paidUnseen(3)));
    costs.push(await costOf(40, []));
    const table = new Table({
      style: { head: [], border: [] },
      head: ['open orders', 'rows read', 'differences', 'history calls', 'details calls'],
    });
    for (const { open, rows, differences, history, details } of costs)
      table.push([open, rows, differences, history, details]);
    process.stdout.write(`\nWhat one sweep costs at the provider\n${table.toString()}\n`);
    expect(costs.map(({ history, details, differences }) => [history, details, differences])).toEqual([
      [1, 0, 0],
      [1, 0, 0],
      [1, 3, 3],
      [1, 0, 0],
    ]);
  }, 90_000);
});
