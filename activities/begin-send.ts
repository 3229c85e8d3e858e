/**
 * The last thing before a call leaves us: the engine writes down that it begins. Of a worker that is lost it can say then
 * whether it had come so far, and a worker that was taken for lost learns here that it must not send any more.
 */
import { activityInfo } from '@temporalio/activity';
import { ActivityNotFoundError, type Client } from '@temporalio/client';
import { notBegun, takenForLost } from './to-application-failure';

/** What a call's heartbeats carry from here on; before, it has none. `workflows/outcome.ts` goes by that. */
export const BEGUN = 'begun';

/** By then the engine has given up a call that it has heard nothing of. */
const LIMIT_MS = 5_000;

/** Waits for the engine. @throws ApplicationFailure that says: surely not sent, where the engine did not write it down */
export type BeginSend = () => Promise<void>;

/** For calls that the engine hands out; those within a workflow task have no such record, and move no money. */
export function createBeginSend(client: Pick<Client, 'activity' | 'withDeadline'>): BeginSend {
  return async () => {
    const { isLocal, taskToken } = activityInfo();
    if (isLocal) return;
    try {
      await client.withDeadline(Date.now() + LIMIT_MS, () => client.activity.heartbeat(taskToken, BEGUN));
    } catch (error) {
      throw error instanceof ActivityNotFoundError ? takenForLost() : notBegun();
    }
  };
}
