/** What the record needs of a database, so that it need not know which one it is. */
import type { Kysely } from 'kysely';
import type { RecordsDatabase } from './table';

/** An open database. `reading` and `writing` hand the work a connection that holds the lock it needs until the work is done. */
export interface Store {
  reading<T>(work: (connection: Kysely<RecordsDatabase>) => Promise<T>): Promise<T>;
  writing<T>(work: (connection: Kysely<RecordsDatabase>) => Promise<T>): Promise<T>;
  /** Overwrites what changed rows have left in the database's files; false where that cannot be done from here. */
  scrub(): Promise<boolean>;
  close(): Promise<void>;
}
