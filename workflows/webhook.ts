/**
 * Delivers the webhooks of one order, one after the other: the next one is not sent before the one before it was taken or
 * given up. Ends when nothing is left. Whatever happens here, the order's own workflow hears nothing of it.
 */
import {
  ActivityFailure,
  continueAsNew,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/create-activities';
import type { WebhookMessage } from '../activities/webhook-inputs';
import { lookSignal, type WebhookInput, type WebhookResult, webhookQueueOf } from './webhook-messages';

/** A webhook that its receiver does not take is given up three days after it was to be delivered. */
export const GIVE_UP_AFTER_MS = 3 * 24 * 60 * 60_000;

/** What waited for its turn until its own three days were over is still tried for so long. */
const LEAST_PATIENCE_MS = 10 * 60_000;

/** Beyond the longest time-out of one request, which is 30 s: the books are written within it too. */
const ONE_ATTEMPT_MS = 90_000;

/** The first gap and the longest one, each gap twice the one before. The activity asks for the same, a little spread. */
const RETRY = { initialInterval: 5_000, backoffCoefficient: 2, maximumInterval: 60 * 60_000 };

/** Reads the order and writes the books; tried until both answer. Moments, so it goes before what waits for a receiver. */
function bookActivities(taskQueue: string) {
  return proxyActivities<Pick<Activities, 'takeWebhooks' | 'parkWebhook'>>({
    taskQueue: webhookQueueOf(taskQueue),
    startToCloseTimeout: 60_000,
    priority: { priorityKey: 2 },
    retry: { initialInterval: 1_000, backoffCoefficient: 2, maximumInterval: 60_000 },
  });
}

/** One webhook, tried until it is taken or `patienceMs` are over. */
function postingActivities(taskQueue: string, patienceMs: number) {
  return proxyActivities<Pick<Activities, 'postWebhook'>>({
    taskQueue: webhookQueueOf(taskQueue),
    startToCloseTimeout: ONE_ATTEMPT_MS,
    scheduleToCloseTimeout: patienceMs,
    retry: RETRY,
  });
}

/** Started by the first change, and told of later ones by the signal; harmless to start for an order without news. */
export async function webhook(input: WebhookInput): Promise<WebhookResult> {
  const { taskQueue } = workflowInfo();
  const { takeWebhooks, parkWebhook } = bookActivities(taskQueue);
  const result = { delivered: 0, parked: 0 };
  let isToldOfMore = false;
  setHandler(lookSignal, () => {
    isToldOfMore = true;
  });
  for (;;) {
    isToldOfMore = false;
    const messages = await takeWebhooks(input);
    for (const message of messages) {
      if (await isTaken(taskQueue, message)) {
        result.delivered += 1;
        continue;
      }
      await parkWebhook({ id: message.id });
      result.parked += 1;
    }
    if (messages.length === 0 && !isToldOfMore) return result;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof webhook>(input);
  }
}

async function isTaken(taskQueue: string, message: WebhookMessage): Promise<boolean> {
  const leftMs = Date.parse(message.pendingSince) + GIVE_UP_AFTER_MS - Date.now();
  const { postWebhook } = postingActivities(taskQueue, Math.max(leftMs, LEAST_PATIENCE_MS));
  try {
    await postWebhook(message);
    return true;
  } catch (error) {
    if (error instanceof ActivityFailure) return false;
    throw error;
  }
}
