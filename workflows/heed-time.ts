/**
 * What activities tell of the time: when one has ended, its end has come, whatever the SDK shows (see `clock.ts`).
 */
import { TimeoutFailure, TimeoutType } from '@temporalio/common';
import type { Ended } from '../activities/ended-at';
import { callFailure } from './call-failure';
import type { Clock } from './clock';
import { plusMs } from './instants';
import { faultOf } from './outcome';

type Called = (input: never) => Promise<unknown>;

/** How long an activity may take; `startWithinMs` is null where it waits for its turn however long that takes. */
export interface TimeLimits {
  runMs: number;
  startWithinMs: number | null;
}

/** The same activities; each end moves the clock. */
export function heedTime<A extends object>(activities: A, clock: Clock, limits: TimeLimits): A {
  return new Proxy(activities, {
    get(target, name) {
      const activity = Reflect.get(target, name) as Called;
      return async (input: never): Promise<unknown> => {
        const begunAt = clock.now();
        try {
          const answer = await activity(input);
          heed(clock, (answer as Ended | null | undefined)?.endedAt);
          return answer;
        } catch (error) {
          const tookMs = timeOutMs(error, limits);
          heed(clock, tookMs === null ? faultOf(error)?.endedAt : plusMs(begunAt, tookMs));
          throw error;
        }
      };
    },
  });
}

function heed(clock: Clock, endedAt: string | undefined): void {
  if (endedAt !== undefined) clock.reached(endedAt);
}

/** How long it took at least, if it ran out of time; null if it ended otherwise. */
function timeOutMs(error: unknown, { runMs, startWithinMs }: TimeLimits): number | null {
  const failure = callFailure(error);
  if (!(failure instanceof TimeoutFailure)) return null;
  if (failure.timeoutType === TimeoutType.START_TO_CLOSE) return runMs;
  return failure.timeoutType === TimeoutType.SCHEDULE_TO_START ? startWithinMs : null;
}
