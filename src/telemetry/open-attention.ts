/**
 * What waits for a person, by reason and since when. The engine's lists know that an order waits, and not since when: the
 * order says it, and is asked again only when something new has happened to it.
 */
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import pLimit from 'p-limit';
import { changedAtAttribute, orderIdOf, WORKFLOW_TYPE } from '../../workflows/messages';
import type { AttentionCode } from '../../workflows/state';
import { readWithin } from '../client/patience';
import { readReservation } from '../client/read-order';
import { quotedName } from './quoted-name';

/** The gravest thing that waits in one order, and since when, ISO 8601. */
export interface OpenAttention {
  code: AttentionCode;
  since: string;
}

/** What was read; `unread` orders wait too, and are asked at the next reading. */
export interface OpenAttentions {
  known: OpenAttention[];
  unread: number;
}

/** So many orders are looked at; whoever has more of them has no use for the age of one. */
const MAX_ORDERS = 1_000;

/** A scrape must not become a load of its own. */
const ASKED_EACH_TIME = 50;
const ASKED_AT_ONCE = 5;

/** The function that reads. @throws EngineUnavailableError, EngineBusyError */
export function createOpenAttentions(orders: {
  client: Client;
  taskQueue: string;
}): () => Promise<OpenAttentions> {
  let answers = new Map<string, OpenAttention | null>();
  return async () => {
    const waiting = await listWaiting(orders);
    const before = answers;
    answers = new Map(waiting.flatMap((name) => keep(name, before)));
    const limit = pLimit(ASKED_AT_ONCE);
    const asked = waiting.filter((name) => !before.has(name)).slice(0, ASKED_EACH_TIME);
    await Promise.all(
      asked.map((name) =>
        limit(async () => {
          const { attention } = await readReservation(orders, name.split(' ')[0] ?? '');
          answers.set(name, attention && { code: attention.code, since: attention.since });
        }).catch(() => undefined),
      ),
    );
    const known = [...answers.values()].filter((attention) => attention !== null);
    return { known, unread: waiting.length - answers.size };
  };
}

/** Each as it is now: an order to which something happens is another name. */
function listWaiting({ client, taskQueue }: { client: Client; taskQueue: string }): Promise<string[]> {
  const query = [
    `WorkflowType = '${WORKFLOW_TYPE}'`,
    `TaskQueue = ${quotedName(taskQueue)}`,
    "ExecutionStatus = 'Running'",
    'HoldfastAttention = true',
  ].join(' AND ');
  return readWithin(client, async () => {
    const names: string[] = [];
    for await (const run of client.workflow.list({ query, pageSize: MAX_ORDERS })) {
      names.push(nameOf(run));
      if (names.length >= MAX_ORDERS) break;
    }
    return names;
  });
}

function nameOf({ workflowId, typedSearchAttributes }: WorkflowExecutionInfo): string {
  const changedAt = typedSearchAttributes.get(changedAtAttribute)?.toISOString() ?? '';
  return `${orderIdOf(workflowId)} ${changedAt}`;
}

function keep(
  name: string,
  before: ReadonlyMap<string, OpenAttention | null>,
): [string, OpenAttention | null][] {
  const answer = before.get(name);
  return answer === undefined ? [] : [[name, answer]];
}
