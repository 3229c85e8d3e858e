/** The books of outbound webhooks in the record's database. */
import type { Kysely } from 'kysely';
import type { Store } from './store';
import type { RecordsDatabase } from './table';
import type {
  NewWebhook,
  SeenChange,
  WebhookAttempt,
  WebhookBacklog,
  WebhookChoice,
  WebhookDeliveries,
  WebhookDelivery,
  WebhookQuery,
} from './webhook-deliveries';
import { selectBacklog, selectChosen, selectOverdue, selectPage } from './webhook-selections';
import { toDelivery, type WebhookRow } from './webhook-tables';

/** Runs work on the database and names its failures; `attempt` completes "could not be …". */
export type Available = <T>(attempt: string, work: () => Promise<T>) => Promise<T>;

type Connection = Kysely<RecordsDatabase>;

/** So many names go into one query. */
const CHUNK = 500;

/** Keeps the books; see WebhookDeliveries for what each method promises. */
export class WebhookBooks implements WebhookDeliveries {
  readonly #store: Store;
  readonly #available: Available;

  constructor(store: Store, available: Available) {
    this.#store = store;
    this.#available = available;
  }

  async unseen(changes: readonly SeenChange[]): Promise<SeenChange[]> {
    const seen = new Map<string, string>();
    for (const orderIds of chunksOf(changes.map(({ orderId }) => orderId))) {
      const rows = await this.#read((connection) =>
        connection
          .selectFrom('holdfast_webhook_cursor')
          .selectAll()
          .where('order_id', 'in', orderIds)
          .execute(),
      );
      for (const row of rows) seen.set(row.order_id, row.seen_at);
    }
    // Not only later ones: a run that was opened again may live by an earlier clock than the one before it.
    return changes.filter(({ orderId, changedAt }) => seen.get(orderId) !== changedAt);
  }

  async sawChanges(changes: readonly SeenChange[]): Promise<void> {
    for (const chunk of chunksOf(changes)) {
      const rows = chunk.map(({ orderId, changedAt }) => ({
        order_id: orderId,
        item_id: 0,
        seen_at: changedAt,
      }));
      await this.#write((connection) =>
        connection
          .insertInto('holdfast_webhook_cursor')
          .values(rows)
          .onConflict((conflict) =>
            conflict.column('order_id').doUpdateSet((row) => ({ seen_at: row.ref('excluded.seen_at') })),
          )
          .execute(),
      );
    }
  }

  async lastItem(orderId: string): Promise<number> {
    const row = await this.#read((connection) =>
      connection
        .selectFrom('holdfast_webhook_cursor')
        .select('item_id')
        .where('order_id', '=', orderId)
        .executeTakeFirst(),
    );
    return row?.item_id ?? 0;
  }

  async add(orderId: string, news: readonly NewWebhook[], lastItem: number, at: string): Promise<void> {
    await this.#write(async (connection) => {
      // The last item comes last: a repeat after a loss in between books the same ids again, and nothing twice.
      if (news.length > 0) await insertAll(connection, news, at);
      await connection
        .insertInto('holdfast_webhook_cursor')
        .values({ order_id: orderId, item_id: lastItem, seen_at: '' })
        .onConflict((conflict) =>
          conflict
            .column('order_id')
            .doUpdateSet({ item_id: lastItem })
            .where('holdfast_webhook_cursor.item_id', '<', lastItem),
        )
        .execute();
    });
  }

  async pending(orderId: string, limit: number): Promise<WebhookDelivery[]> {
    const rows = await this.#read((connection) =>
      connection
        .selectFrom('holdfast_webhook')
        .selectAll()
        .where('order_id', '=', orderId)
        .where('state', '=', 'pending')
        .orderBy('position')
        .limit(limit)
        .execute(),
    );
    return rows.map(toDelivery);
  }

  attempted(id: string, { status, error, nextAttemptAt }: WebhookAttempt): Promise<void> {
    return this.#update(id, { last_status: status, last_error: error, next_attempt_at: nextAttemptAt }, 1);
  }

  delivered(id: string, status: number, at: string): Promise<void> {
    const taken = { last_status: status, last_error: null, next_attempt_at: null };
    return this.#update(id, { ...taken, state: 'delivered', settled_at: at }, 1);
  }

  async park(id: string, error: string, at: string): Promise<void> {
    await this.#write((connection) =>
      connection
        .updateTable('holdfast_webhook')
        .set((row) => ({
          state: 'parked' as const,
          settled_at: at,
          next_attempt_at: null,
          last_error: row.fn.coalesce('last_error', row.val(error)),
        }))
        .where('id', '=', id)
        .where('state', '=', 'pending')
        .execute(),
    );
  }

  async list(query: WebhookQuery): Promise<WebhookDelivery[]> {
    const rows = await this.#read((connection) => selectPage(connection, query).execute());
    return rows.map(toDelivery);
  }

  async replay(choice: WebhookChoice, limit: number, at: string): Promise<number> {
    return this.#write(async (connection) => {
      const chosen = await selectChosen(connection, choice, limit).execute();
      for (const ids of chunksOf(chosen.map(({ id }) => id))) {
        await connection
          .updateTable('holdfast_webhook')
          .set({ state: 'pending', pending_since: at, next_attempt_at: null, settled_at: null })
          .where('id', 'in', ids)
          .execute();
      }
      return chosen.length;
    });
  }

  async backlog(): Promise<WebhookBacklog> {
    const rows = await this.#read((connection) => selectBacklog(connection).execute());
    const of = (wanted: string) => rows.find(({ state }) => state === wanted);
    return {
      pending: Number(of('pending')?.count ?? 0),
      parked: Number(of('parked')?.count ?? 0),
      oldestPendingSince: of('pending')?.since ?? null,
    };
  }

  async overdue(before: string, limit: number): Promise<string[]> {
    const rows = await this.#read((connection) => selectOverdue(connection, before, limit).execute());
    return rows.map(({ order_id }) => order_id);
  }

  async having(orderIds: readonly string[], eventId: string): Promise<Set<string>> {
    const found = new Set<string>();
    for (const chunk of chunksOf(orderIds)) {
      const rows = await this.#read((connection) =>
        connection
          .selectFrom('holdfast_webhook')
          .select('order_id')
          .where('event_id', '=', eventId)
          .where('order_id', 'in', chunk)
          .execute(),
      );
      for (const row of rows) found.add(row.order_id);
    }
    return found;
  }

  async redact(orderId: string, redact: (event: unknown, id: string) => unknown): Promise<number> {
    return this.#write(async (connection) => {
      const rows = await connection
        .selectFrom('holdfast_webhook')
        .select(['id', 'event'])
        .where('order_id', '=', orderId)
        .execute();
      for (const { id, event } of rows)
        await connection
          .updateTable('holdfast_webhook')
          .set({ event: JSON.stringify(redact(JSON.parse(event), id)) })
          .where('id', '=', id)
          .execute();
      return rows.length;
    });
  }

  async ofOrder(orderId: string): Promise<WebhookDelivery[]> {
    const rows = await this.#read((connection) =>
      connection
        .selectFrom('holdfast_webhook')
        .selectAll()
        .where('order_id', '=', orderId)
        .orderBy('position')
        .execute(),
    );
    return rows.map(toDelivery);
  }

  async prune(before: string, limit: number): Promise<number> {
    return this.#write(async (connection) => {
      const old = await connection
        .selectFrom('holdfast_webhook')
        .select('id')
        .where('state', '=', 'delivered')
        // What was settled before was made before: this is what the index finds it by.
        .where('created_at', '<', before)
        .where('settled_at', '<', before)
        .limit(limit)
        .execute();
      for (const ids of chunksOf(old.map(({ id }) => id)))
        await connection.deleteFrom('holdfast_webhook').where('id', 'in', ids).execute();
      return old.length;
    });
  }

  async #update(id: string, changes: Partial<WebhookRow>, attempts: number): Promise<void> {
    await this.#write((connection) =>
      connection
        .updateTable('holdfast_webhook')
        .set((row) => ({ ...changes, attempts: row('attempts', '+', attempts) }))
        .where('id', '=', id)
        .execute(),
    );
  }

  #read<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.#available('read', () => this.#store.reading(work));
  }

  #write<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.#available('written', () => this.#store.writing(work));
  }
}

async function insertAll(connection: Connection, news: readonly NewWebhook[], at: string): Promise<void> {
  const rows = news.map(({ id, orderId, eventId, position, type, event }) => ({
    ...{ id, position, type, order_id: orderId, event_id: eventId, event: JSON.stringify(event) },
    ...{ state: 'pending' as const, attempts: 0, last_status: null, last_error: null },
    ...{ created_at: at, pending_since: at, next_attempt_at: null, settled_at: null },
  }));
  await connection
    .insertInto('holdfast_webhook')
    .values(rows)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

function* chunksOf<T>(items: readonly T[]): Generator<T[]> {
  for (let start = 0; start < items.length; start += CHUNK) yield items.slice(start, start + CHUNK);
}
