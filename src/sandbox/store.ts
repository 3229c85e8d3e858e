// Where reservations and books outlive the process: one SQLite file, or nowhere.
// Everything is also held in memory; the file is only written to while running and read at the start.
import Database from 'libsql';
import type { BookEntries } from './books';
import type { Reservation } from './reservation';
import type { Seal } from './seal';

/** An entry of the books with its kind. */
export type StoredEntry = { [K in keyof BookEntries]: { kind: K; entry: BookEntries[K] } }[keyof BookEntries];

/** What a start finds. */
export interface Stored {
  reservations: Reservation[];
  entries: StoredEntry[];
  clockOffsetMs: number | null;
}

/** Keeps what it is told until the next start. */
export interface Store {
  load(): Stored;
  saveReservation(reservation: Reservation): void;
  saveEntry(kind: keyof BookEntries, entry: { id: number }): void;
  saveClockOffset(offsetMs: number): void;
  /** Runs the work as one unit: all of it is in the file afterwards, or nothing. */
  together<T>(work: () => T): T;
  close(): void;
}

/** A store that forgets. */
export function createMemoryStore(): Store {
  return {
    load: () => ({ reservations: [], entries: [], clockOffsetMs: null }),
    saveReservation: () => {},
    saveEntry: () => {},
    saveClockOffset: () => {},
    together: (work) => work(),
    close: () => {},
  };
}

const TABLES = `
  create table if not exists reservation (uuid text primary key, created_at_ms integer not null, data text not null);
  create table if not exists book (kind text not null, id integer not null, data text not null, primary key (kind, id));
  create table if not exists setting (name text primary key, value text not null);
`;

/**
 * A store on a SQLite file, made if it is not there.
 * @throws Error when the file cannot be opened or holds what the seal cannot open
 */
export function createFileStore(file: string, seal: Seal): Store {
  const database = new Database(file);
  // WAL with NORMAL: a commit survives the death of the process, which is what a sandbox must survive.
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.exec(TABLES);
  const saveReservation = database.prepare(
    'insert into reservation values (?, ?, ?) on conflict (uuid) do update set data = excluded.data',
  );
  const saveEntry = database.prepare('insert or replace into book values (?, ?, ?)');
  const saveSetting = database.prepare('insert or replace into setting values (?, ?)');
  return {
    load: () => load(database, seal),
    saveReservation(reservation) {
      const data = seal.close(JSON.stringify(reservation));
      saveReservation.run(reservation.uuid, reservation.createdAtMs, data);
    },
    saveEntry(kind, entry) {
      saveEntry.run(kind, entry.id, seal.close(JSON.stringify(entry)));
    },
    saveClockOffset(offsetMs) {
      saveSetting.run('clockOffsetMs', String(offsetMs));
    },
    together: (work) => {
      if (database.inTransaction) return work();
      let result: { value: ReturnType<typeof work> } | undefined;
      database.transaction(() => {
        result = { value: work() };
      })();
      if (result === undefined) throw new Error('The sandbox file took no transaction.');
      return result.value;
    },
    close: () => {
      database.close();
    },
  };
}

function load(database: Database.Database, seal: Seal): Stored {
  const rows = (sql: string) => database.prepare(sql).all() as Array<Record<string, string>>;
  const parse = (row: Record<string, string>) => JSON.parse(seal.open(row['data'] ?? ''));
  const offset = rows("select value from setting where name = 'clockOffsetMs'")[0]?.['value'];
  return {
    reservations: rows('select data from reservation order by rowid').map(parse),
    entries: rows('select kind, data from book order by kind, id').map(
      (row) => ({ kind: row['kind'], entry: parse(row) }) as StoredEntry,
    ),
    clockOffsetMs: offset === undefined ? null : Number(offset),
  };
}
