/** Where a page of reservations ended: opaque to callers, a sort key and an order id to us. */
import { z } from 'zod';
import { CursorInvalidError } from './errors';

/** The order of a page: newest first, or by capture deadline, earliest first and those without one last. */
export type ListSort = 'newest' | 'captureBy';

/** One order's place in a list: its `createdAt` or `captureBy` (by sort), ISO 8601 in UTC, and its id. */
export interface Place {
  key: string | null;
  orderId: string;
}

const schema = z.tuple([
  z.enum(['newest', 'captureBy']),
  z.iso.datetime({ precision: 3 }).nullable(),
  z.string().min(1).max(64),
]);

/** The cursor after this place. */
export function cursorAfter(sort: ListSort, { key, orderId }: Place): string {
  return Buffer.from(JSON.stringify([sort, key, orderId])).toString('base64url');
}

/** The place that a cursor stands for. @throws CursorInvalidError, also for a cursor of another sort */
export function placeOf(sort: ListSort, cursor: string): Place {
  const parsed = schema.safeParse(jsonOf(cursor));
  if (!parsed.success || parsed.data[0] !== sort) throw new CursorInvalidError();
  const [, key, orderId] = parsed.data;
  if (sort === 'newest' && key === null) throw new CursorInvalidError();
  return { key, orderId };
}

/** Compares two places by the sort; negative when the first comes first. */
export function compareByPlace(sort: ListSort): (one: Place, other: Place) => number {
  // Sorts after every instant: what has no capture deadline is least urgent.
  const text = ({ key, orderId }: Place): [string, string] => [key ?? '~', orderId];
  const direction = sort === 'newest' ? -1 : 1;
  return (one, other) => {
    const [oneKey, oneId] = text(one);
    const [otherKey, otherId] = text(other);
    return direction * (compare(oneKey, otherKey) || compare(oneId, otherId));
  };
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
}
