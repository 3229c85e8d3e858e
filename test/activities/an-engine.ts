/** The engine as an activity that sends needs it: it writes down that a call begins. */
import type { ActivityDependencies } from '../../activities/dependencies';

/** `heartbeat` is told what the engine is to write down, and may refuse. */
export function anEngine(
  heartbeat: (token: Uint8Array, details: unknown) => Promise<void> = async () => {},
): ActivityDependencies['client'] {
  const client = {
    withDeadline: (_at: number, call: () => unknown) => call(),
    activity: { heartbeat },
  };
  return client as unknown as ActivityDependencies['client'];
}
