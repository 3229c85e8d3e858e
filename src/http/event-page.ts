/** A page of one order's timeline: after the event that the cursor names, oldest first. */
import type { TimelineItem } from '../client';
import { Problem } from './problem';

/** Which part of a timeline is asked for. */
export interface EventQuery {
  cursor?: string | undefined;
  limit: number;
}

/** The page. `nextCursor` is null when nothing more has happened yet. */
export function eventsAfter(
  timeline: readonly TimelineItem[],
  { cursor, limit }: EventQuery,
): { items: TimelineItem[]; nextCursor: string | null } {
  const start = cursor === undefined ? 0 : positionAfter(timeline, cursor);
  const items = timeline.slice(start, start + limit);
  const last = items.at(-1);
  const hasMore = start + items.length < timeline.length && last !== undefined;
  return { items, nextCursor: hasMore ? Buffer.from(last.id).toString('base64url') : null };
}

/** The id of the item that a cursor of this list stands for; null for what is no cursor. */
export function itemIdOf(cursor: string): string | null {
  const id = Buffer.from(cursor, 'base64url').toString();
  return ITEM_ID.test(id) ? id : null;
}

/** How timelines name their items. */
export const ITEM_ID = /^\d{1,15}$/;

function positionAfter(timeline: readonly TimelineItem[], cursor: string): number {
  const id = itemIdOf(cursor);
  const position = timeline.findIndex((item) => item.id === id);
  if (position === -1) throw cursorFault();
  return position + 1;
}

/** The problem for a cursor that no page of this timeline has given out. */
export function cursorFault(): Problem {
  return new Problem('invalid_query', 'Nothing was read. At fault: cursor.', {
    errors: [{ path: 'cursor', message: 'must be a nextCursor of this timeline' }],
  });
}
