/** Refunds that the provider accepts and takes its time over: followed until they are shown, or known to be rejected. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createReservationsClient } from '../../src/client';
import { captureUpdate, refundUpdate, resolveUpdate } from '../../workflows/messages';
import type { Reservation } from '../../workflows/view';
import { advance, aHold, ask, readReservation, untilEnded, uuidOf } from '../support/orders';
import { startWorld, type World } from '../support/world';
import { sweepsFrom, untilKnown } from './clocks-support';
import {
  expectTrueLedger,
  timelineOf,
  timesExecuted,
  timesSent,
  untilAttention,
  untilCalm,
} from './true-books';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MANUAL = { policy: { complete: 'manual' } } as const;

let world: World;
beforeAll(async () => {
  world = await startWorld({ providerTimeoutMs: 500 });
});
afterEach(() => world.sandbox.control.clearFaults());
afterAll(() => world.close());

async function taken(
  overrides = {},
): Promise<{ order: Reservation; refund: { reference: string; amountMinor: number } }> {
  const order = await aHold(world, overrides);
  const { operation } = await ask(world, order.orderId, captureUpdate, {});
  return { order, refund: { reference: operation.reference ?? '', amountMinor: 1_000 } };
}

/** The next refunds of an order stay pending for three hours. */
function pend(order: Reservation, end: 'shown' | 'rejected', times = 1): void {
  const aim = { times, reservationUuid: uuidOf(order) };
  world.sandbox.control.setFault({ call: 'refund', kind: 'pending', afterMs: 3 * HOUR_MS, end, ...aim });
}

describe('a refund that stays pending', () => {
  it('counts as executed, calls nobody, and is found in the books when it is shown', async () => {
    const { order, refund } = await taken(MANUAL);
    pend(order, 'shown');
    const { operation } = await ask(world, order.orderId, refundUpdate, refund);
    expect(operation.status).toBe('executed');
    await advance(world, order.orderId, 5 * HOUR_MS);
    expectTrueLedger(world, await untilCalm(world, order.orderId));
    expect(await timelineOf(world, order.orderId)).not.toContain('attention_raised');
    expect([timesSent(world, order, 'refund'), timesExecuted(world, order, 'refund')]).toEqual([1, 1]);
  });

  it('is not taken for the next one of the same amount, whose answer was lost before it was executed', async () => {
    const { order, refund } = await taken(MANUAL);
    pend(order, 'shown');
    await ask(world, order.orderId, refundUpdate, refund);
    const reservationUuid = uuidOf(order);
    world.sandbox.control.setFault({
      call: 'refund',
      kind: 'reset',
      when: 'before',
      times: 1,
      reservationUuid,
    });
    const second = await ask(world, order.orderId, refundUpdate, refund);
    expect(second.operation.status).toBe('unknown');
    await advance(world, order.orderId, 5 * HOUR_MS);
    const asked = await untilAttention(world, order.orderId, 'operation_unsettled');
    expect(asked.amounts.refundedMinor).toBe(1_000);
    expectTrueLedger(world, asked);
  });

  it('and the next one, both pending, whose answer was lost after it was executed, are both found in the end', async () => {
    const { order, refund } = await taken(MANUAL);
    pend(order, 'shown', 2);
    await ask(world, order.orderId, refundUpdate, refund);
    const reservationUuid = uuidOf(order);
    world.sandbox.control.setFault({
      call: 'refund',
      kind: 'reset',
      when: 'after',
      times: 1,
      reservationUuid,
    });
    await ask(world, order.orderId, refundUpdate, refund);
    await advance(world, order.orderId, 6 * HOUR_MS);
    const calm = await untilCalm(world, order.orderId);
    expect(calm.amounts.refundedMinor).toBe(2_000);
    expectTrueLedger(world, calm);
    expect([timesSent(world, order, 'refund'), timesExecuted(world, order, 'refund')]).toEqual([2, 2]);
  });

  it('and is rejected is known by history: a person is told, the books agree, and it can be refunded again', async () => {
    const { order, refund } = await taken(MANUAL);
    const { orderId } = order;
    pend(order, 'rejected');
    await ask(world, orderId, refundUpdate, refund);
    const at = new Date().toISOString();
    world.sandbox.control.advance('PT3H1M', uuidOf(order));
    await advance(world, orderId, 3 * HOUR_MS);
    await sweepsFrom(world, at, { afterMs: [3 * HOUR_MS + 2 * MINUTE_MS] });
    await advance(world, orderId, 2 * HOUR_MS);
    const told = await untilAttention(world, orderId, 'operation_unsettled');
    expect(told.operations.at(-1)).toMatchObject({ status: 'unknown', reason: 'refund_rejected' });
    expectTrueLedger(world, told);
    const word = {
      operationId: told.attention?.operationId ?? '',
      outcome: 'refused',
      evidence: 'Seen',
    } as const;
    await ask(world, orderId, resolveUpdate, word);
    await untilCalm(world, orderId);
    await ask(world, orderId, refundUpdate, refund);
    expectTrueLedger(world, await readReservation(world, orderId));
  });

  it('and is rejected unheard is a person’s a day later, and can then be refunded again', async () => {
    const { order, refund } = await taken(MANUAL);
    const { orderId } = order;
    pend(order, 'rejected');
    const { operation } = await ask(world, orderId, refundUpdate, refund);
    await advance(world, orderId, 26 * HOUR_MS);
    const told = await untilAttention(world, orderId, 'operation_unsettled');
    expectTrueLedger(world, told);
    const word = { operationId: operation.operationId, outcome: 'refused', evidence: 'Rejected' } as const;
    await ask(world, orderId, resolveUpdate, word);
    await ask(world, orderId, refundUpdate, refund);
    expectTrueLedger(world, await untilCalm(world, orderId));
  });

  it('of an order that has ended keeps it open until the refund is shown', async () => {
    const { order, refund } = await taken();
    await untilEnded(world, order.orderId);
    pend(order, 'shown');
    const { client, taskQueue, records } = world;
    const reservations = createReservationsClient({ client, taskQueue, records });
    await reservations.refund(order.orderId, refund);
    await untilKnown(world, order.orderId, ({ amounts }) => amounts.refundedMinor === 1_000);
    expect((await client.workflow.getHandle(order.workflowId).describe()).status.name).toBe('RUNNING');
    await advance(world, order.orderId, 5 * HOUR_MS);
    const ended = await untilEnded(world, order.orderId);
    expect(ended).toMatchObject({ state: 'completed', attention: null });
    expectTrueLedger(world, ended);
  });
});
