/** Whether any worker works for a server that has none of its own: the engine is asked who has polled its task queue. */
import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { readWithin } from '../client/patience';

/** A poll that finds nothing ends after a minute and begins anew; a poller that is gone stands in the list for longer. */
const POLLED_WITHIN_MS = 75_000;

/** How long an answer holds: probes and people may ask at any rate. */
const KEPT_MS = 1_000;

/** `isRunning` never throws: it is false when no worker polls, and when the engine does not tell. */
export interface WorkersElsewhere {
  isRunning(): Promise<boolean>;
}

/** Looks for the workers on a task queue. */
export function workersElsewhere({
  client,
  taskQueue,
}: {
  client: Client;
  taskQueue: string;
}): WorkersElsewhere {
  let last: { answer: Promise<boolean>; askedAtMs: number } | null = null;
  const ask = async (): Promise<boolean> => {
    const { pollers } = await readWithin(client, () =>
      client.workflowService.describeTaskQueue({
        namespace: client.options.namespace,
        taskQueue: { name: taskQueue },
        taskQueueType: temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
      }),
    );
    const now = Date.now();
    return (pollers ?? []).some(
      ({ lastAccessTime }) => now - Number(lastAccessTime?.seconds ?? 0) * 1000 < POLLED_WITHIN_MS,
    );
  };
  return {
    isRunning() {
      const now = performance.now();
      if (last === null || now - last.askedAtMs > KEPT_MS) {
        last = { answer: ask().catch(() => false), askedAtMs: now };
      }
      return last.answer;
    },
  };
}
