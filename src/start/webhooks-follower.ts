/** Starts the workflow that follows all orders for their webhooks, where none runs. */
import type { Client } from '@temporalio/client';
import { WEBHOOKS_TYPE, webhooksIdOf } from '../../workflows/webhook-messages';

/** One per task queue, for ever: the first start is from when on anything is told. */
export async function ensureWebhooksFollower({
  client,
  taskQueue,
}: {
  client: Client;
  taskQueue: string;
}): Promise<void> {
  await client.workflow.start(WEBHOOKS_TYPE, {
    workflowId: webhooksIdOf(taskQueue),
    taskQueue,
    args: [],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  });
}
