/**
 * Follows timelines for any number of readers: one reading of an order for each of its changes, shared by all who follow
 * it, and none of orders that nobody follows. Only an order that has never told of a change is read now and then.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { TimelineItem } from '../../workflows/view';
import type { ChangeFeed } from './change-feed';

/** Who follows: what he has seen already, and what is called with what comes after it, oldest first. Must not throw. */
export interface Follower {
  /** The id of the last item seen; 0 for none. */
  after: number;
  deliver(items: readonly TimelineItem[]): void;
}

/** Followers of one server. */
export interface TimelineFollowers {
  /**
   * Delivers what is there, and then whatever is added, until the answer is called.
   * @throws what the reading throws, when the order cannot be read at first
   */
  follow(orderId: string, follower: Follower): Promise<() => void>;
}

/** `readTimeline`: one order's timeline, open or ended. */
export interface FollowersOptions {
  changes: Pick<ChangeFeed, 'subscribe' | 'hasTold'>;
  readTimeline(orderId: string): Promise<readonly TimelineItem[]>;
  /** How often an order of which nothing is told is read; 15 s unless given. */
  silentMs?: number;
}

/** An order that was told to have changed and does not answer is asked again after this. */
const RETRY_MS = 1_000;

/** Orders of earlier rules tell nothing; one that the engine does not know, ended long ago, may come back under them. */
const SILENT_MS = 15_000;

/** Nobody is followed yet; nothing is asked until somebody is. */
export function createTimelineFollowers({
  changes,
  readTimeline,
  silentMs = SILENT_MS,
}: FollowersOptions): TimelineFollowers {
  const orders = new Map<string, FollowedOrder>();
  let unsubscribe: (() => void) | null = null;
  const leave = (orderId: string, follower: Follower): void => {
    const order = orders.get(orderId);
    if (!order?.followers.delete(follower) || order.followers.size > 0) return;
    orders.delete(orderId);
    order.end();
    if (orders.size > 0) return;
    unsubscribe?.();
    unsubscribe = null;
  };
  const begin = (orderId: string): FollowedOrder => {
    const order = new FollowedOrder(() => readTimeline(orderId), silentMs);
    orders.set(orderId, order);
    changes.hasTold(orderId).then(
      (told) => told && order.isHeardOf(),
      // As if it had not: it is read now and then, and that finds what there is to find.
      () => undefined,
    );
    return order;
  };
  return {
    async follow(orderId, follower) {
      const order = orders.get(orderId) ?? begin(orderId);
      order.followers.add(follower);
      // Before the first reading: what happens after it is told by the feed.
      unsubscribe ??= changes.subscribe((change) => orders.get(change.orderId)?.changed());
      try {
        await order.join();
      } catch (error) {
        leave(orderId, follower);
        throw error;
      }
      return () => leave(orderId, follower);
    },
  };
}

class FollowedOrder {
  readonly followers = new Set<Follower>();
  readonly #read: () => Promise<readonly TimelineItem[]>;
  /** Reads until it is known that the order is told of. */
  readonly #silence: NodeJS.Timeout;
  #reading: Promise<void> | null = null;
  #changes = 0;
  #isCatchingUp = false;

  constructor(read: () => Promise<readonly TimelineItem[]>, silentMs: number) {
    this.#read = read;
    this.#silence = setInterval(() => void this.join().catch(() => undefined), silentMs).unref();
  }

  /** The feed tells of it: there is no need to look by oneself. */
  isHeardOf(): void {
    clearInterval(this.#silence);
  }

  /** Nobody follows any more. */
  end(): void {
    clearInterval(this.#silence);
  }

  /** One reading for all who come while it lasts. */
  join(): Promise<void> {
    this.#reading ??= this.#readOnce().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  /** Reads again, until a reading that began after the last change has succeeded or nobody follows any more. */
  async changed(): Promise<void> {
    this.isHeardOf();
    this.#changes += 1;
    if (this.#isCatchingUp) return;
    this.#isCatchingUp = true;
    for (let read = -1; read < this.#changes && this.followers.size > 0; ) {
      // One that is under way may have begun before the change.
      await this.#reading?.catch(() => undefined);
      const before = this.#changes;
      try {
        await this.join();
        read = before;
      } catch {
        await delay(RETRY_MS);
      }
    }
    this.#isCatchingUp = false;
  }

  async #readOnce(): Promise<void> {
    const timeline = await this.#read();
    for (const follower of [...this.followers]) {
      const items = timeline.filter(({ id }) => Number(id) > follower.after);
      follower.after = Number(items.at(-1)?.id ?? follower.after);
      if (items.length > 0) follower.deliver(items);
    }
  }
}
