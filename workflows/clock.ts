/**
 * The workflow's time. Deterministic by what the history records, and by nothing else.
 *
 * A query that reaches a worker which does not know the workflow yet may have it take in a timer, or an activity's end,
 * before the engine has told the time of it; the SDK (1.24) then still shows the time of the task before. A decision taken
 * by that time is taken otherwise in every replay, and the order would stand still for good. So what has been waited for
 * counts: once a timer has fired, its instant has come, whatever the SDK shows.
 */
export interface Clock {
  /** ISO 8601 in UTC; never before what was reached. */
  now(): string;
  /** That instant has come: a timer for it has fired, or an activity ended then. */
  reached(instant: string): void;
}

/** One for each run. */
export function createClock(): Clock {
  let latest = '';
  return {
    now() {
      const shown = new Date().toISOString();
      return shown > latest ? shown : latest;
    },
    reached(instant) {
      if (instant > latest) latest = instant;
    },
  };
}
