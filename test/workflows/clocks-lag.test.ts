/**
 * A provider whose details lag half a minute behind, read by the schedule that production has, on skipped time: nothing
 * is doubled, nobody is called for nothing, and in the end the books are the same.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  cancelUpdate,
  captureUpdate,
  chargeUpdate,
  completeUpdate,
  refundUpdate,
} from '../../workflows/messages';
import type { OrderInput } from '../../workflows/order';
import type { Reservation } from '../../workflows/view';
import {
  advance,
  anOrder,
  ask,
  executions,
  placeOrder,
  untilEnded,
  untilState,
  uuidOf,
} from '../support/orders';
import { startWorld, type World } from '../support/world';
import { untilKnown, whileTimePasses } from './clocks-support';
import { expectTrueLedger, timelineOf, timesExecuted, timesSent, untilAttention } from './true-books';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const LAG_MS = 30_000;
/** What `VERIFY_SCHEDULE` is unless it is set. */
const DEFAULT_SCHEDULE_MS = [2, 5, 15, 30, 60, 120, 300].map((seconds) => seconds * 1_000);
const MINIBAR = [{ name: 'Minibar', amountMinor: 5_000, taxPercent: 25 }];
const MANUAL = { policy: { complete: 'manual' } } as const;

let world: World;
beforeAll(async () => {
  world = await startWorld({ providerTimeoutMs: 500, verifyScheduleMs: DEFAULT_SCHEDULE_MS });
});
afterEach(() => world.sandbox.control.clearFaults());
afterAll(() => world.close());

/** A hold whose details lag from its first moment on. */
async function aLaggingHold(overrides: Partial<OrderInput> = {}): Promise<Reservation> {
  const placed = await placeOrder(world, anOrder(overrides));
  const reservationUuid = uuidOf(placed);
  world.sandbox.control.setFault({ detailsLagMs: LAG_MS, reservationUuid });
  world.sandbox.control.pay(reservationUuid);
  await advance(world, placed.orderId, HOUR_MS + MINUTE_MS);
  return untilState(world, placed.orderId, 'reserved');
}

const inTime = <T>(orderId: string, asking: Promise<T>) =>
  whileTimePasses(world, orderId, { asking, stepMs: 2_000 });

/** Long enough for whatever was done to be shown and read. */
const settle = (orderId: string) => advance(world, orderId, 2 * MINUTE_MS).catch(() => undefined);

