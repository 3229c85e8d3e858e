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

function positionAfter(timeline: readonly TimelineItem[], cursor: string): number {
  const id = Buffer.from(cursor, 'base64url').toString();
  const position = timeline.findIndex((item) => item.id === id);
  if (position === -1) {
    throw new Problem('invalid_query', 'Nothing was read. At fault: cursor.', {
      errors: [{ path: 'cursor', message: 'must be a nextCursor of this timeline' }],
    });
  }
  return position + 1;
}
