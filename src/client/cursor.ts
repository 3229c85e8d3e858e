/**
 * Where a page of reservations ended: opaque to callers, a place in one of the stretches of a list to us. What a place is
 * made of never changes while the order lives, so that nothing moves between two pages.
 */
import { z } from 'zod';
import { CursorInvalidError } from './errors';

/** The order of a page: newest first, or by capture deadline, earliest first and those without one last, newest first. */
export type ListSort = 'newest' | 'captureBy';

/** A stretch of a list that has one key: all by `createdAt`, those with a deadline by it, those without by `createdAt`. */
export type Stretch = 'all' | 'dated' | 'undated';

/** One order's place in a stretch: its `captureBy` among the dated, else its `createdAt`, ISO 8601 in UTC; and its id. */
export interface Place {
  key: string;
  orderId: string;
}

/** The stretches of a list, in their order. */
export function stretchesOf(sort: ListSort): readonly [Stretch, ...Stretch[]] {
  return sort === 'newest' ? ['all'] : ['dated', 'undated'];
}

const schema = z.tuple([
  z.enum(['all', 'dated', 'undated']),
  z.iso.datetime({ precision: 3 }),
  z.string().min(1).max(64),
]);

/** The cursor after this place. */
export function cursorAfter(stretch: Stretch, { key, orderId }: Place): string {
  return Buffer.from(JSON.stringify([stretch, key, orderId])).toString('base64url');
}

/** The place that a cursor stands for. @throws CursorInvalidError, also for a cursor of another sort */
export function placeOf(sort: ListSort, cursor: string): { stretch: Stretch; after: Place } {
  const parsed = schema.safeParse(jsonOf(cursor));
  if (!parsed.success) throw new CursorInvalidError();
  const [stretch, key, orderId] = parsed.data;
  if (!stretchesOf(sort).includes(stretch)) throw new CursorInvalidError();
  return { stretch, after: { key, orderId } };
}

/** Compares two places of a stretch; negative when the first comes first. */
export function compareByPlace(stretch: Stretch): (one: Place, other: Place) => number {
  const direction = stretch === 'dated' ? 1 : -1;
  return (one, other) => direction * (compare(one.key, other.key) || compare(one.orderId, other.orderId));
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
