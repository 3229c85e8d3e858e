/** Webhooks on the real engine: told in order, at least once, whatever the receiver and the worker do meanwhile. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createReservationsClient } from '../../src/client';
import { cancelUpdate, captureUpdate } from '../../workflows/messages';
import { webhookIdOf } from '../../workflows/webhook-messages';
import { advance, aHold, anOrder, ask, placeOrder, untilEnded, uuidOf } from '../support/orders';
import { until } from '../support/until';
import { NEW_SECRET } from './receiver';
import { startWebhookWorld, type WebhookWorld } from './webhook-world';

let world: WebhookWorld;
beforeAll(async () => {
  world = await startWebhookWorld();
});
afterAll(() => world.close());
beforeEach(() => world.receiver.answerWith(() => 204));

// What a stopping worker was just being handed comes back when its time-out ends, a minute later.
const PATIENCE = { patienceMs: 90_000, pollMs: 25 };
jest.setTimeout(120_000);

const untilTaken = (orderId: string, types: string[]) =>
  until(
    () => `${types} were taken; so far ${world.receiver.taken(orderId)}`,
    () => world.receiver.taken(orderId).length >= types.length,
    PATIENCE,
  ).then(() => expect(world.receiver.taken(orderId)).toEqual(types));

const DAY_MS = 24 * 60 * 60_000;

const LIFE = ['awaiting_payment', 'reserved', 'captured', 'completed'];

describe('a booking system', () => {
  it('is told a whole life, each event with the reservation as the API shows it, signed by all secrets', async () => {
    const { orderId } = await aHold(world);
    await ask(world, orderId, captureUpdate, {});
    await untilEnded(world, orderId);
    await untilTaken(orderId, LIFE);
    const told = world.receiver.received.filter(({ data }) => data.orderId === orderId);
    const captured = told.find(({ type }) => type === 'reservation.captured');
    expect(captured).toMatchObject({
      timestamp: captured?.data.event.at,
      signatures: 2,
      data: {
        reservation: { orderId, currency: 'NOK', amounts: { capturedMinor: 300_000 } },
        event: { type: 'capture_executed', data: { amountMinor: 300_000 } },
      },
    });
    expect(JSON.stringify(told)).not.toMatch(/Kari|kari@example|46567468|Storgata|Cabin/);
    expect(world.receiver.forged).toBe(0);
    expect(new Set(told.map(({ id }) => id)).size).toBe(LIFE.length);
  });

  it('is told what comes after the end, and that an order was cancelled', async () => {
    const paid = await aHold(world);
    const { operation } = await ask(world, paid.orderId, captureUpdate, {});
    await untilEnded(world, paid.orderId);
    const refund = { reference: operation.reference ?? '', amountMinor: 100 };
    await createReservationsClient(world).refund(paid.orderId, refund);
    await until('the refund is told', () => world.receiver.taken(paid.orderId).includes('refunded'));
    const unpaid = await placeOrder(world, anOrder());
    await ask(world, unpaid.orderId, cancelUpdate, { note: 'the guest does not come' });
    await untilTaken(unpaid.orderId, ['awaiting_payment', 'cancelled']);
  });

  it('is told in order while it fails, the same message again until it takes it', async () => {
    let failures = 3;
    const { orderId } = await placeOrder(world, anOrder());
    world.receiver.answerWith(({ type, data }) =>
      data.orderId === orderId && type === 'reservation.reserved' && failures-- > 0 ? 500 : 204,
    );
    const { reservationUuid } = (await world.client.workflow
      .getHandle(`reservation/${orderId}`)
      .query('reservation')) as { reservationUuid: string };
    world.sandbox.control.pay(uuidOf({ reservationUuid }));
    await until('it is held', () => failures < 3);
    await ask(world, orderId, captureUpdate, {});
    await untilTaken(orderId, LIFE);
    const tries = world.receiver.received.filter(
      ({ data, type }) => data.orderId === orderId && type === 'reservation.reserved',
    );
    expect(tries.map(({ status }) => status)).toEqual([500, 500, 500, 204]);
    expect(new Set(tries.map(({ id, data }) => `${id} ${JSON.stringify(data)}`)).size).toBe(1);
    const [reserved] = (await world.deliveries(orderId)).filter(
      ({ type }) => type === 'reservation.reserved',
    );
    expect(reserved).toMatchObject({ state: 'delivered', attempts: 4, lastStatus: 204, lastError: null });
  });

  it('is told what happened while nobody worked, and what was on its way when the worker stopped', async () => {
    world.receiver.answerWith(() => null);
    const { orderId } = await placeOrder(world, anOrder());
    await until('the first one hangs', () =>
      world.receiver.received.some(({ data }) => data.orderId === orderId),
    );
    await world.withoutWorker(async () => {
      world.receiver.answerWith(() => 204);
      expect(world.receiver.taken(orderId)).toEqual([]);
    });
    await ask(world, orderId, cancelUpdate, { note: 'the guest does not come' });
    await untilTaken(orderId, ['awaiting_payment', 'cancelled']);
  });

  it('is told again by a replay, under the same id', async () => {
    const { orderId } = await placeOrder(world, anOrder());
    await untilTaken(orderId, ['awaiting_payment']);
    await until('it is booked', async () => (await world.deliveries(orderId, 'delivered')).length === 1);
    expect(await world.replay({ orderId }, 10, new Date().toISOString())).toBe(1);
    await untilTaken(orderId, ['awaiting_payment', 'awaiting_payment']);
    const ids = world.receiver.received.filter(({ data }) => data.orderId === orderId).map(({ id }) => id);
    expect(new Set(ids).size).toBe(1);
  });

  it('refuses what is signed by a secret it does not know, and takes it once its own signs again', async () => {
    Object.assign(world.parts, { secrets: [NEW_SECRET] });
    await world.restartWorker();
    const { orderId } = await placeOrder(world, anOrder());
    await until('it refuses what the old secret did not sign', () => world.receiver.forged > 0);
    // The books are written after the receiver has answered.
    const refused = await until('the refusal is booked', async () => {
      const [delivery] = await world.deliveries(orderId);
      return delivery && delivery.attempts > 0 ? delivery : null;
    });
    expect(refused).toMatchObject({ state: 'pending', lastStatus: 401 });
    delete world.parts.secrets;
    await world.restartWorker();
    await untilTaken(orderId, ['awaiting_payment']);
  });

  it.each([
    ['redirected', 307, () => world.receiver.answerWith(() => 307)],
    ['answered_error', 404, () => world.receiver.answerWith(() => 404)],
    ['timed_out', null, () => world.receiver.answerWith(() => null)],
  ])(
    'that does not take it is told again, and the books say why: %s',
    async (lastError, lastStatus, fail) => {
      fail();
      const { orderId } = await placeOrder(world, anOrder());
      const failed = await until('an attempt is over', async () => {
        const [delivery] = await world.deliveries(orderId, 'pending');
        return delivery && delivery.attempts > 0 ? delivery : null;
      });
      expect(failed).toMatchObject({ lastError, lastStatus, nextAttemptAt: expect.stringMatching(/Z$/) });
      world.receiver.answerWith(() => 204);
      await untilTaken(orderId, ['awaiting_payment']);
    },
  );

  it('on a private network is told nothing unless that is allowed', async () => {
    Object.assign(world.parts, { allowsPrivateNetwork: false });
    await world.restartWorker();
    const { orderId } = await placeOrder(world, anOrder());
    await until(
      'it was refused',
      async () => (await world.deliveries(orderId))[0]?.lastError === 'private_address_refused',
    );
    expect(world.receiver.received.filter(({ data }) => data.orderId === orderId)).toEqual([]);
    delete world.parts.allowsPrivateNetwork;
    await world.restartWorker();
    await untilTaken(orderId, ['awaiting_payment']);
  });

  it('is told nothing twice about an order, nor is its workflow kept when nothing is left', async () => {
    const { orderId } = await aHold(world);
    await untilTaken(orderId, ['awaiting_payment', 'reserved']);
    const handle = world.client.workflow.getHandle(webhookIdOf(orderId));
    expect(await handle.result()).toMatchObject({ parked: 0 });
    await world.restartWorker();
    await ask(world, orderId, cancelUpdate, { note: 'the guest does not come' });
    await untilTaken(orderId, ['awaiting_payment', 'reserved', 'cancelled']);
  });

  it('does not make the order’s own history longer', async () => {
    const { orderId } = await aHold(world);
    await untilTaken(orderId, ['awaiting_payment', 'reserved']);
    const { events } = await world.client.workflow.getHandle(`reservation/${orderId}`).fetchHistory();
    const signals = events?.filter(({ workflowExecutionSignaledEventAttributes: signal }) => signal) ?? [];
    expect(signals.map((event) => event.workflowExecutionSignaledEventAttributes?.signalName)).toEqual([
      'callback',
    ]);
    expect(
      events?.some(
        (event) =>
          event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.name === 'ask',
      ),
    ).toBe(false);
  });
});

describe('the timer', () => {
  it('is announced although nothing else happens, once', async () => {
    const { orderId } = await aHold(world);
    await untilTaken(orderId, ['awaiting_payment', 'reserved']);
    Object.assign(world.parts, { dueSoonMs: 6 * DAY_MS });
    await world.restartWorker();
    await until(
      'it is announced',
      async () => (await world.deliveries(orderId, 'delivered')).length === 3,
      PATIENCE,
    );
    delete world.parts.dueSoonMs;
    await world.restartWorker();
    await advance(world, orderId, 7 * DAY_MS);
    await untilEnded(world, orderId);
    await untilTaken(orderId, ['awaiting_payment', 'reserved', 'capture_due_soon', 'captured', 'completed']);
  });
});
