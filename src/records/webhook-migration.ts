/** The step that makes the tables of outbound webhooks. Published: never changed, only followed by others. */
import type { Kysely, Migration, RawBuilder } from 'kysely';

/** `bytewise`: the type of text that sorts and compares by its bytes. */
export function webhookTables(bytewise: RawBuilder<unknown>): Migration {
  return {
    async up(database: Kysely<unknown>) {
      await database.schema
        .createTable('holdfast_webhook')
        .addColumn('id', bytewise, (column) => column.primaryKey().notNull())
        .addColumn('order_id', bytewise, (column) => column.notNull())
        .addColumn('event_id', bytewise, (column) => column.notNull())
        .addColumn('position', 'bigint', (column) => column.notNull())
        .addColumn('type', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('attempts', 'integer', (column) => column.notNull())
        .addColumn('last_status', 'integer')
        .addColumn('last_error', 'text')
        .addColumn('created_at', bytewise, (column) => column.notNull())
        .addColumn('pending_since', bytewise, (column) => column.notNull())
        .addColumn('next_attempt_at', bytewise)
        .addColumn('settled_at', bytewise)
        .addColumn('event', 'text', (column) => column.notNull())
        .execute();
      await database.schema
        .createTable('holdfast_webhook_cursor')
        .addColumn('order_id', bytewise, (column) => column.primaryKey().notNull())
        .addColumn('item_id', 'bigint', (column) => column.notNull())
        .addColumn('seen_at', bytewise, (column) => column.notNull())
        .execute();
      for (const [name, columns] of Object.entries({
        order: ['order_id', 'position'],
        state: ['state', 'created_at', 'id'],
        newest: ['created_at', 'id'],
      })) {
        await database.schema
          .createIndex(`holdfast_webhook_${name}`)
          .on('holdfast_webhook')
          .columns(columns)
          .execute();
      }
    },
  };
}
