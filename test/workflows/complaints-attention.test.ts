/** What users of other systems complain about, of doubt: payments that nobody could ever settle. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { UnsettledEvidence } from '../../workflows/ask-person';
import {
  captureUpdate,
  chargeUpdate,
  refundUpdate,
  resolveUpdate,
  timelineQuery,
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
  untilState,
  uuidOf,
} from '../support/orders';
import { until } from '../support/until';
import { startWorld, type World } from '../support/world';
import { expectTrueLedger, timesExecuted, timesSent, untilAttention, untilCalm } from './true-books';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const PART = { amountMinor: 100_000 };
const BY = { requestedBy: 'ola@example.com' };
const MANUAL = { policy: { complete: 'manual' } } as const;

let world: World;
beforeAll(async () => {
  world = await startWorld({ providerTimeoutMs: 500 });
});
afterEach(() => world.sandbox.control.clearFaults());
afterAll(() => world.close());

interface Doubt {
  order: Reservation;
  operationId: string;
}

/** A partial capture that surely cannot be settled by the books: lost before it was executed, and never repeated. */
async function aDoubt(when: 'before' | 'after' = 'before'): Promise<Doubt> {
  const hold = await aHold(world, MANUAL);
  const reservationUuid = uuidOf(hold);
  await advance(world, hold.orderId, 3 * HOUR_MS);
  // The hold itself is shown; a capture that was executed is not, for an hour and a half.
  world.sandbox.control.setFault({ detailsLagMs: 1.5 * HOUR_MS, reservationUuid });
  world.sandbox.control.setFault({ call: 'capture', kind: 'reset', when, times: 1, reservationUuid });
  const { operation } = await ask(world, hold.orderId, captureUpdate, PART);
  expect(operation.status).toBe('unknown');
  const order = await untilAttention(world, hold.orderId, 'operation_unsettled');
  return { order, operationId: operation.operationId };
}

const say = ({ order, operationId }: Doubt, outcome: 'executed' | 'refused') =>
  ask(world, order.orderId, resolveUpdate, { operationId, outcome, evidence: 'Seen in the dashboard' }, BY);

