/**
 * Pages of reservations: open orders from Temporal's visibility store, ended ones from the record, merged by one key.
 * What is shown of an open order is asked of its workflow; the store only says which orders there are.
 */
import pLimit from 'p-limit';
import { captureByAttribute, orderIdOf } from '../../workflows/messages';
import type { LifecycleState, ReservationState } from '../../workflows/state';
import type { Reservation } from '../../workflows/view';
import { ENDED_STATES, type OrderRecord } from '../records/order-record';
import { compareByPlace, cursorAfter, type ListSort, type Place, placeOf } from './cursor';
import type { ClientDependencies } from './engine-orders';
import { EngineBusyError, EngineUnavailableError, OrderNotFoundError } from './errors';
import { readWithin } from './patience';
import { readReservation, toEndedReservation } from './read-order';
import { type ListFilter, visibilityQuery } from './visibility-query';

/** What a page is asked for: a filter, an order, how many at most, and the cursor of the page before. */
export interface ListQuery extends ListFilter {
  sort: ListSort;
  limit: number;
  cursor?: string;
}

/** A page; `nextCursor` is null on the last one. */
export interface ReservationPage {
  items: Reservation[];
  nextCursor: string | null;
  /** Orders of this page whose workflow did not answer; absent where all did. They are in no `items`. */
  unreadable?: string[];
}

/** A place in the list, with the record where the order has ended. */
interface Row extends Place {
  record: OrderRecord | null;
}

interface Span extends ListQuery {
  after: Place | null;
}

const QUERIES_AT_ONCE = 10;
const VISIBILITY_PAGE = 1000;

/**
 * The function that lists. The key of an open order is when its run started, of an ended one when it was created:
 * an order that ends between two pages keeps its place (to the milliseconds between the two), one that is reopened
 * or continues as new moves to the front.
 */
export function createList(dependencies: ClientDependencies): (query: ListQuery) => Promise<ReservationPage> {
  return async (query) => {
    const after = query.cursor === undefined ? null : placeOf(query.sort, query.cursor);
    const span = { ...query, after };
    const [open, ended] = await Promise.all([openRows(dependencies, span), endedRows(dependencies, span)]);
    const rows = merged(open, ended, query.sort);
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    const hasMore = rows.length > shown.length && last !== undefined;
    return {
      ...(await reservationsOf(dependencies, shown)),
      nextCursor: hasMore ? cursorAfter(query.sort, last) : null,
    };
  };
}

async function openRows(dependencies: ClientDependencies, span: Span): Promise<Row[]> {
  const { client, taskQueue } = dependencies;
  const { sort, after, limit } = span;
  const inOrder = compareByPlace(sort);
  const query = visibilityQuery(span, { taskQueue, sort, after });
  return readWithin(client, async () => {
    const rows: Row[] = [];
    for await (const run of client.workflow.list({ query, pageSize: VISIBILITY_PAGE })) {
      const started = run.startTime.toISOString();
      const captureBy = run.typedSearchAttributes.get(captureByAttribute)?.toISOString() ?? null;
      const key = sort === 'newest' ? started : captureBy;
      const row: Row = { key, orderId: orderIdOf(run.workflowId), record: null };
      if (after !== null && inOrder(after, row) >= 0) continue;
      // The store gives the newest first, so that everything from here on comes after what is shown.
      const isPast = sort === 'newest' && rows.length > limit && started < (rows[limit]?.key ?? '');
      if (isPast) break;
      rows.push(row);
    }
    return rows;
  });
}

async function endedRows({ records }: ClientDependencies, span: Span): Promise<Row[]> {
  const states = endedStates(span.state);
  if (records === undefined || states?.length === 0) return [];
  const found = await records.page({
    sort: span.sort,
    limit: span.limit + 1,
    ...(states === undefined ? {} : { states }),
    ...(span.attention === undefined ? {} : { attention: span.attention }),
    ...(span.captureBefore === undefined ? {} : { captureBefore: span.captureBefore }),
    ...(span.q === undefined ? {} : { prefix: span.q }),
    ...(span.after === null ? {} : { after: span.after }),
  });
  return found.map((record) => ({
    key: span.sort === 'newest' ? record.createdAt : record.captureBy,
    orderId: record.orderId,
    record,
  }));
}

function endedStates(state: LifecycleState | undefined): OrderRecord['state'][] | undefined {
  return state === undefined ? undefined : ENDED_STATES.filter((ended) => ended === state);
}

/** An order that was reopened, or is just ending, is in both: the open one is the truth. */
function merged(open: Row[], ended: Row[], sort: ListSort): Row[] {
  const openIds = new Set(open.map((row) => row.orderId));
  return [...open, ...ended.filter((row) => !openIds.has(row.orderId))].sort(compareByPlace(sort));
}

/** One order that does not answer must not hide the others; an engine that is away is no order's fault. */
async function reservationsOf(
  dependencies: ClientDependencies,
  rows: Row[],
): Promise<Pick<ReservationPage, 'items' | 'unreadable'>> {
  const limited = pLimit(QUERIES_AT_ONCE);
  const asked = await Promise.allSettled(rows.map((row) => limited(() => reservationOf(dependencies, row))));
  const items = asked.flatMap((answer) =>
    answer.status === 'fulfilled' && answer.value !== null ? [answer.value] : [],
  );
  const silent = asked.flatMap((answer, index) => (answer.status === 'rejected' ? [{ answer, index }] : []));
  const [first] = silent;
  if (first === undefined) return { items };
  // The store has just answered: were it the engine, none would.
  if (items.length === 0 && isEngineAway(first.answer.reason)) throw first.answer.reason;
  return { items, unreadable: silent.map(({ index }) => rows[index]?.orderId ?? '') };
}

function isEngineAway(error: unknown): boolean {
  return error instanceof EngineUnavailableError || error instanceof EngineBusyError;
}

async function reservationOf(dependencies: ClientDependencies, row: Row): Promise<Reservation | null> {
  if (row.record !== null) return toEndedReservation(row.record.body as ReservationState);
  try {
    return await readReservation(dependencies, row.orderId);
  } catch (error) {
    // The store lags behind: the run was refused at its start, and left neither a state nor a record.
    if (error instanceof OrderNotFoundError) return null;
    throw error;
  }
}
