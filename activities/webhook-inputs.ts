/** What the workflows of outbound webhooks ask of activities, and what comes back: plain JSON. Types only. */

/** Where to go on following, and for which orders. */
export interface FollowInput {
  taskQueue: string;
  since: string;
  upTo: string;
}

/** One webhook as it is sent at every attempt. */
export interface WebhookMessage {
  /** The header `webhook-id`. */
  id: string;
  /** Since when it is to be delivered. */
  pendingSince: string;
  /** The body, byte for byte. */
  body: string;
}

/** Which webhook is given up. */
export interface ParkInput {
  id: string;
}
