/** What is sent: the body of a webhook, and the id that makes a repeat of it known as one. Pure. */
import { createHash } from 'node:crypto';
import type { Reservation, TimelineItem } from '../../workflows/view';

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
