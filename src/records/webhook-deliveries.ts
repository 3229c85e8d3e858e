/**
 * Which webhooks are to be delivered, and how far each order's timeline was looked through. The record only keeps books:
 * it knows neither receivers nor secrets, and holds nothing personal.
 */

/** `parked`: given up after its time; it waits until somebody has it delivered anew. */
export const WEBHOOK_STATES = ['pending', 'parked', 'delivered'] as const;

/** Where a webhook is in its life. */
export type WebhookState = (typeof WEBHOOK_STATES)[number];

/** What is to be told of one order. `position` orders an order's webhooks; `event` is a timeline item or like one. */
export interface NewWebhook {
  readonly id: string;
  readonly orderId: string;
  readonly eventId: string;
  readonly position: number;
  readonly type: string;
  readonly event: unknown;
}

/** A webhook and what became of it so far. Instants are ISO 8601 in UTC. */
export interface WebhookDelivery {
  readonly id: string;
  readonly orderId: string;
  readonly eventId: string;
  readonly type: string;
  readonly state: WebhookState;
  /** How often it was sent in all. */
  readonly attempts: number;
  /** The HTTP status of the last attempt; null when none came back. */
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly createdAt: string;
  readonly pendingSince: string;
  readonly nextAttemptAt: string | null;
  readonly event: unknown;
}

/** That an order has published something, at an instant by its own clock. */
export interface SeenChange {
  readonly orderId: string;
  readonly changedAt: string;
}

/** What an attempt led to. `nextAttemptAt` is null when there is none. */
export interface WebhookAttempt {
  readonly status: number | null;
  readonly error: string | null;
  readonly nextAttemptAt: string | null;
}

/** What was not delivered. `oldestPendingSince` is null when nothing is pending. */
export interface WebhookBacklog {
  readonly pending: number;
  readonly parked: number;
  readonly oldestPendingSince: string | null;
}

/** Which deliveries, newest first; `after`: the last one of the page before. */
export interface WebhookQuery {
  readonly state?: WebhookState;
  readonly orderId?: string;
  readonly limit: number;
  readonly after?: Pick<WebhookDelivery, 'createdAt' | 'id'>;
}

/** Which webhooks to deliver anew: of one order, one event of it, or only what was parked. */
export interface WebhookChoice {
  readonly orderId?: string;
  readonly eventId?: string;
  readonly parked?: boolean;
}

/**
 * The books of outbound webhooks. Every method is harmless to repeat, and throws RecordsUnavailableError when the
 * database does not answer as it should. `at` is the time of the call.
 */
export interface WebhookDeliveries {
  /** Which of these changes were not seen yet. */
  unseen(changes: readonly SeenChange[]): Promise<SeenChange[]>;
  /** These changes need not be looked at again. */
  sawChanges(changes: readonly SeenChange[]): Promise<void>;
  /** The id of the last timeline item of an order that was looked at; 0 when none was. */
  lastItem(orderId: string): Promise<number>;
  /** Books what is to be told of an order, then notes the last item; what is booked already stays as it is. */
  add(orderId: string, news: readonly NewWebhook[], lastItem: number, at: string): Promise<void>;
  /** What of an order is to be delivered, in its order. */
  pending(orderId: string, limit: number): Promise<WebhookDelivery[]>;
  /** Counts an attempt that the receiver did not take. */
  attempted(id: string, attempt: WebhookAttempt): Promise<void>;
  /** Counts the attempt that the receiver took. */
  delivered(id: string, status: number, at: string): Promise<void>;
  /** Gives up on one. `error` stands where none was noted before. */
  park(id: string, error: string, at: string): Promise<void>;
  /** One page, newest first. */
  list(query: WebhookQuery): Promise<WebhookDelivery[]>;
  /** Has webhooks delivered anew that are not pending, at most `limit`, the oldest first; gives how many. */
  replay(choice: WebhookChoice, limit: number, at: string): Promise<number>;
  /** How many were not delivered. */
  backlog(): Promise<WebhookBacklog>;
  /** Orders whose next webhook should have been tried before that instant, and was not; any that waits to be replayed. */
  overdue(before: string, limit: number): Promise<string[]>;
  /** Which of these orders have a webhook of this event. */
  having(orderIds: readonly string[], eventId: string): Promise<Set<string>>;
  /** Rewrites what is told in each of an order's webhooks, delivered or not; gives how many there are. */
  redact(orderId: string, redact: (event: unknown, id: string) => unknown): Promise<number>;
  /** Every webhook of an order with what it tells, oldest first. */
  ofOrder(orderId: string): Promise<WebhookDelivery[]>;
  /** Forgets, at most `limit` at a time, what was delivered before that instant. Parked ones stay. */
  prune(before: string, limit: number): Promise<number>;
}
