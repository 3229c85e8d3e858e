/**
 * Pages of reservations: open orders from Temporal's visibility store, ended ones from the record, merged by one key.
 * What is shown of an open order is asked of its workflow, unless it is known; the store only says which orders there are,
 * and when they last changed.
 */

import type { Reservation } from '../../workflows/view';
import {
  compareByPlace,
  cursorAfter,
  type ListSort,
  type Place,
  placeOf,
  type Stretch,
  stretchesOf,
} from './cursor';
import type { ClientDependencies } from './engine-orders';
import { createKnownRows } from './known-rows';
import { endedRows } from './list-ended';
import { createOpenRows, type OpenRow, runningAmong, type Wanted } from './list-open';
import type { RecentCommands } from './recent-commands';
import { type Row, type RowSources, showRows } from './show-rows';
import type { ListFilter } from './visibility-query';

/** What a page is asked for: a filter, an order, how many at most, and the cursor of the page before. */
export interface ListQuery extends ListFilter {
  sort: ListSort;
  limit: number;
  cursor?: string;
}

/** A page; `nextCursor` is null on the last one. A page that is not the last may hold fewer than were asked for. */
export interface ReservationPage {
  items: Reservation[];
  nextCursor: string | null;
  /** Orders of this page whose workflow did not answer; absent where all did. They are in no `items`. */
  unreadable?: string[];
}

/**
 * The function that lists. An order's place is when it was created (or its deadline, which is set once): whether it ends,
 * is reopened or continues as new between two pages, it is neither skipped nor shown twice. An order whose hold is made
 * between two pages of a list by deadline moves to its place there, and an order that had failed and is placed anew is a
 * new one.
 */
export function createList(
  dependencies: ClientDependencies,
  { recent, reservation }: { recent: RecentCommands } & Pick<RowSources, 'reservation'>,
): (query: ListQuery) => Promise<ReservationPage> {
  const openRows = createOpenRows(dependencies);
  const known = createKnownRows(dependencies.records?.listed, recent);
  return async ({ sort, limit, cursor, ...filter }) => {
    const begin = cursor === undefined ? null : placeOf(sort, cursor);
    const rows = await rowsFrom({ ...dependencies, openRows }, { sort, filter, begin, count: limit + 1 });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const hasMore = rows.length > shown.length && last !== undefined;
    return {
      ...(await showRows(
        { ...dependencies, known, reservation },
        await withThoseThatRun(dependencies, shown),
        filter,
      )),
      nextCursor: hasMore ? cursorAfter(last.stretch, last) : null,
    };
  };
}

interface Stretches {
  sort: ListSort;
  filter: ListFilter;
  begin: { stretch: Stretch; after: Place } | null;
  count: number;
}

interface Sources extends Pick<ClientDependencies, 'records'> {
  openRows(wanted: Wanted): Promise<OpenRow[]>;
}

async function rowsFrom(
  { openRows, records }: Sources,
  { sort, filter, begin, count }: Stretches,
): Promise<Row[]> {
  const stretches = stretchesOf(sort);
  const rows: Row[] = [];
  for (const stretch of stretches.slice(begin === null ? 0 : stretches.indexOf(begin.stretch))) {
    if (stretch === 'undated' && haveDeadlines(filter)) break;
    const after = begin?.stretch === stretch ? begin.after : null;
    const wanted = { filter, stretch, after, count: count - rows.length };
    // One after the other: an order is recorded before it ends, so that one of the two knows it.
    const open = await openRows(wanted);
    const ended = await endedRows(records, wanted);
    const merged = new Map<string, Row>();
    for (const row of ended) merged.set(nameOf(row), { ...row, stretch, isOwn: true, lastChange: null });
    for (const row of open) merged.set(nameOf(row), { ...row, stretch, record: null });
    rows.push(...[...merged.values()].sort(compareByPlace(stretch)).slice(0, wanted.count));
    if (rows.length >= count) break;
  }
  return rows;
}

/** Whether all that are meant have a capture deadline: no order is `reserved` before its hold was made. */
function haveDeadlines({ captureBefore, state }: ListFilter): boolean {
  return captureBefore !== undefined || state === 'reserved';
}

/** An order at a place: one that ended and runs again stands at the same one. */
function nameOf({ key, orderId }: Place): string {
  return `${key} ${orderId}`;
}

/** An order that the record knows may run again, and its record is then not what it is: it is asked. */
async function withThoseThatRun(dependencies: ClientDependencies, rows: readonly Row[]): Promise<Row[]> {
  const recorded = rows.flatMap(({ orderId, record }) => (record === null ? [] : [orderId]));
  const running = await runningAmong(dependencies, recorded);
  return rows.map((row) => (running.has(row.orderId) ? { ...row, record: null } : row));
}
