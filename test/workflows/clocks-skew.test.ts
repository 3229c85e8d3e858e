/** The provider's clock is five minutes from ours, either way: over a whole life nothing is late, doubled or lost. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  captureUpdate,
  chargeUpdate,
  refundUpdate,
  resendUpdate,
  timelineQuery,
} from '../../workflows/messages';
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
import { sweepAt, untilKnown } from './clocks-support';
import { expectTrueLedger, timelineOf, timesExecuted, timesSent } from './true-books';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const MINIBAR = [{ name: 'Minibar', amountMinor: 5_000, taxPercent: 25 }];

const hoursFromNow = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();

describe.each([-5, 5])('a provider whose clock is %i minutes from ours', (minutes) => {
  let world: World;
  beforeAll(async () => {
    const clockSkewMs = minutes * MINUTE_MS;
    world = await startWorld({ providerTimeoutMs: 500, sandbox: { clockSkewMs } });
  });
  afterEach(() => {
    world.sandbox.control.clearFaults();
    world.callbacks.losing = false;
  });
  afterAll(() => world.close());

  const truth = (order: { reservationUuid: string | null }) =>
    world.sandbox.control.reservation(uuidOf(order));
  /** How long before its own deadline the provider took the last capture. */
  const toSpareMs = (order: { reservationUuid: string | null }) => {
    const { captures, captureBy } = truth(order);
    return Date.parse(captureBy ?? '') - Date.parse(captures.at(-1)?.at ?? '');
  };

  it('gets its captures a whole margin before its own deadline, give or take the five minutes', async () => {
    const hold = await aHold(world);
    await advance(world, hold.orderId, 6 * DAY_MS + MINUTE_MS);
    const ended = await untilEnded(world, hold.orderId);
    expect(ended).toMatchObject({ state: 'completed', attention: null });
    expect(executions(world, hold)).toEqual(['submit', 'pay', 'capture', 'complete']);
    expect(Math.abs(toSpareMs(hold) - DAY_MS)).toBeLessThan(6 * MINUTE_MS);
    expectTrueLedger(world, ended);
  });

  it('gets a capture in time of a hold that was noticed late, with a margin longer than the clocks differ', async () => {
    world.callbacks.losing = true;
    const placed = await placeOrder(world, anOrder({ policy: { safetyMargin: 'PT15M' } }));
    world.sandbox.control.pay(uuidOf(placed));
    await advance(world, placed.orderId, HOUR_MS + MINUTE_MS);
    await untilState(world, placed.orderId, 'reserved');
    await advance(world, placed.orderId, 7 * DAY_MS);
    const ended = await untilEnded(world, placed.orderId);
    expect(ended).toMatchObject({ state: 'completed', attention: null });
    expect(toSpareMs(placed)).toBeGreaterThan(9 * MINUTE_MS);
  });

  it('takes a capture that we still think to be in time, in the last minute', async () => {
    const policy = { capture: 'manual', captureWindow: 'PT2H', safetyMargin: 'PT1S' } as const;
    const brief = await startWorld({
      sandbox: { clockSkewMs: minutes * MINUTE_MS, captureWindowMs: 2 * HOUR_MS },
    });
    const hold = await aHold(brief, { policy });
    const leftMs = Date.parse(hold.deadlines.captureBy ?? '') - Date.now();
    await advance(brief, hold.orderId, leftMs - 30_000);
    const { operation } = await ask(brief, hold.orderId, captureUpdate, {});
    expect(operation).toMatchObject({ status: 'executed' });
    await brief.close();
  });

  it('ends a life of captures, a charge and a refund with books like ours', async () => {
    const policy = { complete: 'chargeValidityEnd', chargeValidity: 'P10D' } as const;
    const hold = await aHold(world, { policy });
    const { orderId } = hold;
    const { operation } = await ask(world, orderId, captureUpdate, { amountMinor: 100_000 });
    await ask(world, orderId, captureUpdate, { amountMinor: 200_000 });
    await ask(world, orderId, refundUpdate, { reference: operation.reference ?? '', amountMinor: 1_000 });
    await advance(world, orderId, 9 * DAY_MS + 23 * HOUR_MS);
    await ask(world, orderId, chargeUpdate, { lines: MINIBAR });
    await advance(world, orderId, 2 * HOUR_MS);
    const ended = await untilEnded(world, orderId);
    expect(ended).toMatchObject({ state: 'completed', attention: null });
    expect(ended.amounts).toMatchObject({
      capturedMinor: 300_000,
      chargedMinor: 5_000,
      refundedMinor: 1_000,
    });
    expectTrueLedger(world, ended);
    expect(await timelineOf(world, orderId)).not.toContain('attention_raised');
  });

  it.each(['after', 'before'] as const)(
    'is searched for a submit that was lost %s it was executed',
    async (when) => {
      const order = anOrder();
      const referenceNo = order.orderId;
      const { control } = world.sandbox;
      control.setFault({ call: 'submit', kind: 'reset', when, times: 1, referenceNo });
      expect(await placeOrder(world, order)).toMatchObject({ state: 'awaitingPayment', attention: null });
      const made = control.reservations({ referenceNo }).map(({ status }) => status);
      expect(made.sort()).toEqual(when === 'after' ? ['CANCELLED', 'SENT'] : ['SENT']);
    },
  );

  it.each(['after', 'before'] as const)(
    'is searched for a mail that was lost %s it was sent',
    async (when) => {
      const placed = await placeOrder(world, anOrder());
      const { control } = world.sandbox;
      control.setFault({ call: 'resend', kind: 'reset', when, times: 1, reservationUuid: uuidOf(placed) });
      const status = await ask(world, placed.orderId, resendUpdate, {}).then(
        ({ operation }) => operation.status,
        () => 'refused',
      );
      expect(status).toBe(when === 'after' ? 'executed' : 'refused');
      expect([timesSent(world, placed, 'resend'), timesExecuted(world, placed, 'resend')]).toEqual([
        1,
        when === 'after' ? 1 : 0,
      ]);
    },
  );

  it.each(['cancel', 'leave'] as const)('lets an unpaid link end (unpaid: %s)', async (unpaid) => {
    const placed = await placeOrder(world, anOrder({ linkExpiresAt: hoursFromNow(3), policy: { unpaid } }));
    await advance(world, placed.orderId, 5 * HOUR_MS);
    const ended = await untilEnded(world, placed.orderId);
    // Where the provider is ahead, it has closed the link by itself before we come to cancel it.
    expect(ended).toMatchObject({ attention: null });
    expect(ended.state).toBe(unpaid === 'cancel' && minutes < 0 ? 'cancelled' : 'expired');
    expect(truth(placed).status).toBe(ended.state.toUpperCase());
  });

  it('keeps a hold that was made in the link’s last minute on its own clock', async () => {
    const policy = { unpaid: 'leave' } as const;
    const placed = await placeOrder(world, anOrder({ linkExpiresAt: hoursFromNow(1), policy }));
    world.callbacks.losing = true;
    const { now, linkExpiresAt } = truth(placed);
    const leftMs = Date.parse(linkExpiresAt) - Date.parse(now);
    world.sandbox.control.advance(`PT${Math.floor(leftMs / 1000) - 30}S`, uuidOf(placed));
    world.sandbox.control.pay(uuidOf(placed));
    await advance(world, placed.orderId, 2 * HOUR_MS);
    const hold = await untilState(world, placed.orderId, 'reserved');
    expect(hold).toMatchObject({ attention: null, amounts: { reservedMinor: 300_000 } });
  });

  it('is swept: payments and captures by hand whose callbacks were lost are known after it', async () => {
    const paid = await placeOrder(world, anOrder());
    const held = await aHold(world, { policy: { complete: 'manual' } });
    world.callbacks.losing = true;
    world.sandbox.control.pay(uuidOf(paid));
    world.sandbox.control.captureInDashboard(uuidOf(held), { amountMinor: 40_000 });
    let last = await sweepAt(world, new Date().toISOString());
    await untilState(world, paid.orderId, 'reserved');
    await until('the capture is known', async () => {
      last = await sweepAt(world, new Date().toISOString(), last);
      return (await readReservation(world, held.orderId)).amounts.capturedMinor === 40_000;
    });
    expectTrueLedger(world, await readReservation(world, held.orderId));
  });

  it('is heard although its callbacks are stamped five minutes off, and never read as a deadline missed', async () => {
    const hold = await aHold(world);
    const items = await world.client.workflow.getHandle(hold.workflowId).query(timelineQuery);
    expect(items.map(({ type }) => type)).toContain('callback_received');
    const { captureAt, captureBy } = hold.deadlines;
    const windowMs = Date.parse(captureBy ?? '') - Date.now();
    expect(windowMs).toBeLessThan(7 * DAY_MS + MINUTE_MS);
    expect(windowMs).toBeGreaterThan(7 * DAY_MS - 7 * MINUTE_MS);
    expect(Date.parse(captureBy ?? '') - Date.parse(captureAt ?? '')).toBe(DAY_MS);
    const calm = await untilKnown(world, hold.orderId, ({ attention }) => attention === null);
    expect(calm.state).toBe('reserved');
  });
});
