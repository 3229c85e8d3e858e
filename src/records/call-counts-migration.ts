/** The step that makes the table of calls of the last minute. Published: never changed, only followed by others. */
import type { Kysely, Migration } from 'kysely';

/** A row for each worker and second in which it called the provider. */
export function callCountsTable(): Migration {
  return {
    async up(database: Kysely<unknown>) {
      await database.schema
        .createTable('holdfast_provider_calls')
        .addColumn('worker', 'text', (column) => column.notNull())
        .addColumn('second', 'bigint', (column) => column.notNull())
        .addColumn('calls', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('holdfast_provider_calls_key', ['worker', 'second'])
        .execute();
    },
  };
}
