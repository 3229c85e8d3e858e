/** The world of the other tests, with a booking system that is told by webhooks. One per test file. */
import type { WebhookParts } from '../../activities/dependencies';
import type { Records } from '../../src/records/records';
import type { WebhookDelivery, WebhookState } from '../../src/records/webhook-deliveries';
import { ensureWebhooksFollower } from '../../src/start/webhooks-follower';
import { webhooksIdOf } from '../../workflows/webhook-messages';
import { startWorld, type World } from '../support/world';
import { NEW_SECRET, OLD_SECRET, type Receiver, startReceiver } from './receiver';

/** `parts` are asked anew at every start of the worker: change them, then `restartWorker`. */
export interface WebhookWorld extends World {
  receiver: Receiver;
  parts: Partial<WebhookParts>;
  deliveries(orderId: string, state?: WebhookState): Promise<WebhookDelivery[]>;
  replay: Records['webhooks']['replay'];
}

/** Attempts follow quickly, and changes are looked for often. */
export async function startWebhookWorld(first: Partial<WebhookParts> = {}): Promise<WebhookWorld> {
  const receiver = await startReceiver();
  const parts: Partial<WebhookParts> = first;
  const world = await startWorld({
    dependencies: (usual) => ({
      ...usual,
      get webhooks() {
        return {
          url: receiver.url,
          secrets: [NEW_SECRET, OLD_SECRET],
          allowsPrivateNetwork: true,
          timeoutMs: 1_000,
          dueSoonMs: 1_000,
          books: (usual.records as Records).webhooks,
          pollMs: 100,
          gapMs: () => 200,
          ...parts,
        };
      },
    }),
  });
  await ensureWebhooksFollower({ client: world.client, taskQueue: world.taskQueue });
  const { webhooks: books } = world.records;
  return {
    ...world,
    receiver,
    parts,
    deliveries: (orderId, state) => books.list({ orderId, limit: 100, ...(state && { state }) }),
    replay: (choice, limit, at) => books.replay(choice, limit, at),
    async close() {
      await world.client.workflow.getHandle(webhooksIdOf(world.taskQueue)).terminate();
      await world.close();
      await receiver.close();
    },
  };
}
