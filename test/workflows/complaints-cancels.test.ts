/** What users of other systems complain about, of letting go: a cancel that let nothing go. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { cancelUpdate, captureUpdate, completeUpdate, resolveUpdate } from '../../workflows/messages';
import {
  advance,
  aHold,
  anOrder,
  ask,
  executions,
  placeOrder,
  readReservation,
  refusalOf,
  untilEnded,
  uuidOf,
} from '../support/orders';
import { until } from '../support/until';
import { startWorld, type World } from '../support/world';
import { expectTrueLedger, missTheTimer, timesExecuted, timesSent, untilAttention } from './true-books';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const NOTE = { note: 'Not wanted' };

let world: World;
beforeAll(async () => {
  world = await startWorld({ providerTimeoutMs: 500 });
});
afterEach(() => world.sandbox.control.clearFaults());
afterAll(() => world.close());

const status = (order: { reservationUuid: string | null }) =>
  world.sandbox.control.reservation(uuidOf(order)).status;

describe('what users of other systems complain about', () => {
  describe('a cancel that left the hold standing', () => {
    it('is noticed when it was answered as done: the order does not end, and a person is told', async () => {
      const hold = await aHold(world);
      const { control } = world.sandbox;
      control.setFault({
        call: 'cancel',
        kind: 'lie',
        when: 'before',
        times: 1,
        reservationUuid: uuidOf(hold),
      });
      await ask(world, hold.orderId, cancelUpdate, NOTE);
      const told = await untilAttention(world, hold.orderId, 'books_differ');
      expect(status(hold)).toBe('RESERVED');
      expect(JSON.stringify(told.attention?.evidence)).toContain('RESERVED');
      // A person cancels it by hand; the books are read hourly, and the order ends by what they show.
      control.cancelInDashboard(uuidOf(hold));
      await advance(world, hold.orderId, HOUR_MS + MINUTE_MS);
      expect(await untilEnded(world, hold.orderId)).toMatchObject({ state: 'cancelled', attention: null });
    });

    it('is noticed of an unpaid link as well, which could still be paid', async () => {
      const placed = await placeOrder(world, anOrder());
      const { control } = world.sandbox;
      const reservationUuid = uuidOf(placed);
      control.setFault({ call: 'cancel', kind: 'lie', when: 'before', times: 1, reservationUuid });
      await ask(world, placed.orderId, cancelUpdate, NOTE);
      await untilAttention(world, placed.orderId, 'books_differ');
      control.pay(reservationUuid);
      await advance(world, placed.orderId, HOUR_MS + MINUTE_MS);
      const still = await readReservation(world, placed.orderId);
      expect(still.attention).toMatchObject({ code: 'books_differ' });
      expect(timesExecuted(world, placed, 'capture')).toBe(0);
    });

    it.each(['reset', 'timeout', '500', 'unreadable'] as const)(
      'is sent again when its answer was lost (%s) and it had not worked',
      async (kind) => {
        const hold = await aHold(world);
        const reservationUuid = uuidOf(hold);
        world.sandbox.control.setFault({ call: 'cancel', kind, when: 'before', times: 2, reservationUuid });
        await ask(world, hold.orderId, cancelUpdate, NOTE);
        const ended = await untilEnded(world, hold.orderId);
        expect(ended).toMatchObject({ state: 'cancelled', attention: null });
        expect(executions(world, hold)).toEqual(['submit', 'pay', 'cancel']);
        expect(status(hold)).toBe('CANCELLED');
      },
    );

    it('is found as done when its answer was lost and it had worked, and sent once', async () => {
      const hold = await aHold(world);
      const reservationUuid = uuidOf(hold);
      world.sandbox.control.setFault({
        call: 'cancel',
        kind: '510',
        when: 'after',
        times: 1,
        reservationUuid,
      });
      await ask(world, hold.orderId, cancelUpdate, NOTE);
      expect(await untilEnded(world, hold.orderId)).toMatchObject({ state: 'cancelled', attention: null });
      expect([timesSent(world, hold, 'cancel'), timesExecuted(world, hold, 'cancel')]).toEqual([1, 1]);
    });

    it('that never works is a person’s in the end: the order is not called cancelled, and is no longer asked', async () => {
      const hold = await aHold(world);
      const reservationUuid = uuidOf(hold);
      const { control } = world.sandbox;
      control.setFault({ call: 'cancel', kind: '500', when: 'before', reservationUuid });
      const { operation, reservation } = await ask(world, hold.orderId, cancelUpdate, NOTE);
      expect([operation.status, reservation.state]).toEqual(['unknown', 'reserved']);
      expect(reservation.attention?.code).toBe('operation_unsettled');
      expect([timesSent(world, hold, 'cancel'), status(hold)]).toEqual([3, 'RESERVED']);
      control.clearFaults();
      const { operationId } = operation;
      const word = { operationId, outcome: 'refused', evidence: 'Still reserved in the dashboard' } as const;
      await ask(world, hold.orderId, resolveUpdate, word);
      await ask(world, hold.orderId, cancelUpdate, NOTE);
      expect(await untilEnded(world, hold.orderId)).toMatchObject({ state: 'cancelled', attention: null });
      expect(status(hold)).toBe('CANCELLED');
    });

    it('of the manual policy’s timer happens after an outage too', async () => {
      const policy = { capture: 'manual', captureWindow: 'PT1H', safetyMargin: 'PT30M' } as const;
      const hold = await aHold(world, { policy });
      await missTheTimer(world, hold);
      expect(await untilEnded(world, hold.orderId)).toMatchObject({ state: 'cancelled', attention: null });
      expect(executions(world, hold)).toEqual(['submit', 'pay', 'cancel']);
    });

    it('of the manual policy’s timer that is answered as done and is not, is noticed', async () => {
      const hold = await aHold(world, { policy: { capture: 'manual' } });
      const reservationUuid = uuidOf(hold);
      world.sandbox.control.setFault({
        call: 'cancel',
        kind: 'lie',
        when: 'before',
        times: 1,
        reservationUuid,
      });
      await advance(world, hold.orderId, 6 * DAY_MS);
      await untilAttention(world, hold.orderId, 'books_differ');
      expect(status(hold)).toBe('RESERVED');
    });

    it('because the link had expired is refused, and the order ends as what it is', async () => {
      const placed = await placeOrder(world, anOrder());
      world.sandbox.control.advance('P11D', uuidOf(placed));
      const refused = await refusalOf(ask(world, placed.orderId, cancelUpdate, NOTE));
      expect(refused).toMatchObject({
        name: 'provider_refused',
        detail: { provider: { message: 'prerequisiteFailedToCancelReservation' } },
      });
      expect(await untilEnded(world, placed.orderId)).toMatchObject({ state: 'expired', attention: null });
    });

    it('because somebody had captured meanwhile is refused, and the money is accounted for', async () => {
      const hold = await aHold(world);
      world.sandbox.control.captureInDashboard(uuidOf(hold), { amountMinor: 50_000 });
      await refusalOf(ask(world, hold.orderId, cancelUpdate, NOTE));
      const order = await until('the capture is adopted', async () => {
        const now = await readReservation(world, hold.orderId);
        return now.amounts.capturedMinor === 50_000 && now;
      });
      expectTrueLedger(world, order);
    });

    it('of a second reservation of the same order is noticed too, although it was answered as done', async () => {
      const order = anOrder();
      const referenceNo = order.orderId;
      const { control } = world.sandbox;
      const lag = control.setFault({ historyLagMs: HOUR_MS });
      control.setFault({ call: 'submit', kind: 'reset', when: 'after', times: 1, referenceNo });
      const placed = await placeOrder(world, order);
      control.clearFaults(lag.id);
      const stray = control
        .reservations({ referenceNo })
        .find(({ reservationUuid }) => reservationUuid !== placed.reservationUuid);
      const reservationUuid = uuidOf({ reservationUuid: stray?.reservationUuid ?? null });
      control.setFault({ call: 'cancel', kind: 'lie', when: 'before', times: 1, reservationUuid });
      control.pay(reservationUuid);
      await until('the lie was told', () => timesSent(world, { reservationUuid }, 'cancel') >= 1);
      await advance(world, order.orderId, HOUR_MS);
      await until('the stray is released', () => status({ reservationUuid }) === 'CANCELLED');
      expect(timesExecuted(world, { reservationUuid }, 'capture')).toBe(0);
    });

    it('is no different from a complete that released nothing: it is noticed', async () => {
      const hold = await aHold(world, { policy: { complete: 'manual' } });
      const reservationUuid = uuidOf(hold);
      await ask(world, hold.orderId, captureUpdate, { amountMinor: 100_000 });
      const lie = { call: 'complete', kind: 'lie', when: 'before', times: 1, reservationUuid } as const;
      world.sandbox.control.setFault(lie);
      await ask(world, hold.orderId, completeUpdate, NOTE);
      await untilAttention(world, hold.orderId, 'books_differ');
      expect([status(hold), timesExecuted(world, hold, 'complete')]).toEqual(['RESERVED', 0]);
    });

    it('cannot come of a capture that was answered as done: what was not taken is not completed away', async () => {
      const hold = await aHold(world);
      const reservationUuid = uuidOf(hold);
      world.sandbox.control.setFault({
        call: 'capture',
        kind: 'lie',
        when: 'before',
        times: 1,
        reservationUuid,
      });
      await ask(world, hold.orderId, captureUpdate, {});
      const told = await until('a person is told', async () => {
        const now = await readReservation(world, hold.orderId);
        return now.attention && now;
      });
      expect(['books_differ', 'timer_operation_refused']).toContain(told.attention?.code);
      expect([status(hold), timesExecuted(world, hold, 'complete')]).toEqual(['RESERVED', 0]);
    });
  });
});
