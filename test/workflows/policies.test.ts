/** What the timers do, by policy, on the real engine with days skipped. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { captureUpdate, chargeUpdate, completeUpdate } from '../../workflows/messages';
import {
  advance,
  aHold,
  anOrder,
  ask,
  calls,
  executions,
  placeOrder,
  untilEnded,
  untilState,
  uuidOf,
} from '../support/orders';
import { until } from '../support/until';
import { startWorld, type World } from '../support/world';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('the capture timer', () => {
  it('captures the safety margin before the deadline, not earlier', async () => {
    const hold = await aHold(world);
    await advance(world, hold.orderId, 6 * DAY_MS - HOUR_MS);
    expect((await untilState(world, hold.orderId, 'reserved')).amounts.capturedMinor).toBe(0);
    await advance(world, hold.orderId, 2 * HOUR_MS);
    expect(await untilEnded(world, hold.orderId)).toMatchObject({ state: 'completed' });
  });

  it('captures as soon as the hold is there when the policy says so', async () => {
    const hold = await placeOrder(world, anOrder({ policy: { captureAt: 'reserved' } }));
    world.sandbox.control.pay(uuidOf(hold));
    expect(await untilEnded(world, hold.orderId)).toMatchObject({
      state: 'completed',
      amounts: { capturedMinor: 300_000 },
    });
  });

  it('captures at the instant the policy names, and never later than the margin allows', async () => {
    const early = new Date(Date.now() + 2 * DAY_MS).toISOString();
    const late = new Date(Date.now() + 30 * DAY_MS).toISOString();
    const first = await aHold(world, { policy: { captureAt: early } });
    const second = await aHold(world, { policy: { captureAt: late } });
    expect(first.deadlines.captureAt).toBe(early);
    expect(Date.parse(second.deadlines.captureBy ?? '') - Date.parse(second.deadlines.captureAt ?? '')).toBe(
      DAY_MS,
    );
    await advance(world, first.orderId, 2 * DAY_MS);
    expect(await untilEnded(world, first.orderId)).toMatchObject({ state: 'completed' });
    await advance(world, second.orderId, 6 * DAY_MS);
    expect(await untilEnded(world, second.orderId)).toMatchObject({ state: 'completed' });
  });

  it('releases the hold by cancelling when the policy is manual and nobody came', async () => {
    const hold = await aHold(world, { policy: { capture: 'manual' } });
    await advance(world, hold.orderId, 6 * DAY_MS);
    expect(await untilEnded(world, hold.orderId)).toMatchObject({ state: 'cancelled', attention: null });
    expect(executions(world, hold)).toEqual(['submit', 'pay', 'cancel']);
  });

  it('releases what a partial capture left, by completing without it', async () => {
    const hold = await aHold(world);
    await ask(world, hold.orderId, captureUpdate, { amountMinor: 100_000 });
    await advance(world, hold.orderId, 6 * DAY_MS);
    const ended = await untilEnded(world, hold.orderId);
    expect(ended).toMatchObject({
      state: 'completed',
      amounts: { capturedMinor: 100_000, runwayMinor: 200_000 },
    });
    expect(calls(world, hold).filter((call) => call === 'capture')).toHaveLength(1);
  });

  it('captures what a partial capture left when the policy says so', async () => {
    const hold = await aHold(world, { policy: { remainder: 'capture' } });
    await ask(world, hold.orderId, captureUpdate, { lines: [{ line: 1, amountMinor: 60_000 }] });
    await advance(world, hold.orderId, 6 * DAY_MS);
    expect(await untilEnded(world, hold.orderId)).toMatchObject({
      state: 'completed',
      amounts: { capturedMinor: 300_000, runwayMinor: 0 },
    });
  });

  it('costs the provider nothing while the hold waits', async () => {
    const hold = await aHold(world);
    const before = calls(world, hold);
    await advance(world, hold.orderId, 5 * DAY_MS);
    expect(calls(world, hold)).toEqual(before);
    expect(before).toEqual(['submit', 'details']);
  });

  it('says on the timeline when the margin is shorter than an ambiguous answer takes', async () => {
    const hold = await aHold(world, { policy: { captureWindow: 'PT8S', safetyMargin: 'PT1S' } });
    const timeline = await world.client.workflow
      .getHandle(hold.workflowId)
      .query<{ type: string }[]>('timeline');
    expect(timeline.map(({ type }) => type)).toContain('margin_shorter_than_settling');
  });
});

describe('completing', () => {
  it('waits until charges are no longer allowed when the policy says so', async () => {
    const hold = await aHold(world, {
      policy: { captureAt: 'deadline', complete: 'chargeValidityEnd', chargeValidity: 'P20D' },
    });
    await advance(world, hold.orderId, 7 * DAY_MS);
    await untilState(world, hold.orderId, 'captured');
    const charged = await ask(world, hold.orderId, chargeUpdate, {
      lines: [{ name: 'Minibar', amountMinor: 12_500, taxPercent: 25 }],
    });
    expect(charged.reservation.amounts.chargedMinor).toBe(12_500);
    await advance(world, hold.orderId, 14 * DAY_MS);
    expect(await untilEnded(world, hold.orderId)).toMatchObject({
      state: 'completed',
      amounts: { capturedMinor: 300_000, chargedMinor: 12_500 },
    });
  });

  it('is left to a command when the policy is manual', async () => {
    const order = await placeOrder(world, anOrder({ policy: { captureAt: 'reserved', complete: 'manual' } }));
    world.sandbox.control.pay(uuidOf(order));
    await untilState(world, order.orderId, 'captured');
    await advance(world, order.orderId, 100 * DAY_MS);
    await ask(world, order.orderId, completeUpdate, { note: 'Stay is over' });
    expect(await untilEnded(world, order.orderId)).toMatchObject({ state: 'completed' });
  });
});

describe('an unpaid link', () => {
  const soon = () => ({ linkExpiresAt: new Date(Date.now() + 2 * DAY_MS).toISOString() });

  it('is cancelled when it expires', async () => {
    const placed = await placeOrder(world, anOrder(soon()));
    await advance(world, placed.orderId, 2 * DAY_MS + HOUR_MS);
    expect(await untilEnded(world, placed.orderId)).toMatchObject({ state: 'cancelled' });
    expect(executions(world, placed)).toEqual(['submit', 'cancel']);
  });

  it('is left to expire when the policy says so', async () => {
    const placed = await placeOrder(world, anOrder({ ...soon(), policy: { unpaid: 'leave' } }));
    await advance(world, placed.orderId, 3 * DAY_MS);
    expect(await untilEnded(world, placed.orderId)).toMatchObject({ state: 'expired' });
    expect(calls(world, placed)).not.toContain('cancel');
  });

  it('is polled slowly: once an hour', async () => {
    const placed = await placeOrder(world, anOrder(soon()));
    await advance(world, placed.orderId, 10 * HOUR_MS + 60_000);
    expect(calls(world, placed).filter((call) => call === 'details')).toHaveLength(10);
  });

  it('is sent once more as long before its end as the policy asks', async () => {
    const placed = await placeOrder(world, anOrder({ ...soon(), policy: { remindBefore: ['P1D', 'PT3H'] } }));
    await advance(world, placed.orderId, DAY_MS + HOUR_MS);
    await until(
      'one reminder was sent',
      () => calls(world, placed).filter((call) => call === 'resend').length === 1,
    );
    await advance(world, placed.orderId, DAY_MS);
    await untilEnded(world, placed.orderId);
    expect(calls(world, placed).filter((call) => call === 'resend')).toHaveLength(2);
  });

  it('that was paid unheard of just before its end is kept, not cancelled', async () => {
    world.callbacks.losing = true;
    const placed = await placeOrder(
      world,
      anOrder({ linkExpiresAt: new Date(Date.now() + 30 * 60_000).toISOString() }),
    );
    world.sandbox.control.pay(uuidOf(placed));
    await advance(world, placed.orderId, 31 * 60_000);
    world.callbacks.losing = false;
    expect(await untilState(world, placed.orderId, 'reserved')).toMatchObject({
      amounts: { reservedMinor: 300_000 },
    });
  });
});
