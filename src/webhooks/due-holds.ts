/** Asks the engine which holds' timers act within a span of time. One question, however many orders there are. */
import type { Client } from '@temporalio/client';
import { orderIdOf, WORKFLOW_TYPE } from '../../workflows/messages';
import { everyPage } from '../changes/each-page';

/** A span of time and the task queue whose orders are meant; `after` excluded, `until` included. */
export interface DueSpan {
  taskQueue: string;
  after: Date;
  until: Date;
  /** Called whenever another page of the list has been read. */
  onPage?: () => void;
}

/** The orders, in no order. @throws what the engine throws, within 10 s a page */
export async function ordersDue(
  client: Client,
  { taskQueue, after, until, onPage }: DueSpan,
): Promise<string[]> {
  const query = [
    `WorkflowType = '${WORKFLOW_TYPE}'`,
    `TaskQueue = '${taskQueue.replace(/['\\]/g, '\\$&')}'`,
    "ExecutionStatus = 'Running'",
    `HoldfastTimerAt > '${after.toISOString()}'`,
    `HoldfastTimerAt <= '${until.toISOString()}'`,
  ].join(' AND ');
  const orderIds: string[] = [];
  for await (const { workflowId } of everyPage(client, { query, onPage }))
    orderIds.push(orderIdOf(workflowId));
  return orderIds;
}
