/** What can be seen of outbound webhooks and asked for them, for whoever stands at a door. The books are all it touches. */
import { z } from 'zod';
import type {
  WebhookChoice,
  WebhookDeliveries,
  WebhookDelivery,
  WebhookState,
} from '../records/webhook-deliveries';

/** One webhook, and what became of it so far. */
export type DeliveryView = Omit<WebhookDelivery, 'event' | 'pendingSince'>;

/** Which deliveries, newest first; `cursor` of the page before. `limit`: at least 1. */
export interface DeliveryQuery {
  state?: WebhookState;
  orderId?: string;
  limit: number;
  cursor?: string;
}

/** Answers for webhooks, whether any are sent or not. */
export interface WebhooksDoor {
  /** One page. @throws WebhookCursorError, RecordsUnavailableError */
  deliveries(query: DeliveryQuery): Promise<{ items: DeliveryView[]; nextCursor: string | null }>;
  /**
   * Has webhooks sent again that were delivered or parked, at most REPLAY_LIMIT of them, the oldest first; gives how many.
   * @throws WebhooksOffError, RecordsUnavailableError
   */
  replay(choice: WebhookChoice): Promise<number>;
}

/** So many are replayed at once; ask again for the rest. */
export const REPLAY_LIMIT = 1000;

/** The cursor is none that a page of deliveries gave out. */
export class WebhookCursorError extends Error {
  readonly code = 'cursor_invalid';

  constructor() {
    super('Nothing was read. The cursor is none of this list.');
    this.name = 'WebhookCursorError';
  }
}

/** No receiver is set, so that nothing would be sent again. */
export class WebhooksOffError extends Error {
  readonly code = 'webhooks_off';

  constructor() {
    super('No receiver of webhooks is set, so nothing was replayed. Set WEBHOOK_URL and start again.');
    this.name = 'WebhooksOffError';
  }
}

const cursorSchema = z.tuple([z.string().min(1).max(40), z.string().min(1).max(64)]);

/** `isOn`: whether webhooks are sent here. */
export function createWebhooksDoor({
  books,
  isOn,
}: {
  books: Pick<WebhookDeliveries, 'list' | 'replay'>;
  isOn: boolean;
}): WebhooksDoor {
  return {
    async deliveries({ cursor, limit, ...filter }) {
      const after = cursor === undefined ? {} : { after: placeOf(cursor) };
      const found = await books.list({ ...filter, ...after, limit: limit + 1 });
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      const hasMore = found.length > limit && last !== undefined;
      return { items: shown.map(toView), nextCursor: hasMore ? cursorAfter(last) : null };
    },
    async replay(choice) {
      if (!isOn) throw new WebhooksOffError();
      return books.replay(choice, REPLAY_LIMIT, new Date().toISOString());
    },
  };
}

function toView({ event: _event, pendingSince: _pendingSince, ...view }: WebhookDelivery): DeliveryView {
  return view;
}

function cursorAfter({ createdAt, id }: WebhookDelivery): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url');
}

function placeOf(cursor: string): { createdAt: string; id: string } {
  const parsed = cursorSchema.safeParse(jsonOf(cursor));
  if (!parsed.success) throw new WebhookCursorError();
  const [createdAt, id] = parsed.data;
  return { createdAt, id };
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
}