describe('details that lag half a minute behind', () => {
  it('do no harm over a whole life: captures in parts, a charge, refunds, the rest by the timer', async () => {
    const policy = { remainder: 'capture', complete: 'settled' } as const;
    const hold = await aLaggingHold({ policy });
    const { orderId } = hold;
    const first = await inTime(orderId, ask(world, orderId, captureUpdate, { amountMinor: 100_000 }));
    await inTime(orderId, ask(world, orderId, captureUpdate, { amountMinor: 50_000 }));
    const charged = await inTime(orderId, ask(world, orderId, chargeUpdate, { lines: MINIBAR }));
    const back = { reference: first.operation.reference ?? '', amountMinor: 1_000 };
    await inTime(orderId, ask(world, orderId, refundUpdate, back));
    await inTime(orderId, ask(world, orderId, refundUpdate, back));
    await settle(orderId);
    await inTime(
      orderId,
      ask(world, orderId, refundUpdate, { reference: charged.operation.reference ?? '' }),
    );
    await advance(world, orderId, 7 * DAY_MS).catch(() => undefined);
    const ended = await untilEnded(world, orderId);
    expect(ended).toMatchObject({ state: 'completed', attention: null });
    expect(ended.amounts).toMatchObject({
      capturedMinor: 300_000,
      chargedMinor: 5_000,
      refundedMinor: 7_000,
    });
    expectTrueLedger(world, ended);
    expect(executions(world, hold).sort()).toEqual(
      [
        'submit',
        'pay',
        'capture',
        'capture',
        'capture',
        'charge',
        'refund',
        'refund',
        'refund',
        'complete',
      ].sort(),
    );
    expect(await timelineOf(world, orderId)).not.toContain('attention_raised');
  });

  it('do no harm when everything is asked for at once', async () => {
    const hold = await aLaggingHold(MANUAL);
    const { orderId } = hold;
    const asked = [
      ask(world, orderId, captureUpdate, { amountMinor: 100_000 }),
      ask(world, orderId, captureUpdate, { amountMinor: 100_000 }),
      ask(world, orderId, chargeUpdate, { lines: MINIBAR }),
      ask(world, orderId, captureUpdate, { amountMinor: 100_000 }),
    ];
    await inTime(orderId, Promise.all(asked));
    await settle(orderId);
    const order = await untilKnown(world, orderId, ({ attention }) => attention === null);
    expect(order.amounts).toMatchObject({ capturedMinor: 300_000, chargedMinor: 5_000 });
    expectTrueLedger(world, order);
    expect(await timelineOf(world, orderId)).not.toContain('attention_raised');
  });

  const lost = {
    'partial capture': {
      call: 'capture',
      run: (id: string) => ask(world, id, captureUpdate, { amountMinor: 70_000 }),
    },
    'whole capture': { call: 'capture', run: (id: string) => ask(world, id, captureUpdate, {}) },
    charge: { call: 'charge', run: (id: string) => ask(world, id, chargeUpdate, { lines: MINIBAR }) },
    cancel: { call: 'cancel', run: (id: string) => ask(world, id, cancelUpdate, { note: 'Not wanted' }) },
  } as const;

  it.each(Object.keys(lost) as (keyof typeof lost)[])(
    'hide a %s whose answer was lost only for a while: it is found, and sent once',
    async (name) => {
      const { call, run } = lost[name];
      const hold = await aLaggingHold(MANUAL);
      const reservationUuid = uuidOf(hold);
      world.sandbox.control.setFault({ call, kind: 'reset', when: 'after', times: 1, reservationUuid });
      const { operation } = await inTime(hold.orderId, run(hold.orderId));
      expect(operation.status).toBe('executed');
      await settle(hold.orderId);
      expect([timesSent(world, hold, call), timesExecuted(world, hold, call)]).toEqual([1, 1]);
      expect(await timelineOf(world, hold.orderId)).not.toContain('attention_raised');
    },
  );

  it.each(['whole capture', 'cancel'] as const)(
    'do not keep a %s that was not executed from being sent again, and it is executed once',
    async (name) => {
      const { call, run } = lost[name];
      const hold = await aLaggingHold(MANUAL);
      const reservationUuid = uuidOf(hold);
      world.sandbox.control.setFault({ call, kind: 'reset', when: 'before', times: 1, reservationUuid });
      const { operation } = await inTime(hold.orderId, run(hold.orderId));
      expect(operation.status).toBe('executed');
      await settle(hold.orderId);
      expect([timesSent(world, hold, call), timesExecuted(world, hold, call)]).toEqual([2, 1]);
      expect(await timelineOf(world, hold.orderId)).not.toContain('attention_raised');
    },
  );

  it.each(['after', 'before'] as const)(
    'tell a refund whose answer was lost %s it was executed from the one just before it, of the same amount',
    async (when) => {
      const hold = await aLaggingHold(MANUAL);
      const { orderId } = hold;
      const { operation } = await inTime(orderId, ask(world, orderId, captureUpdate, {}));
      const refund = { reference: operation.reference ?? '', amountMinor: 1_000 };
      await settle(orderId);
      await inTime(orderId, ask(world, orderId, refundUpdate, refund));
      const reservationUuid = uuidOf(hold);
      world.sandbox.control.setFault({ call: 'refund', kind: 'reset', when, times: 1, reservationUuid });
      const second = await inTime(orderId, ask(world, orderId, refundUpdate, refund));
      expect(second.operation.status).toBe(when === 'after' ? 'executed' : 'unknown');
      if (when === 'before') await untilAttention(world, orderId, 'operation_unsettled');
      expect([timesSent(world, hold, 'refund'), timesExecuted(world, hold, 'refund')]).toEqual([
        2,
        when === 'after' ? 2 : 1,
      ]);
    },
  );

  it('let a refund of a charge wait until they show it, or refuse it by our own name', async () => {
    const hold = await aLaggingHold(MANUAL);
    const { orderId } = hold;
    await inTime(orderId, ask(world, orderId, captureUpdate, {}));
    const charged = await inTime(orderId, ask(world, orderId, chargeUpdate, { lines: MINIBAR }));
    const back = { reference: charged.operation.reference ?? '' };
    const asking = ask(world, orderId, refundUpdate, back).then(
      ({ operation }) => operation.status,
      (error) => (error as { cause?: { type?: string } }).cause?.type,
    );
    expect(['executed', 'products_unknown']).toContain(await inTime(orderId, asking));
    await settle(orderId);
    const order = await untilKnown(world, orderId, ({ attention }) => attention === null);
    expectTrueLedger(world, order);
  });

  it('do not keep an order from ending: completed and cancelled are believed once they are shown', async () => {
    const done = await aLaggingHold(MANUAL);
    await inTime(done.orderId, ask(world, done.orderId, captureUpdate, {}));
    await inTime(done.orderId, ask(world, done.orderId, completeUpdate, { note: 'Stay is over' }));
    await settle(done.orderId);
    const completed = await untilEnded(world, done.orderId);
    expect(completed).toMatchObject({ state: 'completed', attention: null });
    expectTrueLedger(world, completed);
    const dropped = await aLaggingHold();
    await inTime(dropped.orderId, ask(world, dropped.orderId, cancelUpdate, { note: 'Not wanted' }));
    await settle(dropped.orderId);
    expect(await untilEnded(world, dropped.orderId)).toMatchObject({ state: 'cancelled', attention: null });
  });
});
