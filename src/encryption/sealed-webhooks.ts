/** The books of outbound webhooks with their events encrypted: an event names who asked for what. */
import type { WebhookDeliveries, WebhookDelivery } from '../records/webhook-deliveries';
import type { Keyring } from './keys';
import { openJson, sealJson } from './sealed-json';

/** The same books, events sealed on the way in and opened on the way out; those from before are read as they are. */
export function sealWebhooks(webhooks: WebhookDeliveries, keyring: Keyring): WebhookDeliveries {
  const open = (delivery: WebhookDelivery): WebhookDelivery => ({
    ...delivery,
    event: openJson(keyring, delivery.event),
  });
  return {
    unseen: (changes) => webhooks.unseen(changes),
    sawChanges: (changes) => webhooks.sawChanges(changes),
    lastItem: (orderId) => webhooks.lastItem(orderId),
    add(orderId, news, lastItem, at) {
      const sealed = news.map((webhook) => ({ ...webhook, event: sealJson(keyring, webhook.event) }));
      return webhooks.add(orderId, sealed, lastItem, at);
    },
    pending: async (orderId, limit) => (await webhooks.pending(orderId, limit)).map(open),
    attempted: (id, attempt) => webhooks.attempted(id, attempt),
    delivered: (id, status, at) => webhooks.delivered(id, status, at),
    park: (id, error, at) => webhooks.park(id, error, at),
    list: async (query) => (await webhooks.list(query)).map(open),
    replay: (choice, limit, at) => webhooks.replay(choice, limit, at),
    backlog: () => webhooks.backlog(),
    overdue: (before, limit) => webhooks.overdue(before, limit),
    having: (orderIds, eventId) => webhooks.having(orderIds, eventId),
    prune: (before, limit) => webhooks.prune(before, limit),
  };
}
