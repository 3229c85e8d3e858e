/**
 * Follows the changes of all orders of a task queue, for ever, and has each changed order's webhooks delivered. One per
 * task queue. It only keeps the place up to which changes were followed; see docs/decisions/webhooks.md.
 */
import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities/create-activities';
import { type WebhooksInput, webhookQueueOf } from './webhook-messages';

/**
 * One run of the activity ends after an hour; it says all the time that it lives, and how far it came. It goes before all
 * that waits for its turn while a receiver hangs.
 */
function followingActivities(taskQueue: string) {
  return proxyActivities<Pick<Activities, 'followChanges'>>({
    taskQueue: webhookQueueOf(taskQueue),
    startToCloseTimeout: 2 * 60 * 60_000,
    heartbeatTimeout: 20_000,
    priority: { priorityKey: 1 },
    retry: { initialInterval: 1_000, backoffCoefficient: 2, maximumInterval: 15_000 },
  });
}

/** Never ends by itself. Without input it begins with what happens from now on. */
export async function webhooks(input?: WebhooksInput): Promise<never> {
  const { taskQueue, startTime } = workflowInfo();
  const since = input?.since ?? startTime.toISOString();
  const { followChanges } = followingActivities(taskQueue);
  let upTo = input?.upTo ?? since;
  for (;;) {
    upTo = await followChanges({ taskQueue, since, upTo });
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof webhooks>({ since, upTo });
  }
}
