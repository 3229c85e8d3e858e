/** What the test and its worker processes say to each other. Plain JSON over Node's own channel. */
import type { ArmedCell, CrashPointName } from './crash-points';

/** Where a worker works: everything it needs to run the product's worker on one task queue. */
export interface WorkPlace {
  taskQueue: string;
  sandboxUrl: string;
  sandboxToken: string;
  callbackSecret: string;
  publicUrl: string;
  recordsUrl: string;
}

/** What a worker process is told. Each is answered by `done` with the same number. */
export type Order =
  | { do: 'run'; place: WorkPlace }
  | { do: 'leave'; taskQueue: string }
  | { do: 'arm'; point: CrashPointName; cells: ArmedCell[] }
  | { do: 'release' }
  | { do: 'die' };

/** What a worker process says. */
export type Report =
  | { says: 'done'; number: number; fault: string | null }
  | { says: 'arrived'; orderId: string }
  | { says: 'dying' };
