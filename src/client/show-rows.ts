/** From the places of a page to what is shown there: each open order that is not known is asked, and shown only where it belongs. */
import pLimit from 'p-limit';
import type { ReservationState } from '../../workflows/state';
import type { Reservation } from '../../workflows/view';
import type { OrderRecord } from '../records/order-record';
import type { Place, Stretch } from './cursor';
import type { ClientDependencies } from './engine-orders';
import { EngineBusyError, EngineUnavailableError, OrderNotFoundError } from './errors';
import type { KnownRows, LastChange } from './known-rows';
import { toEndedReservation } from './read-order';
import type { ListFilter } from './visibility-query';

/** A place in the list, with the record where the order has ended. `isOwn`: the place is the order's for sure. */
export interface Row extends Place {
  stretch: Stretch;
  isOwn: boolean;
  lastChange: LastChange;
  record: OrderRecord | null;
}

/** What is shown of rows, in their order; orders that did not answer by their ids. */
export interface ShownRows {
  items: Reservation[];
  unreadable?: string[];
}

const ASKED_AT_ONCE = 10;

/** What rows are shown from. */
export interface RowSources extends ClientDependencies {
  known: KnownRows;
  /** One open order as it is now. @throws OrderNotFoundError */
  reservation(orderId: string): Promise<Reservation>;
}

/**
 * One order that does not answer must not hide the others; an engine that is away is no order's fault.
 * @throws EngineUnavailableError, EngineBusyError when no order answers
 */
export async function showRows(
  { known, reservation, ...dependencies }: RowSources,
  rows: readonly Row[],
  filter: ListFilter,
): Promise<ShownRows> {
  const remembered = await known.find(rows.filter(({ record }) => record === null));
  const answered: Parameters<KnownRows['keep']>[0][number][] = [];
  const open = async (row: Row): Promise<Reservation | null> => {
    const shown = remembered.get(row.orderId) ?? (await reservation(row.orderId).catch(nullWhereNotThere));
    if (shown !== null && !remembered.has(row.orderId)) answered.push({ ...row, reservation: shown });
    return shown;
  };
  const limited = pLimit(ASKED_AT_ONCE);
  const shown = await Promise.allSettled(
    rows.map((row) => limited(() => show({ ...dependencies, open }, row, filter))),
  );
  // Nobody waits for it, and nothing is lost where it fails.
  void known.keep(answered);
  const items = shown.flatMap((answer) =>
    answer.status === 'fulfilled' && answer.value !== null ? [answer.value] : [],
  );
  const silent = shown.flatMap((answer, index) => (answer.status === 'rejected' ? [{ answer, index }] : []));
  const [first] = silent;
  if (first === undefined) return { items };
  // The store has just answered: were it the engine, none would.
  if (items.length === 0 && isEngineAway(first.answer.reason)) throw first.answer.reason;
  return { items, unreadable: silent.map(({ index }) => rows[index]?.orderId ?? '') };
}

function isEngineAway(error: unknown): boolean {
  return error instanceof EngineUnavailableError || error instanceof EngineBusyError;
}

interface Showing extends ClientDependencies {
  /** An open order, as it is or is known; null of one that is not there after all. */
  open(row: Row): Promise<Reservation | null>;
}

async function show(
  { open, ...dependencies }: Showing,
  row: Row,
  filter: ListFilter,
): Promise<Reservation | null> {
  if (row.record !== null) return toEndedReservation(row.record.body as ReservationState);
  const reservation = await open(row);
  if (reservation === null || !isMeant(reservation, filter)) return null;
  return (await isItsPlace(dependencies, row, reservation)) ? reservation : null;
}

/** The store lags behind: the run was refused at its start, and left neither a state nor a record. */
function nullWhereNotThere(error: unknown): null {
  if (error instanceof OrderNotFoundError) return null;
  throw error;
}

/** The store lags behind what the order has become meanwhile. */
function isMeant(reservation: Reservation, { state, attention, captureBefore }: ListFilter): boolean {
  const { captureBy } = reservation.deadlines;
  return (
    (state === undefined || reservation.state === state) &&
    (attention === undefined || (reservation.attention !== null) === attention) &&
    (captureBefore === undefined || (captureBy !== null && captureBy < captureBefore))
  );
}

/** Whether it belongs here, and not to another place, where it is shown as well: a life before this one stood here, say. */
async function isItsPlace(
  { records }: ClientDependencies,
  { key, stretch, isOwn, orderId }: Row,
  { createdAt, deadlines }: Reservation,
): Promise<boolean> {
  if (stretch === 'dated') return key === deadlines.captureBy;
  if (stretch === 'undated' && deadlines.captureBy !== null) return false;
  if (key === createdAt) return true;
  // It stands where its run began: also at its own place if the record knows it, and nowhere else if not.
  return !isOwn && ((await records?.find(orderId)) ?? null) === null;
}
