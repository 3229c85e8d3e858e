/**
 * What goes in and out of the workflows of outbound webhooks: one follows the changes of all orders, one per order
 * delivers. Instants are ISO 8601 in UTC.
 */
import { defineSignal } from '@temporalio/workflow';

/** The type of the workflow that follows all orders of a task queue. */
export const WEBHOOKS_TYPE = 'webhooks';

/** The type of the workflow that delivers the webhooks of one order. */
export const WEBHOOK_TYPE = 'webhook';

/** The workflow id of the follower of a task queue's orders. */
export function webhooksIdOf(taskQueue: string): string {
  return `webhooks/${taskQueue}`;
}

/** The id of the workflow that delivers an order's webhooks. */
export function webhookIdOf(orderId: string): string {
  return `webhook/${orderId}`;
}

/** Where the activities of webhooks run: a receiver that hangs must hold up nothing but other webhooks. */
export function webhookQueueOf(taskQueue: string): string {
  return `${taskQueue}/webhooks`;
}

/** Of a follower that continues as new. */
export interface WebhooksInput {
  /** What happened earlier is not told: the follower's first start. */
  since: string;
  /** Up to which instant changes were followed. */
  upTo: string;
}

/** For the workflow that delivers an order's webhooks; `since` as in WebhooksInput. */
export interface WebhookInput {
  orderId: string;
  since: string;
}

/** What one order's workflow has delivered and given up since it began. */
export interface WebhookResult {
  delivered: number;
  parked: number;
}

/** Something may have happened to the order, or webhooks of it are to be delivered anew. */
export const lookSignal = defineSignal('look');
