/** Keeps the activities of one task queue waiting at the engine, so that what is scheduled is not started. */
import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';

const { TASK_QUEUE_TYPE_ACTIVITY } = temporal.api.enums.v1.TaskQueueType;

/** From here on no activity of the queue is handed out. */
export async function holdActivities(client: Client, taskQueue: string): Promise<void> {
  await limit(client, taskQueue, { requestsPerSecond: 0 });
}

/** They are handed out again, at the pace that the worker asks for. */
export async function handOutActivities(client: Client, taskQueue: string): Promise<void> {
  await limit(client, taskQueue, null);
}

async function limit(
  client: Client,
  taskQueue: string,
  rateLimit: temporal.api.taskqueue.v1.IRateLimit | null,
): Promise<void> {
  await client.workflowService.updateTaskQueueConfig({
    namespace: client.options.namespace,
    identity: 'matrix',
    taskQueue,
    taskQueueType: TASK_QUEUE_TYPE_ACTIVITY,
    updateQueueRateLimit: { rateLimit, reason: 'a worker dies between the intent and the send' },
  });
}
