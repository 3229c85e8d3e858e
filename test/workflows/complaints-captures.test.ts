/** What users of other systems complain about, of captures: taken twice, called failed, taken too late. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  cancelUpdate,
  captureSignal,
  captureUpdate,
  chargeUpdate,
  completeUpdate,
  refundUpdate,
  resendUpdate,
} from '../../workflows/messages';
import type { Reservation } from '../../workflows/view';
import {
  advance,
  aHold,
  anOrder,
  ask,
  placeOrder,
  readReservation,
  refusalOf,
  untilEnded,
  untilState,
  uuidOf,
} from '../support/orders';
import { until } from '../support/until';
import { startWorld, type World } from '../support/world';
import {
  expectTrueLedger,
  missTheTimer,
  timelineOf,
  timesExecuted,
  timesSent,
  untilAttention,
} from './true-books';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const PART = { amountMinor: 100_000 };

/** Details that tell nothing, and that nobody tries again within the same reading. */
const IN_THE_DARK = {
  call: 'details',
  kind: 'refusal',
  message: 'reservationNotFound',
  when: 'before',
} as const;

let world: World;
beforeAll(async () => {
  world = await startWorld({ providerTimeoutMs: 500 });
});
afterEach(() => world.sandbox.control.clearFaults());
afterAll(() => world.close());

/** A capture whose answer is lost, and that the books do not show while details cannot be read. */
async function captureInTheDark(when: 'before' | 'after', overrides = {}): Promise<Reservation> {
  const hold = await aHold(world, overrides);
  const { control } = world.sandbox;
  const reservationUuid = uuidOf(hold);
  // The baseline is still read; what follows is not.
  control.setFault({ call: 'capture', kind: 'reset', when, times: 1, reservationUuid });
  const asking = ask(world, hold.orderId, captureUpdate, PART, { operationId: 'first' });
  asking.catch(() => undefined);
  await until('the capture was sent', () => timesSent(world, hold, 'capture') === 1);
  control.setFault({ ...IN_THE_DARK, reservationUuid });
  return until('its outcome is unknown', async () => {
    const now = await readReservation(world, hold.orderId);
    return now.operations.some(({ status }) => status === 'unknown') && now;
  });
}

