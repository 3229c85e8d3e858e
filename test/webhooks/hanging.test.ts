/** A receiver that takes connections and never answers: orders go on as if there were none. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { captureUpdate } from '../../workflows/messages';
import { aHold, anOrder, ask, placeOrder, untilEnded } from '../support/orders';
import { until } from '../support/until';
import { startWebhookWorld, type WebhookWorld } from './webhook-world';

jest.setTimeout(120_000);

/** More than are sent at once. */
const ORDERS = 45;

let world: WebhookWorld;
beforeAll(async () => {
  world = await startWebhookWorld({ timeoutMs: 5_000 });
});
afterAll(() => world.close());

describe('a receiver that hangs', () => {
  it('holds up no order, and once it answers is told everything, in order', async () => {
    world.receiver.answerWith(() => null);
    const waiting = await Promise.all(Array.from({ length: ORDERS }, () => placeOrder(world, anOrder())));
    await until('every place is taken', () => world.receiver.received.length >= 35);
    const { orderId } = await aHold(world);
    const { operation } = await ask(world, orderId, captureUpdate, {});
    expect(operation.status).toBe('executed');
    expect((await untilEnded(world, orderId)).state).toBe('completed');
    expect([orderId, ...waiting.map((order) => order.orderId)].flatMap(world.receiver.taken)).toEqual([]);
    world.receiver.answerWith(() => 204);
    await until(
      'all are told',
      () => waiting.every((order) => world.receiver.taken(order.orderId).length === 1),
      { patienceMs: 60_000, pollMs: 100 },
    );
    await until('the whole life is told', () => world.receiver.taken(orderId).length === 4, {
      patienceMs: 60_000,
      pollMs: 100,
    });
    expect(world.receiver.taken(orderId)).toEqual(['awaiting_payment', 'reserved', 'captured', 'completed']);
  });
});
