/** Reservations that nobody here knows: few are looked at in one sweep, none is lost, and none is looked at twice. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { captureUpdate } from '../../workflows/messages';
import type { OrderInput } from '../../workflows/order';
import type { ReservationState } from '../../workflows/state';
import { clientFor, ORDER } from '../front-payment/samples';
import { aHold, anOrder, ask, placeOrder, untilEnded } from '../support/orders';
import { until } from '../support/until';
import { startWorld, type World } from '../support/world';
import { callsDuring, openSweeps, type Sweeps, untilListed, untilListedEnded } from './sweeps';

let world: World;
let sweeps: Sweeps;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(async () => {
  sweeps = await openSweeps(world);
});
afterEach(() => sweeps.close());
afterAll(() => world.close());

/** What another system on the same account does. */
async function reserveElsewhere(referenceNo?: string): Promise<string> {
  const { baseUrl, token } = world.sandbox;
  const { reservationUuid } = await clientFor(baseUrl, { token }).submit({ ...ORDER, referenceNo });
  return reservationUuid;
}

/** Places an order whose first attempt had worked after all, unseen; the stray's uuid. */
async function placeWithStray(order: OrderInput = anOrder()): Promise<string> {
  const { control } = world.sandbox;
  const lag = control.setFault({ historyLagMs: 3_600_000 });
  control.setFault({ call: 'submit', kind: '500', when: 'after', times: 1, referenceNo: order.orderId });
  const { reservationUuid } = await placeOrder(world, order);
  control.clearFaults(lag.id);
  const placed = control.reservations({ referenceNo: order.orderId });
  const stray = placed.find((reservation) => reservation.reservationUuid !== reservationUuid);
  if (!stray) throw new Error('The first attempt has left no stray.');
  await untilListed(world, order.orderId, 'awaitingPayment');
  return stray.reservationUuid;
}

/** An order that ended so long ago that the engine has forgotten it: only the record and the provider know it. */
async function anOldOrder(): Promise<{ orderId: string; reservationUuid: string; reference: string }> {
  const { control } = world.sandbox;
  const hold = await aHold(world);
  await ask(world, hold.orderId, captureUpdate, {});
  await untilEnded(world, hold.orderId);
  const record = await world.records.find(hold.orderId);
  if (!record) throw new Error('An order that has ended has no record.');
  const orderId = `old-${hold.orderId}`;
  const reservationUuid = await reserveElsewhere(orderId);
  control.pay(reservationUuid);
  const reference = control.captureInDashboard(reservationUuid).captures[0]?.reference ?? '';
  control.completeInDashboard(reservationUuid);
  const body = structuredClone(record.body) as ReservationState;
  const amountMinor = ORDER.lines.reduce((sum, line) => sum + line.amountMinor, 0);
  Object.assign(body, { reservationUuid });
  body.input.orderId = orderId;
  body.order.orderId = orderId;
  body.ledger.reservedMinor = amountMinor;
  for (const entry of body.ledger.captures) Object.assign(entry, { reference, amountMinor });
  await world.records.put({ ...record, orderId, reservationUuid, body });
  return { orderId, reservationUuid, reference };
}

