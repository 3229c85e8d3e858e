/**
 * What the engine still knows of an order whose workflow has ended, for a client without the record. A run that has
 * ended has no task left that a query could have done out of turn, so it may be queried.
 */
import { QueryNotRegisteredError, WorkflowNotFoundError } from '@temporalio/client';
import type { QueryDefinition } from '@temporalio/common';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow';
import { type Answers, reservationQuery, timelineQuery, workflowIdOf } from '../../workflows/messages';
import type { OrderInput } from '../../workflows/order';
import { askOrder } from '../orders/ask-order';
import type { ClientDependencies } from './engine-orders';

const QUERIES: { [Q in 'reservation' | 'timeline']: QueryDefinition<Answers[Q]> } = {
  reservation: reservationQuery,
  timeline: timelineQuery,
};

/** The last word of an ended order; null when the engine has none of it. */
export async function askClosed<Q extends keyof typeof QUERIES>(
  { client }: ClientDependencies,
  orderId: string,
  question: Q,
): Promise<Answers[Q] | null> {
  const handle = client.workflow.getHandle(workflowIdOf(orderId));
  try {
    const { runId, status } = await handle.describe();
    // Opened again since it was found to have ended.
    if (status.name === 'RUNNING') return await askOrder(handle, question);
    const query: QueryDefinition<Answers[Q]> = QUERIES[question];
    return await client.workflow.getHandle(handle.workflowId, runId).query(query);
  } catch (error) {
    // The run was refused at its start: there never was such an order.
    if (error instanceof QueryNotRegisteredError || error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/** The order that the last run was started with; null when the engine knows of none. */
export async function inputOfClosed(
  { client }: ClientDependencies,
  orderId: string,
): Promise<OrderInput | null> {
  const { namespace, loadedDataConverter } = client.options;
  const { history } = await client.workflowService.getWorkflowExecutionHistory({
    namespace,
    execution: { workflowId: workflowIdOf(orderId) },
    maximumPageSize: 1,
  });
  const payloads = history?.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads;
  const [input] = await decodeArrayFromPayloads(loadedDataConverter, payloads);
  return (input ?? null) as OrderInput | null;
}
