/** Has the webhooks of an order delivered: tells the workflow that does it, and starts it where none runs. */
import type { Client } from '@temporalio/client';
import { lookSignal, WEBHOOK_TYPE, type WebhookInput, webhookIdOf } from '../../workflows/webhook-messages';

/** Harmless to repeat: a workflow that finds nothing new ends. @throws what the engine throws */
export async function wakeWebhooks(
  { client, taskQueue }: { client: Client; taskQueue: string },
  input: WebhookInput,
): Promise<void> {
  await client.workflow.signalWithStart(WEBHOOK_TYPE, {
    workflowId: webhookIdOf(input.orderId),
    taskQueue,
    args: [input],
    signal: lookSignal,
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  });
}