describe('what users of other systems complain about', () => {
  describe('ambiguous payments that nobody could resolve', () => {
    it('stand in attention with everything a person needs: before, since, what was searched, what each answer does', async () => {
      const { order, operationId } = await aDoubt();
      expect(order.attention).toMatchObject({ code: 'operation_unsettled', operationId });
      expect(order.allowedActions).toEqual(['resolve']);
      const evidence = order.attention?.evidence as UnsettledEvidence;
      expect(evidence).toMatchObject({
        sent: { times: 1, amountMinor: 100_000, at: expect.stringMatching(/Z$/) },
        baseline: { status: 'RESERVED', reservedMinor: 300_000, capturedMinor: 0 },
        search: { for: `[op:${operationId}]` },
        answers: {
          executed: { amounts: { capturedMinor: 100_000, runwayMinor: 200_000 } },
          refused: { amounts: { capturedMinor: 0, runwayMinor: 300_000 } },
        },
      });
      expect(evidence.readings.length).toBeGreaterThanOrEqual(4);
      for (const reading of evidence.readings) {
        expect(reading).toMatchObject({
          found: false,
          status: 'RESERVED',
          capturedMinor: 0,
          newMovements: [],
        });
      }
    });

    it('can be resolved as refused, once; what was asked can then be asked again and is taken once', async () => {
      const doubt = await aDoubt();
      const { orderId } = doubt.order;
      const resolved = await say(doubt, 'refused');
      expect(resolved).toMatchObject({
        operation: { status: 'refused', reason: 'resolved_refused' },
        reservation: { attention: null },
      });
      expect((await say(doubt, 'refused')).operation).toEqual(resolved.operation);
      expect((await refusalOf(say(doubt, 'executed'))).name).toBe('operation_already_settled');
      await ask(world, orderId, captureUpdate, PART);
      expect(timesExecuted(world, doubt.order, 'capture')).toBe(1);
      const told = (
        await world.client.workflow.getHandle(`reservation/${orderId}`).query(timelineQuery)
      ).filter(({ type }) => type === 'operation_resolved');
      expect(told).toMatchObject([
        { source: BY.requestedBy, data: { outcome: 'refused', evidence: 'Seen in the dashboard' } },
      ]);
    });

    it('can be resolved as executed while details lag: the reference is filled in later, and nothing is taken twice', async () => {
      const doubt = await aDoubt('after');
      const { orderId } = doubt.order;
      const resolved = await say(doubt, 'executed');
      expect(resolved.reservation.amounts).toMatchObject({ capturedMinor: 100_000, runwayMinor: 200_000 });
      await advance(world, orderId, 3 * HOUR_MS);
      const order = await untilCalm(world, orderId);
      expect(order.operations.find(({ kind }) => kind === 'capture')?.reference).toMatch(/^CAP/);
      expect([timesSent(world, order, 'capture'), timesExecuted(world, order, 'capture')]).toEqual([1, 1]);
      expectTrueLedger(world, order);
    });

    it('resolved as refused although they had worked come to light: the books win, and nothing is taken twice', async () => {
      const doubt = await aDoubt('after');
      const { orderId } = doubt.order;
      await say(doubt, 'refused');
      await advance(world, orderId, 2 * HOUR_MS);
      // The next look of any kind finds it: here a person asks for the rest, which is judged by a fresh reading.
      await ask(world, orderId, captureUpdate, { amountMinor: 200_000 });
      const order = await readReservation(world, orderId);
      expect(order.amounts).toMatchObject({ capturedMinor: 300_000, runwayMinor: 0 });
      expectTrueLedger(world, order);
    });

    it('settle by themselves when a later reading shows them, say so, and let life go on', async () => {
      const { order, operationId } = await aDoubt('after');
      await advance(world, order.orderId, 3 * HOUR_MS);
      const calm = await untilCalm(world, order.orderId);
      const settled = calm.operations.find((operation) => operation.operationId === operationId);
      expect(settled).toMatchObject({ status: 'executed', reference: expect.stringMatching(/^CAP/) });
      expect(calm.allowedActions).toContain('capture');
      const told = await world.client.workflow.getHandle(`reservation/${order.orderId}`).query(timelineQuery);
      expect(told.map(({ type }) => type)).toEqual(expect.arrayContaining(['attention_cleared']));
      expect(timesExecuted(world, order, 'capture')).toBe(1);
      expectTrueLedger(world, calm);
    });

    it('cannot be resolved against the books, and say what the books show', async () => {
      const doubt = await aDoubt('after');
      world.sandbox.control.clearFaults();
      const refused = await refusalOf(say(doubt, 'refused'));
      expect(refused).toMatchObject({
        name: 'resolve_contradicted',
        detail: { evidence: { status: 'RESERVED' } },
      });
      expect(await readReservation(world, doubt.order.orderId)).toMatchObject({ attention: null });
    });

    it.each(['charge', 'refund'] as const)('are resolved for a %s as for a capture', async (kind) => {
      const hold = await aHold(world, MANUAL);
      const { operation: captured } = await ask(world, hold.orderId, captureUpdate, {});
      const reservationUuid = uuidOf(hold);
      world.sandbox.control.setFault({ call: kind, kind: '500', when: 'before', times: 1, reservationUuid });
      const lines = [{ name: 'Minibar', amountMinor: 5_000, taxPercent: 25 }];
      const refund = { reference: captured.reference ?? '', amountMinor: 5_000 };
      const { operation } =
        kind === 'charge'
          ? await ask(world, hold.orderId, chargeUpdate, { lines })
          : await ask(world, hold.orderId, refundUpdate, refund);
      expect(operation.status).toBe('unknown');
      const order = await untilAttention(world, hold.orderId, 'operation_unsettled');
      await say({ order, operationId: operation.operationId }, 'refused');
      const calm = await untilCalm(world, hold.orderId);
      expect([timesSent(world, hold, kind), timesExecuted(world, hold, kind)]).toEqual([1, 0]);
      expectTrueLedger(world, calm);
    });

    it('are resolved for an order that may or may not have been placed: by naming it, or by saying there is none', async () => {
      const { control } = world.sandbox;
      const orders = [anOrder(), anOrder()];
      control.setFault({ historyLagMs: HOUR_MS });
      for (const { orderId } of orders) {
        control.setFault({ call: 'submit', kind: 'reset', when: 'after', times: 3, referenceNo: orderId });
      }
      const placing = orders.map((order) => placeOrder(world, order).catch((error: unknown) => error));
      for (const { orderId: referenceNo } of orders) {
        await until('the provider has it', () => control.reservations({ referenceNo }).length > 0);
      }
      const [named, none] = await Promise.all(
        orders.map(({ orderId }) => untilAttention(world, orderId, 'operation_unsettled')),
      );
      if (!named || !none) throw new Error('Both orders wait for a person.');
      const [made] = control.reservations({ referenceNo: named.orderId });
      const operationId = 'submit-1';
      const evidence = `It is ${made?.reservationUuid}`;
      await ask(world, named.orderId, resolveUpdate, { operationId, outcome: 'executed', evidence }, BY);
      expect(uuidOf(await untilState(world, named.orderId, 'awaitingPayment'))).toBe(made?.reservationUuid);
      await say({ order: none, operationId }, 'refused').catch(() => undefined);
      await Promise.all(placing);
      expect((await world.records.find(none.orderId))?.state).toBe('failed');
    });
  });
});
