/** The step that makes the table of what lists last showed. Published: never changed, only followed by others. */
import type { Kysely, Migration, RawBuilder } from 'kysely';

/** `bytewise`: the type of text that sorts and compares by its bytes. */
export function listedTable(bytewise: RawBuilder<unknown>): Migration {
  return {
    async up(database: Kysely<unknown>) {
      await database.schema
        .createTable('holdfast_listed_order')
        .addColumn('order_id', bytewise, (column) => column.primaryKey().notNull())
        .addColumn('run_id', 'text', (column) => column.notNull())
        .addColumn('changed_at', 'text', (column) => column.notNull())
        .addColumn('shown_at', bytewise, (column) => column.notNull())
        .addColumn('body', 'text', (column) => column.notNull())
        .execute();
      await database.schema
        .createIndex('holdfast_listed_order_shown_at')
        .on('holdfast_listed_order')
        .column('shown_at')
        .execute();
    },
  };
}
