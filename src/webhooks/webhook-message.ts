/** What is sent: the body of a webhook, and the id that makes a repeat of it known as one. Pure. */
import { createHash } from 'node:crypto';
import type { Reservation, TimelineItem } from '../../workflows/view';
import type { WebhookDelivery } from '../records/webhook-deliveries';

/** The body. `timestamp` is when it happened; `reservation` is as the API showed it when the webhook was made. */
export interface WebhookBody {
  type: string;
  timestamp: string;
  data: { orderId: string; reservation: Reservation; event: TimelineItem };
}

/** The id of an order's event: the same for every attempt and every replay, and without a full stop in it. */
export function webhookMessageId(orderId: string, eventId: string): string {
  // Neither half can hold a line break.
  return `msg_${createHash('sha256').update(`${orderId}\n${eventId}`).digest('base64url').slice(0, 27)}`;
}

/** The body as it is sent and signed. */
export function webhookBody(type: string, event: TimelineItem, reservation: Reservation): string {
  const { orderId } = reservation;
  const body: WebhookBody = { type, timestamp: event.at, data: { orderId, reservation, event } };
  return JSON.stringify(body);
}

/** What is to be delivered, as it goes to the workflow that has it delivered. */
export interface TakenWebhook extends Pick<WebhookDelivery, 'id' | 'pendingSince'> {
  body: string;
}

/** The engine refuses an activity's result of 2 MB; sealing makes it longer, and each carries the whole reservation. */
const MOST_BYTES = 500_000;

/** As many of the pending ones as go together, in their order: the first whatever its size. */
export function takeTogether(pending: readonly WebhookDelivery[], reservation: Reservation): TakenWebhook[] {
  const taken: TakenWebhook[] = [];
  let bytes = 0;
  for (const { id, pendingSince, type, event } of pending) {
    const body = webhookBody(type, event as TimelineItem, reservation);
    bytes += Buffer.byteLength(body);
    if (taken.length > 0 && bytes > MOST_BYTES) break;
    taken.push({ id, pendingSince, body });
  }
  return taken;
}
