/** What users of other systems complain about, of news: it races, it comes too early, it never comes. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createCallbackSignal } from '../../src/client/callback-signal';
import type { ExecutionKind } from '../../src/sandbox';
import { callbackSignal, cancelUpdate, captureUpdate, historySignal } from '../../workflows/messages';
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
  untilState,
  uuidOf,
} from '../support/orders';
import { until } from '../support/until';
import { startWorld, type World } from '../support/world';
import { expectTrueLedger, timelineOf, timesExecuted, timesSent } from './true-books';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const GOOD: ExecutionKind[] = ['submit', 'pay', 'capture', 'complete'];

let world: World;
beforeAll(async () => {
  world = await startWorld({ providerTimeoutMs: 500, sandbox: { expiryLagMs: 2 * HOUR_MS } });
});
afterEach(() => {
  world.sandbox.control.clearFaults();
  world.callbacks.losing = false;
});
afterAll(() => world.close());

const inADay = () => ({ linkExpiresAt: new Date(Date.now() + DAY_MS).toISOString() });

describe('what users of other systems complain about', () => {
  describe('a callback and a confirmation racing into two captures and then refunds of good orders', () => {
    it.each(['after', 'none'] as const)(
      'end in one capture and no refund, whoever is first (answer lost: %s)',
      async (lost) => {
        const { control } = world.sandbox;
        const order = anOrder({ policy: { captureAt: 'reserved' } });
        const placed = await placeOrder(world, order);
        const reservationUuid = uuidOf(placed);
        control.setFault({ callback: 'double', reservationUuid });
        if (lost === 'after')
          control.setFault({ call: 'capture', kind: 'timeout', when: 'after', times: 1, reservationUuid });
        control.pay(reservationUuid);
        const handle = world.client.workflow.getHandle(placed.workflowId);
        // The shop's confirmation page, its retry, the sweep and the two callbacks: all at once.
        const racing = await Promise.allSettled([
          placeOrder(world, order),
          ask(world, order.orderId, captureUpdate, {}, { operationId: 'confirmation' }),
          handle.signal(historySignal, { reservationUuid, titles: ['amount-reserved'] }),
          handle.signal(callbackSignal, { attempt: 1, reservationUuid, status: 'RESERVED' }),
          ask(world, order.orderId, captureUpdate, {}, { operationId: 'confirmation' }),
        ]);
        expect(racing).toHaveLength(5);
        const ended = await untilEnded(world, order.orderId);
        expect(ended).toMatchObject({ state: 'completed', attention: null });
        expect(executions(world, placed)).toEqual(GOOD);
        expect(timesSent(world, placed, 'capture')).toBe(1);
        expectTrueLedger(world, ended);
      },
    );

    it('end in one capture when the shop’s confirmation has asked before the payment was known', async () => {
      const order = anOrder({ policy: { captureAt: 'reserved' } });
      const placed = await placeOrder(world, order);
      const early = await refusalOf(ask(world, order.orderId, captureUpdate, {}));
      expect(early.name).toBe('not_reserved');
      world.sandbox.control.pay(uuidOf(placed));
      await untilEnded(world, order.orderId);
      expect(executions(world, placed)).toEqual(GOOD);
    });

    it('leave a capture made in the provider’s dashboard as the only one, and give nothing back', async () => {
      const { control } = world.sandbox;
      const hold = await aHold(world);
      const reservationUuid = uuidOf(hold);
      // Ours is under way when a person captures by hand: whichever comes second is refused by the provider.
      control.setFault({
        call: 'capture',
        kind: 'slow',
        when: 'before',
        afterMs: 200,
        times: 1,
        reservationUuid,
      });
      control.setFault({
        call: 'details',
        kind: 'slow',
        when: 'after',
        afterMs: 200,
        times: 1,
        reservationUuid,
      });
      control.captureInDashboard(reservationUuid);
      const asked = await Promise.allSettled([
        ask(world, hold.orderId, captureUpdate, {}, { operationId: 'first' }),
        ask(world, hold.orderId, captureUpdate, {}, { operationId: 'second' }),
      ]);
      expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      const ended = await untilEnded(world, hold.orderId);
      expect(ended).toMatchObject({
        state: 'completed',
        attention: null,
        amounts: { capturedMinor: 300_000 },
      });
      expect(executions(world, hold)).toEqual(GOOD);
      expectTrueLedger(world, ended);
    });

    it.each(['cancel', 'capture'] as const)(
      'end in one of the two when a cancel and a capture race (%s asked first)',
      async (first) => {
        const hold = await aHold(world);
        const asks = {
          cancel: () => ask(world, hold.orderId, cancelUpdate, { note: 'Not wanted' }),
          capture: () => ask(world, hold.orderId, captureUpdate, {}),
        };
        const second = first === 'cancel' ? 'capture' : 'cancel';
        const asked = await Promise.allSettled([asks[first](), asks[second]()]);
        expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        const ended = await untilEnded(world, hold.orderId);
        const end = ended.state === 'cancelled' ? ['submit', 'pay', 'cancel'] : GOOD;
        expect([ended.attention, executions(world, hold)]).toEqual([null, end]);
        expectTrueLedger(world, ended);
      },
    );

    it('leave a good order good when the callback of our own capture comes while its outcome is unknown', async () => {
      const hold = await aHold(world);
      const reservationUuid = uuidOf(hold);
      const { control } = world.sandbox;
      control.setFault({ callback: 'double', status: 'CAPTURED', reservationUuid });
      control.setFault({ call: 'capture', kind: 'timeout', when: 'after', times: 1, reservationUuid });
      expect((await ask(world, hold.orderId, captureUpdate, {})).operation.status).toBe('executed');
      expect(await untilEnded(world, hold.orderId)).toMatchObject({ state: 'completed', attention: null });
      expect(executions(world, hold)).toEqual(GOOD);
      expect(await timelineOf(world, hold.orderId)).not.toContain('capture_adopted');
    });
  });

  describe('a callback that came before the record existed', () => {
    it('is kept while submit has not returned, and the hold is known as soon as it has', async () => {
      const order = anOrder();
      const { control } = world.sandbox;
      const referenceNo = order.orderId;
      control.setFault({ call: 'submit', kind: 'slow', when: 'after', afterMs: 400, times: 1, referenceNo });
      const placing = placeOrder(world, order);
      const made = await until('the provider has it', () => control.reservations({ referenceNo })[0] ?? null);
      control.pay(made.reservationUuid);
      await placing;
      const hold = await untilState(world, order.orderId, 'reserved');
      expect(uuidOf(hold)).toBe(made.reservationUuid);
      expect(control.reservations({ referenceNo })).toHaveLength(1);
    });

    it('is what finds the reservation when submit’s answer was lost and history shows nothing yet', async () => {
      const customer = { ...anOrder().customer, email: 'autopay+50@example.com' };
      const order = anOrder({ customer });
      const { control } = world.sandbox;
      const referenceNo = order.orderId;
      control.setFault({ historyLagMs: HOUR_MS });
      control.setFault({ call: 'submit', kind: 'timeout', when: 'after', times: 1, referenceNo });
      await placeOrder(world, order);
      const hold = await untilState(world, order.orderId, 'reserved');
      const made = control.reservations({ referenceNo });
      expect(made.map(({ status }) => status)).toEqual(['RESERVED']);
      expect(timesSent(world, hold, 'submit')).toBe(1);
    });

    it('waits for a worker that is not there, and for an order that nobody has taken in yet', async () => {
      const order = anOrder();
      const { control } = world.sandbox;
      const placed = await placeOrder(world, order);
      await world.withoutWorker(async () => {
        control.pay(uuidOf(placed));
        await until('the callback has come', () =>
          world.callbacks.received.some(({ orderId }) => orderId === order.orderId),
        );
      });
      await untilState(world, order.orderId, 'reserved');
    });

    it('about an order that does not exist harms nobody, and that order can be placed afterwards', async () => {
      const order = anOrder();
      const { client, taskQueue, records } = world;
      const signal = createCallbackSignal({ client, taskQueue, records });
      const hint = { attempt: 1, reservationUuid: 'RES0000000001', status: 'RESERVED' };
      await signal(order.orderId, hint).catch(() => undefined);
      const placed = await placeOrder(world, order);
      expect(placed).toMatchObject({ state: 'awaitingPayment', created: true });
      expect(executions(world, placed)).toEqual(['submit']);
    });
  });

  describe('expiry that never reached the order', () => {
    it('reaches it without any callback: the provider’s own end is read until it comes, hours late', async () => {
      const placed = await placeOrder(world, anOrder({ ...inADay(), policy: { unpaid: 'leave' } }));
      world.callbacks.losing = true;
      await advance(world, placed.orderId, DAY_MS + HOUR_MS);
      expect((await readReservation(world, placed.orderId)).state).toBe('awaitingPayment');
      await advance(world, placed.orderId, 3 * HOUR_MS);
      const ended = await untilEnded(world, placed.orderId);
      expect(ended).toMatchObject({ state: 'expired', attention: null, allowedActions: [] });
      expect(executions(world, placed)).toEqual(['submit', 'expire']);
      expect((await world.records.find(placed.orderId))?.state).toBe('expired');
    });

    it('reaches it although the provider could not be read at the link’s end', async () => {
      const placed = await placeOrder(world, anOrder({ ...inADay(), policy: { unpaid: 'leave' } }));
      const { control } = world.sandbox;
      const away = control.setFault({
        call: 'details',
        kind: 'refusal',
        message: 'reservationNotFound',
        when: 'before',
        reservationUuid: uuidOf(placed),
      });
      await advance(world, placed.orderId, DAY_MS + HOUR_MS);
      control.clearFaults(away.id);
      await advance(world, placed.orderId, 4 * HOUR_MS);
      expect(await untilEnded(world, placed.orderId)).toMatchObject({ state: 'expired', attention: null });
    });

    it('reaches it although the order was to be cancelled at its end, and the provider was faster', async () => {
      const placed = await placeOrder(world, anOrder(inADay()));
      world.sandbox.control.advance('P1DT3H', uuidOf(placed));
      await advance(world, placed.orderId, DAY_MS + HOUR_MS);
      const ended = await untilEnded(world, placed.orderId);
      expect(ended).toMatchObject({ state: 'expired', attention: null });
      expect(timesExecuted(world, placed, 'cancel')).toBe(0);
    });

    it('reaches it after an outage over the link’s end', async () => {
      const placed = await placeOrder(world, anOrder(inADay()));
      await world.withoutWorker(async () => world.sandbox.control.advance('P1DT3H', uuidOf(placed)));
      await advance(world, placed.orderId, DAY_MS + MINUTE_MS);
      expect(await untilEnded(world, placed.orderId)).toMatchObject({ state: 'expired', attention: null });
      expect(executions(world, placed)).toEqual(['submit', 'expire']);
    });
  });
});
