/**
 * The last look at the clock before a capture leaves us. The engine limits how long a call may wait from when it was
 * scheduled; a worker that took long to schedule it has used up some of that time before.
 */
import { activityInfo } from '@temporalio/activity';
import { notStartedInTime } from './to-application-failure';

/** Must be called within an activity. @throws ApplicationFailure that says: surely not executed, its time is over */
export function assertInTime(notAfter: string | null | undefined): void {
  if (!notAfter) return;
  // An order's clock may have been moved forward, never back: both are a time that has come.
  const nowMs = Math.max(Date.now(), activityInfo().currentAttemptScheduledTimestampMs);
  if (nowMs >= Date.parse(notAfter)) throw notStartedInTime();
}
