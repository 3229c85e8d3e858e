/** The tables of outbound webhooks, the same in both databases, and the way from a row to a delivery. */
import type { WebhookDelivery, WebhookState } from './webhook-deliveries';

/** A row: instants as ISO 8601 text of one width, the event as JSON text. */
export interface WebhookRow {
  /** The message's id, for ever the same for one event of one order. */
  id: string;
  order_id: string;
  event_id: string;
  /** What of an order goes first. */
  position: number;
  type: string;
  state: WebhookState;
  attempts: number;
  last_status: number | null;
  last_error: string | null;
  created_at: string;
  /** Since when it is to be delivered: from the beginning, or since it was asked for anew. */
  pending_since: string;
  next_attempt_at: string | null;
  settled_at: string | null;
  event: string;
}

/** How far an order was followed: the last item of its timeline that was looked at, and the last change that was seen. */
export interface WebhookCursorRow {
  order_id: string;
  item_id: number;
  /** Empty before the first. */
  seen_at: string;
}

/** A row as a delivery. */
export function toDelivery(row: WebhookRow): WebhookDelivery {
  return {
    id: row.id,
    orderId: row.order_id,
    eventId: row.event_id,
    type: row.type,
    state: row.state,
    attempts: row.attempts,
    lastStatus: row.last_status,
    lastError: row.last_error,
    createdAt: row.created_at,
    pendingSince: row.pending_since,
    nextAttemptAt: row.next_attempt_at,
    event: JSON.parse(row.event),
  };
}
