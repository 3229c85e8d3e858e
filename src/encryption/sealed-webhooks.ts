/** The books of outbound webhooks with their events encrypted: an event names who asked for what. */
import type { WebhookDeliveries } from '../records/webhook-deliveries';
import type { Keyring } from './keys';
import { openJson, sealJson } from './sealed-json';

/**
 * The same books, events sealed on the way in and opened for who delivers them; those from before are read as they are.
 * A list leaves them sealed: it is about what became of them, and one that cannot be opened does not hide the others.
 */
export function sealWebhooks(webhooks: WebhookDeliveries, keyring: Keyring): WebhookDeliveries {
  return {
    unseen: (changes) => webhooks.unseen(changes),
    sawChanges: (changes) => webhooks.sawChanges(changes),
    lastItem: (orderId) => webhooks.lastItem(orderId),
    add(orderId, news, lastItem, at) {
      const sealed = news.map((webhook) => ({
        ...webhook,
        event: sealJson(keyring, webhook.event, webhookPlace(webhook.id)),
      }));
      return webhooks.add(orderId, sealed, lastItem, at);
    },
    pending: async (orderId, limit) =>
      (await webhooks.pending(orderId, limit)).map((delivery) => ({
        ...delivery,
        event: openJson(keyring, delivery.event, webhookPlace(delivery.id)),
      })),
    attempted: (id, attempt) => webhooks.attempted(id, attempt),
    delivered: (id, status, at) => webhooks.delivered(id, status, at),
    park: (id, error, at) => webhooks.park(id, error, at),
    list: (query) => webhooks.list(query),
    replay: (choice, limit, at) => webhooks.replay(choice, limit, at),
    backlog: () => webhooks.backlog(),
    overdue: (before, limit) => webhooks.overdue(before, limit),
    having: (orderIds, eventId) => webhooks.having(orderIds, eventId),
    redact: (orderId, redact) =>
      webhooks.redact(orderId, (event, id) => {
        const place = webhookPlace(id);
        return sealJson(keyring, redact(openJson(keyring, event, place), id), place);
      }),
    ofOrder: async (orderId) =>
      (await webhooks.ofOrder(orderId)).map((delivery) => ({
        ...delivery,
        event: openJson(keyring, delivery.event, webhookPlace(delivery.id)),
      })),
    prune: (before, limit) => webhooks.prune(before, limit),
  };
}

/** Where a webhook's event belongs. Its id is made of the order's and the event's. */
export function webhookPlace(id: string): string {
  return `webhook:${id}`;
}
