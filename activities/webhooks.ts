/** Finds out what is to be told to a booking system, and tells it. No provider call, and no word to any order. */
import { activityInfo, heartbeat, log } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { createChangeFeed } from '../src/changes/change-feed';
import { ordersDue } from '../src/webhooks/due-holds';
import { followChanges } from '../src/webhooks/follow-changes';
import { postWebhook, type WebhookAnswer, type WebhookFault } from '../src/webhooks/post-webhook';
import { readOrder } from '../src/webhooks/read-order';
import { createWebhookSigner } from '../src/webhooks/sign-webhook';
import { takeNews } from '../src/webhooks/take-news';
import { wakeWebhooks } from '../src/webhooks/wake-webhooks';
import { webhookGapMs } from '../src/webhooks/webhook-gap';
import { takeTogether } from '../src/webhooks/webhook-message';
import type { WebhookInput } from '../workflows/webhook-messages';
import type { ActivityDependencies, WebhookParts } from './dependencies';
import type { FollowInput, ParkInput, WebhookMessage } from './webhook-inputs';

const POLL_MS = 1_000;

/** So many of one order are taken at once, if they are not too long together. */
const TAKEN_AT_ONCE = 10;

/** What a stopping worker leaves goes on with the next one; at once, it might still be handed to the one that stops. */
const AFTER_STOP_MS = 1_000;

/** All are harmless to repeat; a repeated post is the second of "at least once". */
export function createWebhookActivities(dependencies: ActivityDependencies) {
  const { client, records, webhooks: parts, stopping = new AbortController().signal } = dependencies;
  const sign = createWebhookSigner(parts?.secrets ?? []);
  const known = (): WebhookParts => {
    if (parts) return parts;
    throw new Error('This worker tells nobody: WEBHOOK_URL is not set. The webhook waits for one that does.');
  };
  return {
    /** Follows changes for an hour at most, or until the worker stops; gives up to when. */
    async followChanges({ taskQueue, since, upTo }: FollowInput): Promise<string> {
      const { books, dueSoonMs, pollMs = POLL_MS } = known();
      let followed = (activityInfo().heartbeatDetails as string | undefined) ?? upTo;
      const onPage = (): void => heartbeat(followed);
      const reached = await followChanges(
        {
          ...{ books, dueSoonMs, pollMs, stopping },
          feed: createChangeFeed({ client, taskQueue, onPage }),
          ordersDue: (after, until) => ordersDue(client, { taskQueue, after, until, onPage }),
          dueLookFailed(error) {
            const name = error instanceof Error ? error.name : 'unknown';
            log.warn('Whose hold ends soon could not be looked up; it is looked up again in a minute.', {
              error: name,
            });
          },
          wake(orderId) {
            heartbeat(followed);
            return wakeWebhooks({ client, taskQueue }, { orderId, since });
          },
          beat(instant) {
            followed = instant;
            heartbeat(followed);
          },
        },
        { since, upTo: followed },
      );
      if (!stopping.aborted) return reached;
      heartbeat(reached);
      throw benign({ type: 'worker_stopping', message: 'The worker stops; the next one follows on.' });
    },

    /** Books what is new of an order; gives what of it is to be delivered next, in its order. */
    async takeWebhooks({ orderId, since }: WebhookInput): Promise<WebhookMessage[]> {
      const { books, dueSoonMs } = known();
      const lastItem = await books.lastItem(orderId);
      const story = await readOrder({ client, records }, orderId);
      const at = new Date().toISOString();
      if (story) {
        const { news, lastItem: last } = takeNews({
          ...{ story, lastItem, since, dueSoonMs },
          nowMs: Date.now(),
        });
        await books.add(orderId, news, last, at);
      }
      const pending = await books.pending(orderId, TAKEN_AT_ONCE);
      if (story) return takeTogether(pending, story.reservation);
      // Neither engine nor record knows the order any more: there is nothing left to show.
      for (const { id } of pending) await books.park(id, 'order_not_found', at);
      return [];
    },

    /** Sends one webhook once; the engine repeats it. @throws ApplicationFailure when it was not taken */
    async postWebhook({ id, body }: WebhookMessage): Promise<void> {
      const { url, allowsPrivateNetwork, timeoutMs, books, gapMs = webhookGapMs } = known();
      const headers = { ...sign({ id, body, at: new Date() }) };
      const answer = await postWebhook({
        ...{ url, headers, body, timeoutMs, allowsPrivateNetwork },
        signal: stopping,
      });
      const { status, fault, retryAfterMs } = answer;
      if (fault === null && status !== null) return books.delivered(id, status, new Date().toISOString());
      if (fault === 'stopped') throw notTaken(answer, AFTER_STOP_MS);
      const nextMs = gapMs(activityInfo().attempt, retryAfterMs, Math.random());
      const nextAttemptAt = new Date(Date.now() + nextMs).toISOString();
      await books.attempted(id, { status, error: fault, nextAttemptAt });
      throw notTaken(answer, nextMs);
    },

    /** Gives up on a webhook. */
    parkWebhook({ id }: ParkInput): Promise<void> {
      return known().books.park(id, 'not_tried', new Date().toISOString());
    },
  };
}

const SAYS: Record<WebhookFault, string> = {
  answered_error: 'answered with an error',
  redirected: 'answered with a redirect, which is not followed',
  timed_out: 'did not answer in time',
  connection_failed: 'could not be reached',
  name_not_found: 'has a host name that leads nowhere',
  tls_failed: 'has a certificate that is not trusted',
  private_address_refused: 'has a private address, and WEBHOOK_ALLOW_PRIVATE_NETWORK is off',
  stopped: 'was not waited for, since this process stops',
};

/** Names the receiver by nothing: its URL may hold a token. */
function notTaken({ status, fault }: WebhookAnswer, nextRetryDelay: number): ApplicationFailure {
  const why = SAYS[fault ?? 'answered_error'];
  return benign({
    type: `webhook_${fault}`,
    message: `The receiver of webhooks ${why}${status === null ? '' : ` (status ${status})`}. It is told again.`,
    details: [{ status, fault }],
    nextRetryDelay,
  });
}

/** Expected, repeated, and in the books: no line in the log for each. */
function benign(options: Parameters<typeof ApplicationFailure.create>[0]): ApplicationFailure {
  return ApplicationFailure.create({
    nextRetryDelay: AFTER_STOP_MS,
    category: ApplicationFailureCategory.BENIGN,
    ...options,
  });
}
