/** A worker that falls silent with a call in its hands, before it begins to send it: as in a process that is stopped. */
import type { Client } from '@temporalio/client';
import type { ActivityDependencies } from '../../activities/create-activities';

export interface Silence {
  /** For `startWorld`. */
  dependencies(usual: ActivityDependencies): ActivityDependencies;
  /** The next call does not come so far as to reach the engine, until the silence is broken. */
  fall(): void;
  break(): void;
}

export function createSilence(): Silence {
  let broken = Promise.resolve();
  let wake = (): void => {};
  let isNext = false;
  return {
    dependencies(usual) {
      const { client } = usual;
      const heartbeat = async (token: Uint8Array, details: unknown): Promise<void> => {
        const isSilent = isNext;
        isNext = false;
        if (isSilent) await broken;
        await client.activity.heartbeat(token, details);
      };
      const gated: Client = Object.create(client, { activity: { value: { heartbeat } } });
      return { ...usual, client: gated };
    },
    fall() {
      broken = new Promise((resolve) => {
        wake = resolve;
      });
      isNext = true;
    },
    break: () => wake(),
  };
}
