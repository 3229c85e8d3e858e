/**
 * The record in a SQLite file, shared by several processes: WAL, a wait where another writes, the file the owner's alone.
 *
 * A prepared statement of this driver must never meet a lock. One that fails with SQLITE_BUSY stays in progress,
 * and whatever the connection writes from then on is reported as done and never committed
 * (github.com/tursodatabase/libsql-js, pull request 238). So locks are taken by `exec`, which does not have that
 * fault, and statements run only inside a transaction that holds its lock already.
 */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Kysely, SqliteDialect } from 'kysely';
import Database from 'libsql';
import { migrate } from './migrations';
import type { Store } from './store';
import type { RecordsDatabase } from './table';

const GIVE_UP_AFTER_MS = 30_000;
const SCRUB_PATIENCE_MS = 5_000;
const PAUSE_MS = 10;

/** Opens the file at `path`, made with mode 0600 in a directory made with mode 0700 where they are not there. */
export async function openSqlite(path: string): Promise<Store> {
  makeFile(path);
  const file = openFile(path);
  const database = new Kysely<RecordsDatabase>({ dialect: new SqliteDialect({ database: file }) });
  const transaction = <T>(begin: string, work: (connection: Kysely<RecordsDatabase>) => Promise<T>) =>
    whileBusy(() =>
      database.connection().execute((connection) => within(file, begin, () => work(connection))),
    );
  const store: Store = {
    // The select takes the snapshot that the work then reads; a bare begin takes nothing.
    reading: (work) => transaction('begin; select 1 from sqlite_master limit 1', work),
    writing: (work) => transaction('begin immediate', work),
    scrub: () => untilDone(() => database.connection().execute(async () => emptyLog(file))),
    close: () => database.destroy(),
  };
  try {
    // The driver would wait by blocking the process, and the writer waited for may be in this very process.
    file.exec('pragma busy_timeout = 0');
    await whileBusy(async () => file.exec('pragma journal_mode = wal'));
    file.exec('pragma synchronous = full');
    // What was deleted or rewritten is overwritten with zeros, not only unlinked: an order can be forgotten.
    file.exec('pragma secure_delete = on');
    await store.writing((connection) => migrate(connection, 'sqlite'));
    return store;
  } catch (error) {
    file.close();
    throw error;
  }
}

// Only where there is none: closing a file drops every lock that this process has on it, other connections' too.
function makeFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function openFile(path: string): Database.Database {
  try {
    return new Database(path);
  } catch {
    // The driver's error has no code here.
    throw Object.assign(new Error('the file cannot be opened'), { code: 'SQLITE_CANTOPEN' });
  }
}

async function within<T>(file: Database.Database, begin: string, work: () => Promise<T>): Promise<T> {
  try {
    file.exec(begin);
    const result = await work();
    file.exec('commit');
    return result;
  } catch (error) {
    if (file.inTransaction) file.exec('rollback');
    throw error;
  }
}

/** The log before the file holds pages as they were: written home and cut off, unless others read or write just then. */
function emptyLog(file: Database.Database): boolean {
  // Answers in a row whether it was busy, and so meets no lock.
  const [answer] = file.prepare('pragma wal_checkpoint(truncate)').all([]) as { busy: number }[];
  return answer?.busy === 0;
}

async function untilDone(attempt: () => Promise<boolean>): Promise<boolean> {
  const giveUpAt = Date.now() + SCRUB_PATIENCE_MS;
  for (;;) {
    if (await attempt()) return true;
    if (Date.now() > giveUpAt) return false;
    await wait(PAUSE_MS);
  }
}

// Each attempt gives the connection back, so that readings are answered while a writing waits.
async function whileBusy<T>(attempt: () => Promise<T>): Promise<T> {
  const giveUpAt = Date.now() + GIVE_UP_AFTER_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const busy = String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY');
      if (!busy || Date.now() > giveUpAt) throw error;
      await wait(PAUSE_MS);
    }
  }
}
