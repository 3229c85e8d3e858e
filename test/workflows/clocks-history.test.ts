/** A history whose rows come up to an hour late, also from a clock five minutes off: what it names is found all the same. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { resendUpdate } from '../../workflows/messages';
import type { Reservation } from '../../workflows/view';
import {
  aHold,
  anOrder,
  ask,
  executions,
  placeOrder,
  readReservation,
  refusalOf,
  uuidOf,
} from '../support/orders';
import { until } from '../support/until';
import { startWorld, type World } from '../support/world';
import { sweepsFrom, untilKnown } from './clocks-support';
import { expectTrueLedger, timesExecuted, timesSent } from './true-books';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** When sweeps run: while nothing is shown yet, at the moment it is, and after. */
const EARLY = [5, 30, 55].map((minutes) => minutes * MINUTE_MS);
const LATE = [66, 71, 76].map((minutes) => minutes * MINUTE_MS);

describe.each([0, -5, 5])('an hour-late history of a clock %i minutes off', (minutes) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ providerTimeoutMs: 500, sandbox: { clockSkewMs: minutes * MINUTE_MS } });
  });
  afterEach(() => {
    world.sandbox.control.clearFaults();
    world.callbacks.losing = false;
  });
  afterAll(() => world.close());

  /** Sweeps before and after the rows of these reservations have come; the orders' own clocks stand still meanwhile. */
  async function sweepOverAnHour(orders: { reservationUuid: string | null }[]): Promise<void> {
    const { control } = world.sandbox;
    const at = new Date().toISOString();
    let last = await sweepsFrom(world, at, { afterMs: EARLY.slice(0, 1) });
    for (const order of orders) control.advance('PT56M', uuidOf(order));
    last = await sweepsFrom(world, at, { afterMs: EARLY.slice(1), last });
    for (const order of orders) control.advance('PT10M', uuidOf(order));
    await sweepsFrom(world, at, { afterMs: LATE, last });
  }

  it('still shows a payment and captures by hand whose callbacks were lost', async () => {
    const paid = await placeOrder(world, anOrder());
    const held = await aHold(world, { policy: { complete: 'manual' } });
    world.sandbox.control.setFault({ historyLagMs: HOUR_MS });
    world.callbacks.losing = true;
    world.sandbox.control.pay(uuidOf(paid));
    world.sandbox.control.captureInDashboard(uuidOf(held), { amountMinor: 40_000 });
    await sweepOverAnHour([paid, held]);
    await untilKnown(world, paid.orderId, ({ state }) => state === 'reserved');
    const known = await untilKnown(world, held.orderId, ({ amounts }) => amounts.capturedMinor === 40_000);
    expect(known.attention).toBeNull();
    expectTrueLedger(world, known);
  });

  it('still shows a second reservation of an order, and it is released', async () => {
    const order = anOrder();
    const referenceNo = order.orderId;
    const { control } = world.sandbox;
    control.setFault({ historyLagMs: HOUR_MS });
    control.setFault({ call: 'submit', kind: 'timeout', when: 'after', times: 1, referenceNo });
    const placed = await placeOrder(world, order);
    const made = control.reservations({ referenceNo });
    expect(made).toHaveLength(2);
    world.callbacks.losing = true;
    const [stray] = made.filter(({ reservationUuid }) => reservationUuid !== placed.reservationUuid);
    const strayed = { reservationUuid: stray?.reservationUuid ?? null };
    control.pay(uuidOf(strayed));
    await sweepOverAnHour([placed, strayed]);
    await until('it is released', () => control.reservation(uuidOf(strayed)).status === 'CANCELLED');
    expect(control.reservation(uuidOf(placed)).status).toBe('SENT');
    expect(timesExecuted(world, strayed, 'capture')).toBe(0);
  });

  it('cannot tell of a mail in time: it counts as not seen, and is not sent a second time', async () => {
    const placed: Reservation = await placeOrder(world, anOrder());
    const { control } = world.sandbox;
    control.setFault({ historyLagMs: HOUR_MS });
    control.setFault({
      call: 'resend',
      kind: 'reset',
      when: 'after',
      times: 1,
      reservationUuid: uuidOf(placed),
    });
    expect((await refusalOf(ask(world, placed.orderId, resendUpdate, {}))).name).toBe('resend_not_seen');
    expect([timesSent(world, placed, 'resend'), executions(world, placed)]).toEqual([
      1,
      ['submit', 'resend'],
    ]);
    expect((await readReservation(world, placed.orderId)).attention).toBeNull();
  });
});
