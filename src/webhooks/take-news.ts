/** What of an order is still to be told: pure, from its story and how far it was told. */
import type { NewWebhook } from '../records/webhook-deliveries';
import type { OrderStory } from './read-order';
import { dueSoonItem, type WebhookEvent, webhookEventOf } from './webhook-events';
import { webhookMessageId } from './webhook-message';

/** `lastItem`: the id of the last timeline item that was looked at. `since`: what happened earlier is not told. */
export interface NewsFacts {
  story: OrderStory;
  lastItem: number;
  since: string;
  nowMs: number;
  dueSoonMs: number;
}

/** What is new, in its order, and the id of the last item that was looked at. */
export function takeNews({ story, lastItem, since, nowMs, dueSoonMs }: NewsFacts): {
  news: NewWebhook[];
  lastItem: number;
} {
  const { timeline, reservation } = story;
  const { orderId } = reservation;
  const last = Number(timeline.at(-1)?.id ?? 0);
  const news = timeline.flatMap((item): NewWebhook[] => {
    const type = Number(item.id) > lastItem && item.at >= since ? webhookEventOf(item) : null;
    return type === null ? [] : [webhookOf(orderId, type, { item, position: 2 * Number(item.id) })];
  });
  // An order's clock may be ahead of ours, where somebody has moved it.
  const orderNowMs = Math.max(nowMs, Date.parse(timeline.at(-1)?.at ?? since));
  const dueSoon = dueSoonItem({ reservation, nowMs: orderNowMs, dueSoonMs });
  if (dueSoon !== null)
    news.push(webhookOf(orderId, 'reservation.capture_due_soon', { item: dueSoon, position: 2 * last + 1 }));
  return { news, lastItem: Math.max(last, lastItem) };
}

function webhookOf(
  orderId: string,
  type: WebhookEvent,
  { item, position }: { item: OrderStory['timeline'][number]; position: number },
): NewWebhook {
  const { id: eventId } = item;
  return { id: webhookMessageId(orderId, eventId), orderId, eventId, position, type, event: item };
}
