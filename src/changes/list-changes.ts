/** The one question behind the change feed: which orders of a task queue have published anything since an instant. */
import { setMaxListeners } from 'node:events';
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import {
  attentionAttribute,
  changedAtAttribute,
  orderIdOf,
  stateAttribute,
  WORKFLOW_TYPE,
  workflowIdOf,
} from '../../workflows/messages';
import type { LifecycleState } from '../../workflows/state';
import { everyPage } from './each-page';

/** That an order has changed, and what it was after that. Ask the order for more. */
export interface Change {
  orderId: string;
  state: LifecycleState;
  /** Whether anything waits for a person. */
  attention: boolean;
  /** When the change was published, by the order's own clock; ISO 8601 in UTC. */
  changedAt: string;
}

/** One run of an order, as the engine's list shows it. */
export interface ChangedRun {
  runId: string;
  /** When the run began: of two runs of one order the later one counts. */
  startedAtMs: number;
  change: Change;
}

/** Which orders, and through which client. */
export interface ChangesSource {
  client: Client;
  /** Where the orders run; others share the namespace. */
  taskQueue: string;
  /** Called whenever another page of a list has been read: a long list is no silence. */
  onPage?: () => void;
}

/** Every run, open or ended, that published anything at or after the instant. @throws what the engine throws, within 10 s a page */
export async function changedRuns(
  { client, taskQueue, onPage }: ChangesSource,
  sinceMs: number,
  signal?: AbortSignal,
): Promise<ChangedRun[]> {
  const query = [
    `WorkflowType = '${WORKFLOW_TYPE}'`,
    `TaskQueue = '${taskQueue.replace(/['\\]/g, '\\$&')}'`,
    `HoldfastChangedAt >= '${new Date(sinceMs).toISOString()}'`,
  ].join(' AND ');
  const collect = async (): Promise<ChangedRun[]> => {
    const runs: ChangedRun[] = [];
    for await (const run of everyPage(client, { query, onPage })) {
      const changed = changedRun(run);
      if (changed) runs.push(changed);
    }
    return runs;
  };
  // One of its own for each call: the client leaves its listeners behind on the signal that it is given.
  const call = new AbortController();
  // Each page leaves one, and a look far back has many pages.
  setMaxListeners(0, call.signal);
  const abort = (): void => call.abort();
  signal?.addEventListener('abort', abort);
  try {
    return await client.withAbortSignal(call.signal, collect);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

const LIMIT_MS = 10_000;

/**
 * Whether the order has published any change since it began: whoever has tells of all that come. Asks the order's own run,
 * and no list, which may lag. @throws what the engine throws, within 10 s; for an order that it does not know too
 */
export async function hasTold({ client }: Pick<ChangesSource, 'client'>, orderId: string): Promise<boolean> {
  const { typedSearchAttributes } = await client.withDeadline(Date.now() + LIMIT_MS, () =>
    client.workflow.getHandle(workflowIdOf(orderId)).describe(),
  );
  return typedSearchAttributes.get(changedAtAttribute) !== undefined;
}

function changedRun({ workflowId, runId, startTime, typedSearchAttributes }: WorkflowExecutionInfo) {
  const state = typedSearchAttributes.get(stateAttribute);
  const changedAt = typedSearchAttributes.get(changedAtAttribute)?.toISOString();
  if (state === undefined || changedAt === undefined) return null;
  const attention = typedSearchAttributes.get(attentionAttribute) ?? false;
  const change = { orderId: orderIdOf(workflowId), state: state as LifecycleState, attention, changedAt };
  return { runId, startedAtMs: startTime.getTime(), change };
}

/** One change for each order, that of its latest run; oldest first. */
export function byOrder(runs: readonly ChangedRun[]): Change[] {
  const latest = new Map<string, ChangedRun>();
  for (const run of runs) {
    const other = latest.get(run.change.orderId);
    if (other === undefined || other.startedAtMs <= run.startedAtMs) latest.set(run.change.orderId, run);
  }
  const changes = [...latest.values()].map(({ change }) => change);
  return changes.sort((one, other) => (one.changedAt < other.changedAt ? -1 : 1));
}
