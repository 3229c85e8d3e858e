/**
 * Following one order over Temporal: its timeline is read when the change feed tells of it, and every now and then,
 * for an order that began before there was a feed is never told of.
 */
import type { TimelineItem } from '../../workflows/view';
import { EngineBusyError, EngineUnavailableError } from './errors';
import type { WatchOptions } from './holdfast-client';

/** Where a watch gets its knowledge from. */
export interface WatchSources {
  /** The whole timeline, oldest first. */
  readTimeline(): Promise<TimelineItem[]>;
  /** Tells of changes of this order until the function it gives back is called. */
  subscribe(listener: () => void): () => void;
}

/** How often the timeline is read although nobody told of a change. */
const UNTOLD_LOOK_MS = 15_000;
const AWAY_PAUSE_MS = 1_000;

/** The order's items from `after` on, as they come. @throws OrderNotFoundError, and whatever is no matter of time */
export async function* watchOrder(
  { readTimeline, subscribe }: WatchSources,
  { after, signal }: WatchOptions = {},
): AsyncGenerator<TimelineItem, void, undefined> {
  const bell = createBell();
  const unsubscribe = subscribe(bell.ring);
  signal?.addEventListener('abort', bell.ring, { once: true });
  let seen = after === undefined ? -1 : Number(after);
  try {
    while (!signal?.aborted) {
      const timeline = await unlessAway(readTimeline);
      for (const item of timeline ?? []) {
        if (Number(item.id) <= seen) continue;
        if (signal?.aborted) return;
        seen = Number(item.id);
        yield item;
      }
      await bell.wait(timeline === null ? AWAY_PAUSE_MS : UNTOLD_LOOK_MS);
    }
  } finally {
    signal?.removeEventListener('abort', bell.ring);
    unsubscribe();
  }
}

/** What was read; null while the engine does not answer. */
async function unlessAway<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof EngineUnavailableError || error instanceof EngineBusyError) return null;
    throw error;
  }
}

/** Wakes whoever waits; a ring that nobody waits for is kept for the next who does. */
function createBell() {
  let isRung = false;
  let wake: () => void = () => undefined;
  return {
    ring(): void {
      isRung = true;
      wake();
    },
    async wait(limitMs: number): Promise<void> {
      if (!isRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, limitMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      isRung = false;
    },
  };
}
