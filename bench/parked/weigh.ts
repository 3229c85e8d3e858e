/** What a side weighs: its engine's database, and the memory of its worker and its engine. */
import { databaseBytes } from '../machine/database-bytes';
import { residentBytes } from '../machine/process-figures';

/** A side of a benchmark, as far as it can be weighed. */
export interface Weighable {
  databaseFile: string;
  processes(): Record<'engine' | 'worker', number>;
}

/** All in bytes. */
export interface Weight {
  database: number;
  worker: number;
  engine: number;
}

/** As it is now. */
export function weigh({ databaseFile, processes }: Weighable): Weight {
  const { worker, engine } = processes();
  return {
    database: databaseBytes(databaseFile),
    worker: residentBytes(worker),
    engine: residentBytes(engine),
  };
}

/** What each of `count` orders has added between two weighings; negative where memory was given back meanwhile. */
export function weightEach(before: Weight, after: Weight, count: number): Weight {
  return {
    database: (after.database - before.database) / count,
    worker: (after.worker - before.worker) / count,
    engine: (after.engine - before.engine) / count,
  };
}
