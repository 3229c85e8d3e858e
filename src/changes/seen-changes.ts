/** What a feed has told already, so that windows may overlap. */
import { byOrder, type Change, type ChangedRun } from './list-changes';

/** Tells what is new among what a window shows. */
export interface SeenChanges {
  /** The changes that no window before has shown; all of the window counts as seen from now on. */
  news(runs: readonly ChangedRun[]): Change[];
  /** Forgets everything but this: the widest window has shown all that a narrower one can. */
  keepOnly(runs: readonly ChangedRun[]): void;
}

/** Knows nothing at first. */
export function createSeenChanges(): SeenChanges {
  let seen = new Map<string, string>();
  return {
    news(runs) {
      const fresh = runs.filter(({ runId, change }) => seen.get(runId) !== change.changedAt);
      for (const { runId, change } of fresh) seen.set(runId, change.changedAt);
      return byOrder(fresh);
    },
    keepOnly(runs) {
      seen = new Map(runs.map(({ runId, change }) => [runId, change.changedAt]));
    },
  };
}
