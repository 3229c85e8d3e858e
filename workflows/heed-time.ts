/**
 * What activities tell of the time: when one has ended, its end has come, whatever the SDK shows (see `clock.ts`).
 */
import { ActivityFailure, TimeoutFailure, TimeoutType } from '@temporalio/common';
import type { Ended } from '../activities/ended-at';
import type { Clock } from './clock';
import { plusMs } from './instants';
import { faultOf } from './outcome';

type Called = (input: never) => Promise<unknown>;

/** The same activities; each end moves the clock. `limitMs`: how long one attempt may take. */
export function heedTime<A extends object>(activities: A, clock: Clock, limitMs: number): A {
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
          heed(clock, isOutOfTime(error) ? plusMs(begunAt, limitMs) : faultOf(error)?.endedAt);
          throw error;
        }
      };
    },
  });
}

function heed(clock: Clock, endedAt: string | undefined): void {
  if (endedAt !== undefined) clock.reached(endedAt);
}

function isOutOfTime(error: unknown): boolean {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  return cause instanceof TimeoutFailure && cause.timeoutType === TimeoutType.START_TO_CLOSE;
}
