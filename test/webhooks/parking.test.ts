/** A receiver that takes nothing for three days, by the engine's own clock of one workflow and the product's own gaps. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastForward } from '../../src/engine/test-clock';
import { webhookGapMs } from '../../src/webhooks/webhook-gap';
import { cancelUpdate } from '../../workflows/messages';
import { webhookIdOf } from '../../workflows/webhook-messages';
import { anOrder, ask, placeOrder } from '../support/orders';
import { until } from '../support/until';
import { startWebhookWorld, type WebhookWorld } from './webhook-world';

const HOUR_MS = 60 * 60_000;

let world: WebhookWorld;
beforeAll(async () => {
  world = await startWebhookWorld({ gapMs: webhookGapMs });
});
afterAll(() => world.close());

const statesOf = async (orderId: string): Promise<Record<string, string>> => {
  const found = await world.deliveries(orderId);
  return Object.fromEntries(found.map(({ type, state }) => [type.replace('reservation.', ''), state]));
};

describe('a webhook that nobody takes', () => {
  it('is tried for three days, then parked; the next one has its turn, and a replay delivers it', async () => {
    world.receiver.answerWith(({ type }) => (type === 'reservation.awaiting_payment' ? 503 : 204));
    const { orderId } = await placeOrder(world, anOrder());
    await ask(world, orderId, cancelUpdate, { note: 'the guest does not come' });
    // The second is booked with the first, or once the first has had its time: as the two happen to come.
    await until('the first is booked', async () => (await world.deliveries(orderId)).length > 0);
    const clock = { client: world.client, workflowId: webhookIdOf(orderId) };
    expect((await fastForward({ ...clock, durationMs: 70 * HOUR_MS })).arrived).toBe(true);
    const early = await statesOf(orderId);
    expect([early['awaiting_payment'], early['cancelled'] ?? 'pending']).toEqual(['pending', 'pending']);
    expect(world.receiver.taken(orderId)).toEqual([]);
    expect((await fastForward({ ...clock, durationMs: 2 * HOUR_MS })).arrived).toBe(false);
    expect(await statesOf(orderId)).toEqual({ awaiting_payment: 'parked', cancelled: 'delivered' });
    expect(await world.client.workflow.getHandle(webhookIdOf(orderId)).result()).toEqual({
      delivered: 1,
      parked: 1,
    });
    const [parked] = await world.deliveries(orderId, 'parked');
    expect(parked).toMatchObject({ lastStatus: 503, lastError: 'answered_error', nextAttemptAt: null });
    expect(parked?.attempts).toBeGreaterThan(70);
    world.receiver.answerWith(() => 204);
    expect(await world.replay({ parked: true }, 10, new Date().toISOString())).toBe(1);
    await until('it is delivered', async () => (await statesOf(orderId))['awaiting_payment'] === 'delivered');
    expect(world.receiver.taken(orderId)).toEqual(['cancelled', 'awaiting_payment']);
  }, 120_000);
});
