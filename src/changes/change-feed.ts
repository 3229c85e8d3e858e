/**
 * Tells whoever listens that an order has changed, a second later at most. One list of the engine each second, while
 * anybody listens, however many orders and listeners there are; windows overlap, for the engine's lists lag behind.
 */
import { setTimeout as delay } from 'node:timers/promises';
import {
  byOrder,
  type Change,
  type ChangedRun,
  type ChangesSource,
  changedRuns,
  hasTold,
} from './list-changes';
import { createSeenChanges } from './seen-changes';

export type { Change } from './list-changes';

/** Each change reaches every listener at least once; orders that began under rules before 3 tell nothing. */
export interface ChangeFeed {
  /** Calls the listener, which must not throw, from now on. The answer ends that; without listeners nothing is asked. */
  subscribe(listener: (change: Change) => void): () => void;
  /**
   * Every order that has changed since, its last change only, oldest first. The engine's lists lag: whoever must not miss
   * anything looks OVERLAP_MS further back than what he has seen, and leaves out what he knows.
   * @throws what the engine throws
   */
  changesSince(instant: string): Promise<Change[]>;
  /**
   * Whether the order has ever told of a change; then listeners hear of all that come.
   * @throws what the engine throws, for an order that it does not know too
   */
  hasTold(orderId: string): Promise<boolean>;
}

/** `pollMs`: how often the engine is asked; a second unless given. */
export interface FeedOptions extends ChangesSource {
  pollMs?: number;
}

/** How late the engine's list may show what was published, clocks that differ included. */
export const OVERLAP_MS = 60_000;

/** Nearly everything is shown within this; the rest is found by the wide window, one in so many. */
const NARROW_MS = 5_000;
const WIDE_EVERY = 10;
const POLL_MS = 1_000;

/** A feed of the orders on one task queue. */
export function createChangeFeed({ pollMs = POLL_MS, ...source }: FeedOptions): ChangeFeed {
  const listeners = new Set<{ tell: (change: Change) => void }>();
  let stop: AbortController | null = null;
  const tellAll = (changes: Change[]): void => {
    for (const change of changes) for (const { tell } of [...listeners]) tell(change);
  };
  return {
    subscribe(listener) {
      const entry = { tell: listener };
      listeners.add(entry);
      if (stop === null) {
        stop = new AbortController();
        void poll({ source, pollMs, tellAll, signal: stop.signal });
      }
      return () => {
        if (!listeners.delete(entry) || listeners.size > 0) return;
        stop?.abort();
        stop = null;
      };
    },
    hasTold: (orderId) => hasTold(source, orderId),
    changesSince: async (instant) => byOrder(await changedRuns(source, Date.parse(instant))),
  };
}

interface Polling {
  source: ChangesSource;
  pollMs: number;
  tellAll: (changes: Change[]) => void;
  signal: AbortSignal;
}

/** Never throws: while the engine is away nothing is told, and the first answer after that looks back to the last before. */
async function poll({ source, pollMs, tellAll, signal }: Polling): Promise<void> {
  const seen = createSeenChanges();
  // What is older is no news to who has just begun to listen; the last moments may be.
  const news = (runs: ChangedRun[], sinceMs: number): Change[] =>
    seen.news(runs).filter(({ changedAt }) => Date.parse(changedAt) >= sinceMs);
  let answeredAtMs = Date.now();
  let tellSinceMs = answeredAtMs - NARROW_MS;
  for (let narrow = WIDE_EVERY; !signal.aborted; ) {
    const askedAtMs = Date.now();
    const isWide = narrow >= WIDE_EVERY;
    const runs = await changedRuns(source, answeredAtMs - (isWide ? OVERLAP_MS : NARROW_MS), signal).catch(
      () => null,
    );
    if (signal.aborted) return;
    narrow = isWide && runs !== null ? 0 : narrow + 1;
    if (runs !== null) {
      tellAll(news(runs, tellSinceMs));
      if (isWide) seen.keepOnly(runs);
      tellSinceMs = 0;
      answeredAtMs = askedAtMs;
    }
    await delay(pollMs, undefined, { signal }).catch(() => undefined);
  }
}
