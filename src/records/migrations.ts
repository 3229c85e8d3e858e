/**
 * The steps that bring the record's tables to this version, in code, for both databases.
 * A published step is never changed; a new one is added below it. Text that sorts or is compared is collated by
 * its bytes: PostgreSQL would otherwise sort by the language of the server, and pages would differ between databases.
 */
import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { callCountsTable } from './call-counts-migration';
import { listedTable } from './listed-migration';
import { RecordsNewerError } from './records-errors';
import type { RecordsDatabase } from './table';
import { webhookTables } from './webhook-migration';

/** The databases that the record can lie in. */
export type DatabaseKind = 'sqlite' | 'postgres';

const STEPS_TABLE = 'holdfast_migration';

/**
 * Runs the steps that are missing.
 * @throws RecordsNewerError, or the driver's error; the caller sees to it that no two run at once.
 */
export async function migrate(database: Kysely<RecordsDatabase>, kind: DatabaseKind): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => migrations(kind) },
    migrationTableName: STEPS_TABLE,
    migrationLockTableName: 'holdfast_migration_lock',
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const unknown = await stepsOfLater(database, Object.keys(migrations(kind))).catch(() => []);
  throw unknown.length > 0 ? new RecordsNewerError(unknown) : error;
}

/** What was done to these tables that we know nothing of. */
async function stepsOfLater(database: Kysely<RecordsDatabase>, known: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(STEPS_TABLE)}`.execute(database);
  return rows.map(({ name }) => name).filter((name) => !known.includes(name));
}

function migrations(kind: DatabaseKind): Record<string, Migration> {
  const bytewise = kind === 'postgres' ? sql`text collate "C"` : sql`text`;
  return {
    '2026_11_21_ended_orders': {
      async up(database: Kysely<unknown>) {
        await database.schema
          .createTable('holdfast_ended_order')
          .addColumn('order_id', bytewise, (column) => column.primaryKey().notNull())
          .addColumn('state', 'text', (column) => column.notNull())
          .addColumn('attention', 'integer', (column) => column.notNull())
          .addColumn('currency', 'text', (column) => column.notNull())
          .addColumn('order_minor', 'bigint', (column) => column.notNull())
          .addColumn('reserved_minor', 'bigint', (column) => column.notNull())
          .addColumn('captured_minor', 'bigint', (column) => column.notNull())
          .addColumn('charged_minor', 'bigint', (column) => column.notNull())
          .addColumn('refunded_minor', 'bigint', (column) => column.notNull())
          .addColumn('capture_by', bytewise, (column) => column.notNull())
          .addColumn('reservation_uuid', bytewise)
          .addColumn('created_at', bytewise, (column) => column.notNull())
          .addColumn('ended_at', bytewise, (column) => column.notNull())
          .addColumn('body', 'text', (column) => column.notNull())
          .execute();
        for (const columns of [
          ['created_at', 'order_id'],
          ['capture_by', 'order_id'],
          ['reservation_uuid'],
        ]) {
          await database.schema
            .createIndex(`holdfast_ended_order_${columns[0]}`)
            .on('holdfast_ended_order')
            .columns(columns)
            .execute();
        }
      },
    },
    '2026_11_21_shown_customers': {
      async up(database: Kysely<unknown>) {
        await database.schema
          .createTable('holdfast_shown_customer')
          .addColumn('order_id', bytewise, (column) => column.notNull())
          .addColumn('shown_at', bytewise, (column) => column.notNull())
          .addColumn('shown_by', 'text', (column) => column.notNull())
          .execute();
        await database.schema
          .createIndex('holdfast_shown_customer_order_id')
          .on('holdfast_shown_customer')
          .columns(['order_id', 'shown_at'])
          .execute();
      },
    },
    '2026_11_21_webhooks': webhookTables(bytewise),
    '2026_11_21_x_listed_orders': listedTable(bytewise),
    // The metrics count ended orders by their state: by reading an index, not every row with its body.
    '2026_11_21_y_ended_states': {
      async up(database: Kysely<unknown>) {
        await database.schema
          .createIndex('holdfast_ended_order_state')
          .on('holdfast_ended_order')
          .column('state')
          .execute();
      },
    },
    '2026_11_21_y_provider_calls': callCountsTable(),
  };
}
