/**
 * The record of ended orders, for ever: Temporal forgets a closed workflow, a merchant must not.
 * Nothing open is decided from it. SQLite by a `file:` URL, PostgreSQL by a `postgres:` one; both answer alike.
 */
import { fileURLToPath } from 'node:url';
import { type CallCounts, callCounts } from './call-counts';
import { type KeptRows, keptRows } from './kept-rows';
import { type ListedOrders, listedOrders } from './listed-orders';
import {
  checkQuery,
  checkRecord,
  type EndedCounts,
  type OrderRecord,
  type RecordsQuery,
} from './order-record';
import { openPostgres } from './postgres';
import { RecordsNewerError, RecordsUnavailableError, RecordsUrlError } from './records-errors';
import { selectPage, selectStateCounts } from './select-page';
import { insertShowing, type Showing, selectShowings } from './showings';
import { openSqlite } from './sqlite';
import type { Store } from './store';
import { toRecord, toRow } from './table';
import { WebhookBooks } from './webhook-books';
import type { WebhookDeliveries } from './webhook-deliveries';

/** The record of ended orders. Every method throws RecordsUnavailableError when the database does not answer as it should. */
export interface Records {
  /**
   * Writes an order's end. Repeating it changes nothing; a record that ended later (a reopened order's) replaces,
   * one that ended earlier than what is there is left out in silence.
   * @throws RecordInvalidError when a field is at fault.
   */
  put(record: OrderRecord): Promise<void>;
  /** The record of an order, or null when it has none. */
  find(orderId: string): Promise<OrderRecord | null>;
  /**
   * One page; the next one begins after its last record.
   * @throws RecordInvalidError when the query makes no sense.
   */
  page(query: RecordsQuery): Promise<OrderRecord[]>;
  /** How many orders have ended in each state. One that has been reopened counts as it ended before. */
  countByState(): Promise<EndedCounts>;
  /** What is to be told to a booking system, and what became of it. */
  readonly webhooks: WebhookDeliveries;
  /** What lists last showed of open orders. */
  readonly listed: ListedOrders;
  /** What each worker has used of the provider's budget in the last minute. */
  readonly calls: CallCounts;
  /** What is kept as JSON, row by row, for whoever seals it anew. */
  readonly rows: KeptRows;
  /** Keeps, for ever, that an order's customer was shown to somebody; of open orders too. */
  keepShowing(showing: Showing): Promise<void>;
  /** To whom an order's customer was shown, the newest hundred, oldest first. */
  showingsOf(orderId: string): Promise<Showing[]>;
  /**
   * Overwrites what rewritten rows have left in the database's files. False with PostgreSQL, which does that in its own
   * time, and where the file was too busy: repeat it then.
   */
  scrub(): Promise<boolean>;
  /** Closes the database; a second time is harmless. */
  close(): Promise<void>;
}

/**
 * Opens the record and brings its tables to this version; several processes may do so at once.
 * @throws RecordsUrlError, RecordsNewerError, RecordsUnavailableError
 */
export async function openRecords(url: string): Promise<Records> {
  const open = opener(url);
  return new DatabaseRecords(await available('opened', open));
}

function opener(url: string): () => Promise<Store> {
  if (!URL.canParse(url)) throw new RecordsUrlError('is not a URL');
  const { protocol, search, hash } = new URL(url);
  if (protocol === 'postgres:' || protocol === 'postgresql:') return () => openPostgres(url);
  if (protocol !== 'file:') throw new RecordsUrlError('is neither a file: nor a postgres: URL');
  if (!url.startsWith('file:/') || search !== '' || hash !== '' || url.endsWith('/')) {
    throw new RecordsUrlError('does not name a file by its whole path');
  }
  const path = filePath(url);
  return () => openSqlite(path);
}

function filePath(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    throw new RecordsUrlError('does not name a file of this machine');
  }
}

async function available<T>(attempt: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RecordsNewerError) throw error;
    throw new RecordsUnavailableError(attempt, error);
  }
}

class DatabaseRecords implements Records {
  readonly webhooks: WebhookDeliveries;
  readonly listed: ListedOrders;
  readonly calls: CallCounts;
  readonly rows: KeptRows;
  readonly #store: Store;
  #closed: Promise<void> | null = null;

  constructor(store: Store) {
    this.#store = store;
    this.webhooks = new WebhookBooks(store, available);
    this.listed = listedOrders(store, available);
    this.calls = callCounts(store, available);
    this.rows = keptRows(store, available);
  }

  async put(record: OrderRecord): Promise<void> {
    const { order_id, ...rest } = toRow(checkRecord(record));
    await available('written', () =>
      this.#store.writing((connection) =>
        connection
          .insertInto('holdfast_ended_order')
          .values({ order_id, ...rest })
          .onConflict((conflict) =>
            conflict
              .column('order_id')
              .doUpdateSet(rest)
              .where('holdfast_ended_order.ended_at', '<=', rest.ended_at),
          )
          .execute(),
      ),
    );
  }

  async find(orderId: string): Promise<OrderRecord | null> {
    // No id has a NUL in it, and PostgreSQL would call the question malformed.
    if (orderId.includes('\0')) return null;
    const row = await available('read', () =>
      this.#store.reading((connection) =>
        connection
          .selectFrom('holdfast_ended_order')
          .selectAll()
          .where('order_id', '=', orderId)
          .executeTakeFirst(),
      ),
    );
    return row === undefined ? null : toRecord(row);
  }

  async page(query: RecordsQuery): Promise<OrderRecord[]> {
    const checked = checkQuery(query);
    if (checked.states?.length === 0 || checked.prefix?.includes('\0')) return [];
    const rows = await available('read', () =>
      this.#store.reading((connection) => selectPage(connection, checked).execute()),
    );
    return rows.map(toRecord);
  }

  async countByState(): Promise<EndedCounts> {
    const rows = await available('read', () =>
      this.#store.reading((connection) => selectStateCounts(connection).execute()),
    );
    const counts: EndedCounts = { completed: 0, cancelled: 0, expired: 0, failed: 0 };
    for (const { state, count } of rows) counts[state] = Number(count);
    return counts;
  }

  async keepShowing(showing: Showing): Promise<void> {
    await available('written', () =>
      this.#store.writing((connection) => insertShowing(connection, showing).execute()),
    );
  }

  async showingsOf(orderId: string): Promise<Showing[]> {
    if (orderId.includes('\0')) return [];
    const rows = await available('read', () =>
      this.#store.reading((connection) => selectShowings(connection, orderId).execute()),
    );
    return rows
      .map(({ order_id, shown_at, shown_by }) => ({ orderId: order_id, at: shown_at, by: shown_by }))
      .reverse();
  }

  scrub(): Promise<boolean> {
    return available('written', () => this.#store.scrub());
  }

  close(): Promise<void> {
    this.#closed ??= this.#store.close();
    return this.#closed;
  }
}
