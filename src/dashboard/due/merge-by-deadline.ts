/**
 * One list of holds out of several that the server gives by state, each by its capture deadline. Pure.
 */
import type { Reservation } from '../api/types';

/** What was read of one list so far, and when (ms of the epoch); `hasMore` when the server has more of it. */
export interface PartialList {
  items: readonly Reservation[];
  hasMore: boolean;
  readAtMs: number;
}

/**
 * The rows that are certain, earliest deadline first: none is shown past the end of a list that has more, for what
 * comes next of it may belong before. Only what can still be captured is a hold. An order that has changed its state between
 * two readings is in both lists: it has one row, of the newer reading.
 */
export function mergeByDeadline(lists: readonly PartialList[]): Reservation[] {
  const ends = lists.flatMap(({ items, hasMore }) => {
    const last = items.at(-1);
    return hasMore && last ? [deadlineOf(last)] : [];
  });
  const certainUntil = ends.sort()[0];
  return newestOfEach(lists)
    .filter(({ amounts }) => amounts.runwayMinor > 0)
    .filter((order) => certainUntil === undefined || deadlineOf(order) <= certainUntil)
    .sort((one, other) => compare(deadlineOf(one), deadlineOf(other)) || compare(one.orderId, other.orderId));
}

/** Which list has to be read on for more rows: the one that ends first. -1 where none has more. */
export function listToReadOn(lists: readonly PartialList[]): number {
  const ends = lists.map(({ items, hasMore }) => {
    const last = items.at(-1);
    return hasMore ? (last ? deadlineOf(last) : '') : null;
  });
  const open = ends.filter((end) => end !== null).sort();
  return open[0] === undefined ? -1 : ends.indexOf(open[0]);
}

function newestOfEach(lists: readonly PartialList[]): Reservation[] {
  const newestLast = [...lists].sort((one, other) => one.readAtMs - other.readAtMs);
  const byId = new Map(newestLast.flatMap(({ items }) => items.map((order) => [order.orderId, order])));
  return [...byId.values()];
}

function deadlineOf({ deadlines }: Reservation): string {
  return deadlines.captureBy ?? '9999';
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
