/**
 * Which rows were passed on already, so that nobody is told twice what he has taken in; and told again, twice at most,
 * what still is a difference a minute later: the provider's details may lag behind its history. Pure.
 */
import type { ToldRow } from './inputs';

/** Longer than details are known to lag behind. */
const TELL_AGAIN_AFTER_MS = 60_000;

/** After this many times a difference is not the order's to explain. */
const MAX_TELLINGS = 3;

/** When there are more, the oldest are forgotten: they may be told once more, which costs a reading. */
const MAX_TOLD = 2_000;

/** What was passed on in the sweeps before, and what is in this one. */
export interface ToldRows {
  /** Whether a row is to be passed on now; `once`: never a second time. */
  isDue(key: string, tells: 'news' | 'once'): boolean;
  /** Notes that a row was passed on; gives how often that was by now. */
  tell(key: string): number;
  /** Notes that nobody needs to hear of a row again. */
  settle(key: string): void;
  /** What the next sweep must know. */
  carried(): ToldRow[];
}

/** Takes up what the last sweep handed on. `at`: the sweep's own time. */
export function openToldRows(before: readonly ToldRow[], at: string): ToldRows {
  const told = new Map(before.map((row) => [row.key, row]));
  const put = (key: string, times: number): void => {
    told.delete(key);
    told.set(key, { key, at, times });
  };
  return {
    isDue(key, tells) {
      const row = told.get(key);
      if (row === undefined) return true;
      const agedMs = Date.parse(at) - Date.parse(row.at);
      return tells === 'news' && row.times < MAX_TELLINGS && agedMs >= TELL_AGAIN_AFTER_MS;
    },
    tell(key) {
      const times = (told.get(key)?.times ?? 0) + 1;
      put(key, times);
      return times;
    },
    settle: (key) => put(key, MAX_TELLINGS),
    carried: () => [...told.values()].slice(-MAX_TOLD),
  };
}

/** Whether history goes on showing what telling the order of it did not change. */
export function isInVain(times: number): boolean {
  return times >= MAX_TELLINGS;
}
