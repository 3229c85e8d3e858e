/** Asks the engine which holds' timers act within a span of time. One question, however many orders there are. */
import type { Client } from '@temporalio/client';
import { orderIdOf, WORKFLOW_TYPE } from '../../workflows/messages';

/** A span of time and the task queue whose orders are meant; `after` excluded, `until` included. */
export interface DueSpan {
  taskQueue: string;
  after: Date;
  until: Date;
}

const PAGE = 1000;
const LIMIT_MS = 10_000;

/** The orders, in no order. @throws what the engine throws, within 10 s */
export async function ordersDue(client: Client, { taskQueue, after, until }: DueSpan): Promise<string[]> {
  const query = [
    `WorkflowType = '${WORKFLOW_TYPE}'`,
    `TaskQueue = '${taskQueue.replace(/['\\]/g, '\\$&')}'`,
    "ExecutionStatus = 'Running'",
    `HoldfastTimerAt > '${after.toISOString()}'`,
    `HoldfastTimerAt <= '${until.toISOString()}'`,
  ].join(' AND ');
  return client.withDeadline(Date.now() + LIMIT_MS, async () => {
    const orderIds: string[] = [];
    for await (const { workflowId } of client.workflow.list({ query, pageSize: PAGE }))
      orderIds.push(orderIdOf(workflowId));
    return orderIds;
  });
}
