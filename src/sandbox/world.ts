// Everything one sandbox consists of, wired together; acts, calls, pages and control work on it.
// It keeps reservations in memory and stores each change; `together` makes several changes one.
import { Books } from './books';
import { Callbacks } from './callbacks';
import { Clock } from './clock';
import { Faults } from './faults';
import { Ids } from './ids';
import { createRandom } from './random';
import { RateLimit } from './rate-limit';
import type { Reservation } from './reservation';
import { createSeal } from './seal';
import type { Settings } from './settings';
import { createFileStore, createMemoryStore, type Store } from './store';

/** One sandbox without its doors. */
export class World {
  readonly reservations = new Map<string, Reservation>();
  readonly books: Books;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly ids: Ids;
  readonly callbacks: Callbacks;
  readonly rateLimit: RateLimit;
  /** Whether the token was revoked: every call is then answered 401. */
  isTokenRevoked = false;
  /** Where the sandbox is reached; known once it listens. */
  origin = '';
  /** Timers of customers who pay by themselves. */
  readonly timers = new Set<NodeJS.Timeout>();
  private readonly store: Store;

  /** @throws Error when the file cannot be opened or read */
  constructor(readonly settings: Settings) {
    const random = createRandom(settings.seed);
    this.store =
      settings.file === null
        ? createMemoryStore()
        : createFileStore(settings.file, createSeal(settings.encryptionKeys));
    this.books = new Books((kind, entry) => this.store.saveEntry(kind, entry));
    this.faults = new Faults(random);
    this.ids = new Ids(random);
    this.callbacks = new Callbacks(settings, this.faults, this.books);
    this.rateLimit = new RateLimit(settings.ratePerMinute);
    const stored = this.store.load();
    for (const reservation of stored.reservations) this.remember(reservation);
    for (const { kind, entry } of stored.entries) this.books.restore(kind, entry);
    const startOffsetMs = settings.startAtMs === null ? 0 : settings.startAtMs - Date.now();
    this.clock = new Clock(stored.clockOffsetMs ?? startOffsetMs + settings.clockSkewMs);
    this.store.saveClockOffset(this.clock.offsetMs);
  }

  /** Keeps a new or changed reservation. */
  save(reservation: Reservation): void {
    this.remember(reservation);
    this.store.saveReservation(reservation);
  }

  /** Moves the sandbox's own clock. */
  saveClock(offsetMs: number): void {
    this.clock.offsetMs = offsetMs;
    this.store.saveClockOffset(offsetMs);
  }

  /** Stores all changes of the work as one, before anybody hears of them. */
  together<T>(work: () => T): T {
    return this.store.together(work);
  }

  /** Closes what it opened. */
  async stop(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    await this.callbacks.stop();
    this.store.close();
  }

  private remember(reservation: Reservation): void {
    this.reservations.set(reservation.uuid, reservation);
    this.ids.remember(reservation);
  }
}