describe('strangers', () => {
  it('are looked at twenty at a time, those with a customer’s money first, and each once', async () => {
    const theirs: string[] = [];
    for (let n = 0; n < 25; n += 1) theirs.push(await reserveElsewhere(`their order ${n}`));
    const paid = theirs.at(-1) ?? '';
    world.sandbox.control.pay(paid);
    const first = await callsDuring(world, async () => {
      const swept = await sweeps.next();
      expect(swept).toMatchObject({ strangers: 25, waiting: 5, hinted: 0, reopened: 0 });
      expect(swept.memory.examined).toContain(paid);
    });
    expect(first).toEqual({ history: 1, details: 20 });
    const second = await callsDuring(world, async () => {
      expect(await sweeps.next()).toMatchObject({ strangers: 5, waiting: 0 });
    });
    expect(second).toEqual({ history: 1, details: 5 });
    world.sandbox.control.pay(theirs[0] ?? '');
    const third = await callsDuring(world, async () => {
      expect(await sweeps.next()).toMatchObject({ strangers: 0, waiting: 0 });
    });
    expect(third).toEqual({ history: 1, details: 0 });
  });

  it('that bear an order’s id are its own to release, although another one cannot be read', async () => {
    const { control } = world.sandbox;
    for (let sweep = 0; sweep < 2; sweep += 1) await sweeps.next();
    const [unreadable, stray] = [await placeWithStray(), await placeWithStray()];
    const gone = {
      call: 'details',
      kind: 'refusal',
      when: 'before',
      message: 'reservationNotFound',
    } as const;
    const fault = control.setFault({ ...gone, reservationUuid: unreadable });
    const swept = await sweeps.next();
    expect(swept).toMatchObject({ strangers: 2, waiting: 1 });
    expect(swept.memory.strangers).toEqual([
      expect.objectContaining({ reservationUuid: unreadable, tries: 1 }),
    ]);
    await until('the stray is released', () => control.reservation(stray).status === 'CANCELLED');
    expect(control.reservation(unreadable).status).toBe('SENT');
    control.clearFaults(fault.id);
    await sweeps.next();
    await until('the other is released', () => control.reservation(unreadable).status === 'CANCELLED');
  });

  it('that cannot be read three times are let go', async () => {
    for (let sweep = 0; sweep < 2; sweep += 1) await sweeps.next();
    const unreadable = await reserveElsewhere();
    const gone = {
      call: 'details',
      kind: 'refusal',
      when: 'before',
      message: 'reservationNotFound',
    } as const;
    const fault = world.sandbox.control.setFault({ ...gone, reservationUuid: unreadable });
    const waiting: number[] = [];
    for (let sweep = 0; sweep < 4; sweep += 1) waiting.push((await sweeps.next()).waiting);
    world.sandbox.control.clearFaults(fault.id);
    expect(waiting).toEqual([1, 1, 0, 0]);
  });
});

describe('an order that has ended', () => {
  it('is opened again for a stray that bears its id', async () => {
    for (let sweep = 0; sweep < 2; sweep += 1) await sweeps.next();
    const { control } = world.sandbox;
    const hold = await aHold(world);
    await ask(world, hold.orderId, captureUpdate, {});
    await untilEnded(world, hold.orderId);
    const stray = await reserveElsewhere(hold.orderId);
    expect(await sweeps.next()).toMatchObject({ strangers: 1, reopened: 1 });
    await until('the stray is released', () => control.reservation(stray).status === 'CANCELLED');
    await untilListedEnded(world, hold.orderId);
    const again = await callsDuring(world, async () => {
      expect(await sweeps.next()).toMatchObject({ strangers: 0, reopened: 0 });
    });
    expect(again).toEqual({ history: 1, details: 0 });
  });

  it('and that only the record knows is opened again for a refund in the dashboard', async () => {
    for (let sweep = 0; sweep < 2; sweep += 1) await sweeps.next();
    const { orderId, reservationUuid, reference } = await anOldOrder();
    // Its own rows are no news: what its details show is what it ended with.
    expect(await sweeps.next()).toMatchObject({ strangers: 1, hinted: 0, reopened: 0 });
    const unchanged = await callsDuring(world, async () => {
      expect(await sweeps.next()).toMatchObject({ strangers: 0, reopened: 0 });
    });
    expect(unchanged.details).toBe(0);
    world.sandbox.control.refundInDashboard(reservationUuid, { reference, amountMinor: 9_000 });
    expect(await sweeps.next()).toMatchObject({ strangers: 1, reopened: 1 });
    await until(
      'the record has it',
      async () => (await world.records.find(orderId))?.refundedMinor === 9_000,
    );
  });
});
