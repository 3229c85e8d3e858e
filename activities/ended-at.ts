/** When an activity has ended, by the engine's own clock; what the workflow may take for its time. */
import { activityInfo } from '@temporalio/activity';

/** What a provider call brings back beside its answer. Absent in histories from before it was told. */
export interface Ended {
  /** Not later than the true end: when this attempt was scheduled, and for how long it ran. */
  endedAt?: string;
}

/** Begins now; the function tells the end. Must be called within an activity. */
export function startStopwatch(): () => string {
  const { currentAttemptScheduledTimestampMs } = activityInfo();
  const begun = performance.now();
  return () => new Date(currentAttemptScheduledTimestampMs + performance.now() - begun).toISOString();
}
