/** The record in PostgreSQL: a small pool, every wait bounded. Concurrent starts are serialised by Kysely's advisory lock. */
import { Kysely, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import { migrate } from './migrations';
import type { Store } from './store';
import type { RecordsDatabase } from './table';

const CONNECT_TIMEOUT_MS = 10_000;
const STATEMENT_TIMEOUT_MS = 30_000;
const MAX_CONNECTIONS = 5;

/** Opens the database at a `postgres:` URL. */
export async function openPostgres(url: string): Promise<Store> {
  const pool = new Pool({
    connectionString: url,
    application_name: 'holdfast',
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS + CONNECT_TIMEOUT_MS,
    types: { getTypeParser: typeParser },
  });
  // A connection that breaks while idle ends the process unless somebody listens; the next query gets a new one.
  pool.on('error', () => undefined);
  const database = new Kysely<RecordsDatabase>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(database, 'postgres');
    return {
      // One statement is a transaction of its own there.
      reading: (work) => work(database),
      writing: (work) => work(database),
      // Dead rows are the server's own to clear away, as are its log and its backups.
      scrub: async () => false,
      close: () => database.destroy(),
    };
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

// The driver gives a bigint as text; amounts are safe integers by the check at our door.
const typeParser: typeof types.getTypeParser = ((oid: number, format?: 'text') =>
  oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser;
