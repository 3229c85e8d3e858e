/** What is new on the timelines of orders that have changed. */
import type { TimelineItem } from '../client';
import type { Change } from './answers';
import type { Api } from './api';
import { allPages } from './paging';

/** New items of one order, oldest first, and the currency of its amounts. */
export interface NewEvents {
  currency: string;
  items: TimelineItem[];
}

interface Seen {
  currency: string;
  lastId: string | null;
}

/** An order whose clock was moved lives ahead of the server; of such a one this much counts as new at first sight. */
const FIRST_SIGHT_MS = 10_000;

/** Gives of each changed order what has not been given before; at first sight, what happened after `since`. */
export function createNewEvents(api: Api, since: string): (change: Change) => Promise<NewEvents> {
  const orders = new Map<string, Seen>();
  return async ({ orderId, changedAt }) => {
    const { items } = await allPages((paging) => api.events(orderId, paging));
    const seen = orders.get(orderId);
    const currency = seen?.currency ?? (await api.show(orderId)).currency;
    orders.set(orderId, { currency, lastId: items.at(-1)?.id ?? null });
    return { currency, items: seen ? after(items, seen.lastId) : from(items, threshold(since, changedAt)) };
  };
}

function after(items: readonly TimelineItem[], id: string | null): TimelineItem[] {
  return items.slice(items.findIndex((item) => item.id === id) + 1);
}

function from(items: readonly TimelineItem[], instant: string): TimelineItem[] {
  return items.filter(({ at }) => Date.parse(at) >= Date.parse(instant));
}

function threshold(since: string, changedAt: string): string {
  const isAhead = Date.parse(changedAt) > Date.now() + FIRST_SIGHT_MS;
  return isAhead ? new Date(Date.parse(changedAt) - FIRST_SIGHT_MS).toISOString() : since;
}
