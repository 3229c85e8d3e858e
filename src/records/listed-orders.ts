/**
 * What lists last showed of orders, so that they need not ask each one again: of use only as long as the engine says that
 * the order has not changed since. Nothing is decided from it, and nothing is lost with it.
 */
import type { Kysely } from 'kysely';
import type { Store } from './store';
import type { ListedOrderRow, RecordsDatabase } from './table';
import type { Available } from './webhook-books';

/** What was shown of an order, by the run and its last change that the engine named just before; instants as ISO 8601. */
export interface ListedOrder {
  orderId: string;
  runId: string;
  changedAt: string;
  shownAt: string;
  /** JSON. */
  body: unknown;
}

/** What is kept of orders, one of each at most. Every method throws RecordsUnavailableError. */
export interface ListedOrders {
  find(orderIds: readonly string[]): Promise<ListedOrder[]>;
  /** Keeps these in place of what was kept of them. What no list has shown anew for thirty days goes. */
  keep(listed: readonly ListedOrder[]): Promise<void>;
  /** Keeps nothing of this order any more. */
  drop(orderId: string): Promise<void>;
}

const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** The room in a database. */
export function listedOrders(store: Store, available: Available): ListedOrders {
  return {
    async find(orderIds) {
      const ids = orderIds.filter((orderId) => !orderId.includes('\0'));
      if (ids.length === 0) return [];
      const rows = await available('read', () => store.reading((connection) => select(connection, ids)));
      return rows.map(toListed);
    },
    async keep(listed) {
      if (listed.length === 0) return;
      await available('written', () => store.writing((connection) => replace(connection, listed)));
    },
    async drop(orderId) {
      await available('written', () =>
        store.writing((connection) =>
          connection.deleteFrom('holdfast_listed_order').where('order_id', '=', orderId).execute(),
        ),
      );
    },
  };
}

function select(connection: Kysely<RecordsDatabase>, orderIds: readonly string[]): Promise<ListedOrderRow[]> {
  return connection
    .selectFrom('holdfast_listed_order')
    .selectAll()
    .where('order_id', 'in', orderIds)
    .execute();
}

async function replace(connection: Kysely<RecordsDatabase>, listed: readonly ListedOrder[]): Promise<void> {
  const oldest = new Date(Date.now() - KEPT_MS).toISOString();
  await connection.deleteFrom('holdfast_listed_order').where('shown_at', '<', oldest).execute();
  await connection
    .insertInto('holdfast_listed_order')
    // In one order everywhere: two servers that keep the same rows must not wait for each other.
    .values(listed.map(toListedRow).sort((one, other) => (one.order_id < other.order_id ? -1 : 1)))
    .onConflict((conflict) =>
      conflict.column('order_id').doUpdateSet(({ ref }) => ({
        run_id: ref('excluded.run_id'),
        changed_at: ref('excluded.changed_at'),
        shown_at: ref('excluded.shown_at'),
        body: ref('excluded.body'),
      })),
    )
    .execute();
}

function toListedRow({ orderId, runId, changedAt, shownAt, body }: ListedOrder): ListedOrderRow {
  return {
    order_id: orderId,
    run_id: runId,
    changed_at: changedAt,
    shown_at: shownAt,
    body: JSON.stringify(body),
  };
}

function toListed(row: ListedOrderRow): ListedOrder {
  return {
    orderId: row.order_id,
    runId: row.run_id,
    changedAt: row.changed_at,
    shownAt: row.shown_at,
    body: JSON.parse(row.body),
  };
}