describe('what users of other systems complain about', () => {
  describe('a second capture while the first was unknown', () => {
    it.each(['before', 'after'] as const)(
      'is refused by name, whoever asks and however, when the first was lost %s it was executed',
      async (when) => {
        const { orderId } = await captureInTheDark(when);
        const second = (body: object, operationId: string) =>
          refusalOf(ask(world, orderId, captureUpdate, body, { operationId }));
        expect((await second({}, 'whole')).name).toBe('operation_unsettled');
        expect((await second(PART, 'same-again')).name).toBe('operation_unsettled');
        await world.client.workflow.getHandle(`reservation/${orderId}`).signal(captureSignal, {});
        await until(
          'the signal is on the timeline',
          async () =>
            (await timelineOf(world, orderId)).filter((type) => type === 'command_refused').length >= 3,
        );
        const order = await readReservation(world, orderId);
        expect(timesSent(world, order, 'capture')).toBe(1);
        world.sandbox.control.clearFaults();
      },
    );

    it('is not sent by the timer either: a person is told before the deadline, and the first is found', async () => {
      const { orderId } = await captureInTheDark('after', {
        policy: { captureWindow: 'PT10S', safetyMargin: 'PT5S' },
      });
      await advance(world, orderId, 6_000);
      const risky = await untilAttention(world, orderId, 'capture_at_risk');
      expect(timesSent(world, risky, 'capture')).toBe(1);
      world.sandbox.control.clearFaults();
      const ended = await untilEnded(world, orderId);
      expect(ended).toMatchObject({
        state: 'completed',
        attention: null,
        amounts: { capturedMinor: 100_000 },
      });
      expect([timesSent(world, ended, 'capture'), timesExecuted(world, ended, 'capture')]).toEqual([1, 1]);
      expectTrueLedger(world, ended);
    });

    it('that raced it in one moment finds nothing left: one is executed, the other refused', async () => {
      const hold = await aHold(world, { policy: { complete: 'manual' } });
      world.sandbox.control.setFault({ call: 'capture', kind: 'timeout', when: 'after', times: 1 });
      const asked = await Promise.allSettled(
        ['one', 'other'].map((operationId) => ask(world, hold.orderId, captureUpdate, {}, { operationId })),
      );
      expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(timesSent(world, hold, 'capture')).toBe(1);
      expectTrueLedger(world, await readReservation(world, hold.orderId));
    });

    it('of a whole runway is only ever one that the provider would refuse, and it is still one capture', async () => {
      const hold = await aHold(world);
      const { control } = world.sandbox;
      // Executed, but hidden from every reading until the same operation has been sent again.
      control.setFault({ call: 'capture', kind: 'reset', when: 'after', times: 1 });
      await advance(world, hold.orderId, 2 * HOUR_MS);
      const lag = control.setFault({ detailsLagMs: HOUR_MS, reservationUuid: uuidOf(hold) });
      const asking = ask(world, hold.orderId, captureUpdate, {});
      await until('it was sent again', () => timesSent(world, hold, 'capture') === 2);
      control.clearFaults(lag.id);
      expect((await asking).operation).toMatchObject({ status: 'executed', amountMinor: 300_000 });
      const ended = await untilEnded(world, hold.orderId);
      expect(timesExecuted(world, ended, 'capture')).toBe(1);
      expectTrueLedger(world, ended);
    });
  });

  describe('a time-out written down as failed', () => {
    const lines = [{ name: 'Minibar', amountMinor: 5_000, taxPercent: 25 }];
    const manual = { policy: { complete: 'manual' } } as const;

    async function taken(): Promise<{ order: Reservation; reference: string }> {
      const order = await aHold(world, manual);
      const { operation } = await ask(world, order.orderId, captureUpdate, {});
      return { order, reference: operation.reference ?? '' };
    }

    const cases = {
      capture: async () => {
        const order = await aHold(world, manual);
        return { order, run: () => ask(world, order.orderId, captureUpdate, PART) };
      },
      charge: async () => {
        const { order } = await taken();
        return { order, run: () => ask(world, order.orderId, chargeUpdate, { lines }) };
      },
      refund: async () => {
        const { order, reference } = await taken();
        return { order, run: () => ask(world, order.orderId, refundUpdate, { reference, amountMinor: 700 }) };
      },
      cancel: async () => {
        const order = await aHold(world);
        return { order, run: () => ask(world, order.orderId, cancelUpdate, { note: 'Not wanted' }) };
      },
      complete: async () => {
        const { order } = await taken();
        return { order, run: () => ask(world, order.orderId, completeUpdate, { note: 'Stay is over' }) };
      },
      resend: async () => {
        const order = await placeOrder(world, anOrder());
        return { order, run: () => ask(world, order.orderId, resendUpdate, {}) };
      },
    } as const;

    it.each(Object.keys(cases) as (keyof typeof cases)[])(
      'is an unknown outcome, found to be executed and sent once: %s',
      async (kind) => {
        const { order, run } = await cases[kind]();
        const reservationUuid = uuidOf(order);
        const { control } = world.sandbox;
        control.setFault({ call: kind, kind: 'timeout', when: 'after', times: 1, reservationUuid });
        const { operation } = await run();
        expect(operation).toMatchObject({ kind, status: 'executed' });
        expect([timesSent(world, order, kind), timesExecuted(world, order, kind)]).toEqual([1, 1]);
        const told = await timelineOf(world, order.orderId);
        expect(told).toEqual(expect.arrayContaining([`${kind}_unknown`, `${kind}_executed`]));
        expect(told).not.toContain(`${kind}_refused`);
      },
    );

    it('is an unknown outcome of placing an order too: it is not failed, and one reservation can be paid', async () => {
      const order = anOrder();
      const { control } = world.sandbox;
      const referenceNo = order.orderId;
      control.setFault({ call: 'submit', kind: 'timeout', when: 'after', times: 1, referenceNo });
      expect(await placeOrder(world, order)).toMatchObject({ state: 'awaitingPayment' });
      const told = await timelineOf(world, order.orderId);
      expect(told).toEqual(expect.arrayContaining(['submit_unknown', 'submit_executed']));
      const made = control.reservations({ referenceNo }).map(({ status }) => status);
      expect(made.sort()).toEqual(['CANCELLED', 'SENT']);
    });
  });

  describe('captures a day too late', () => {
    /** When the capture truly happened, and until when it could, both on the provider's clock. */
    function captureTimes(order: Pick<Reservation, 'reservationUuid'>): { atMs: number; byMs: number } {
      const { captures, captureBy } = world.sandbox.control.reservation(uuidOf(order));
      return { atMs: Date.parse(captures[0]?.at ?? ''), byMs: Date.parse(captureBy ?? '') };
    }

    it('do not happen: the timer captures the whole margin before the provider’s deadline', async () => {
      const { orderId } = await aHold(world);
      await advance(world, orderId, 6 * DAY_MS);
      const { atMs, byMs } = captureTimes(await untilEnded(world, orderId));
      expect(byMs - atMs).toBeGreaterThan(DAY_MS - MINUTE_MS);
    });

    it('do not happen when the hold was noticed late: the deadline is counted from the hold', async () => {
      const { control } = world.sandbox;
      world.callbacks.losing = true;
      const policy = { captureWindow: 'PT4H', safetyMargin: 'PT2H' };
      const placed = await placeOrder(world, anOrder({ policy }));
      const reservationUuid = uuidOf(placed);
      control.pay(reservationUuid);
      const paidAt = control.reservation(reservationUuid).reservedAt ?? '';
      const away = control.setFault({ ...IN_THE_DARK, reservationUuid });
      await advance(world, placed.orderId, 2 * HOUR_MS + 40 * MINUTE_MS);
      expect((await readReservation(world, placed.orderId)).state).toBe('awaitingPayment');
      control.clearFaults(away.id);
      world.callbacks.losing = false;
      await advance(world, placed.orderId, HOUR_MS);
      const ended = await untilEnded(world, placed.orderId);
      const { atMs } = captureTimes(ended);
      expect(Date.parse(ended.deadlines.captureBy ?? '') - Date.parse(paidAt)).toBeLessThan(
        4 * HOUR_MS + 1_000,
      );
      expect(ended).toMatchObject({ state: 'completed', attention: null });
      expect(atMs).toBeLessThan(Date.parse(paidAt) + 4 * HOUR_MS);
    });

    it('do not happen because the provider asks to wait longer than there is time', async () => {
      const { orderId, reservationUuid } = await aHold(world);
      world.sandbox.control.setFault({
        call: 'capture',
        kind: '429',
        when: 'before',
        retryAfterS: 3 * 86_400,
        times: 1,
        reservationUuid: uuidOf({ reservationUuid }),
      });
      await advance(world, orderId, 7 * DAY_MS);
      const ended = await untilEnded(world, orderId);
      const { atMs, byMs } = captureTimes(ended);
      expect(ended).toMatchObject({ state: 'completed', amounts: { capturedMinor: 300_000 } });
      expect(atMs).toBeLessThan(byMs);
    });

    it('do not happen after an outage over the timer: the worker that comes back captures at once', async () => {
      const hold = await aHold(world, { policy: { captureWindow: 'PT1H', safetyMargin: 'PT30M' } });
      await missTheTimer(world, hold);
      const ended = await untilEnded(world, hold.orderId);
      expect(ended).toMatchObject({ state: 'completed', amounts: { capturedMinor: 300_000 } });
      expect(captureTimes(ended).atMs).toBeLessThan(Date.parse(hold.deadlines.captureBy ?? ''));
    });

    it('are never even sent: past the deadline a person is told, and the hold is not pretended to be taken', async () => {
      const hold = await aHold(world, { policy: { captureWindow: 'PT20M', safetyMargin: 'PT5M' } });
      const reservationUuid = uuidOf(hold);
      world.sandbox.control.setFault({ call: 'capture', kind: '401', when: 'before', reservationUuid });
      await advance(world, hold.orderId, 21 * MINUTE_MS);
      await untilAttention(world, hold.orderId, 'capture_deadline_missed');
      world.sandbox.control.clearFaults();
      const before = timesSent(world, hold, 'capture');
      await advance(world, hold.orderId, 3 * HOUR_MS);
      expect((await refusalOf(ask(world, hold.orderId, captureUpdate, {}))).name).toBe(
        'capture_deadline_passed',
      );
      const late = await untilState(world, hold.orderId, 'reserved');
      expect(late.amounts.capturedMinor).toBe(0);
      expect(timesSent(world, hold, 'capture')).toBe(before);
      expect(timesExecuted(world, hold, 'capture')).toBe(0);
    });
  });
});
