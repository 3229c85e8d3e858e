/**
 * What the record keeps as JSON, row by row and as it stands in its column: for whoever looks under which key it was
 * sealed, and seals it anew. Knows nothing of keys.
 */
import type { Kysely } from 'kysely';
import type { Store } from './store';
import type { RecordsDatabase } from './table';
import type { Available } from './webhook-books';

/** The bodies of ended orders, or the events of webhooks. */
export type KeptKind = 'orders' | 'webhooks';

/** One row: its order id, or its webhook's id, and its JSON as text. */
export interface KeptRow {
  readonly id: string;
  readonly json: string;
}

/** The rows. Both methods throw RecordsUnavailableError when the database does not answer as it should. */
export interface KeptRows {
  /** At most `limit` rows after that id, in the order of their ids; `after` is empty for the first ones. */
  page(kind: KeptKind, after: string, limit: number): Promise<KeptRow[]>;
  /** Puts other JSON in a row's place; false when the row is not any more what it was, and then nothing was done. */
  replace(kind: KeptKind, row: KeptRow, json: string): Promise<boolean>;
}

/** The rows of a database. */
export function keptRows(store: Store, available: Available): KeptRows {
  return {
    page: (kind, after, limit) =>
      available('read', () => store.reading((connection) => PAGE[kind](connection, after, limit).execute())),
    async replace(kind, row, json) {
      const { numUpdatedRows } = await available('written', () =>
        store.writing((connection) => REPLACE[kind](connection, row, json).executeTakeFirstOrThrow()),
      );
      return numUpdatedRows > 0n;
    },
  };
}

type Connection = Kysely<RecordsDatabase>;

const PAGE = {
  orders: (connection: Connection, after: string, limit: number) =>
    connection
      .selectFrom('holdfast_ended_order')
      .select(['order_id as id', 'body as json'])
      .where('order_id', '>', after)
      .orderBy('order_id')
      .limit(limit),
  webhooks: (connection: Connection, after: string, limit: number) =>
    connection
      .selectFrom('holdfast_webhook')
      .select(['id', 'event as json'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit),
};

// Compared with what it was: an order that was written, or forgotten, meanwhile must not come back.
const REPLACE = {
  orders: (connection: Connection, { id, json }: KeptRow, body: string) =>
    connection
      .updateTable('holdfast_ended_order')
      .set({ body })
      .where('order_id', '=', id)
      .where('body', '=', json),
  webhooks: (connection: Connection, { id, json }: KeptRow, event: string) =>
    connection.updateTable('holdfast_webhook').set({ event }).where('id', '=', id).where('event', '=', json),
};
