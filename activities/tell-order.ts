/**
 * Tells an order what history shows of it: by a signal while it is open, and by opening it again when it has ended, as
 * a callback would. A hint, never the truth: the order reads details for itself.
 */
import { type Client, isGrpcServiceError, ServiceError, WorkflowNotFoundError } from '@temporalio/client';
import { reopenOptions } from '../src/orders/start-options';
import type { Records } from '../src/records/records';
import { type HistoryHint, historySignal, orderIdOf, WORKFLOW_TYPE } from '../workflows/messages';
import { recordedState } from './order-books';

/** What telling an order needs. `taskQueue`: where one that is opened again runs. */
export interface TellingRoom {
  client: Client;
  records: Pick<Records, 'find'>;
  taskQueue: string;
}

/**
 * `hinted`: its workflow has it. `reopened`: it had ended and runs again. `nobody`: neither engine nor record knows it.
 * `refused`: the engine takes no signal for it, as for a workflow that had too many; the other orders must not wait.
 */
export type Told = 'hinted' | 'reopened' | 'nobody' | 'refused';

/** Signals an order that runs; `nobody` when none does. */
export async function hint(
  client: Client,
  workflowId: string,
  shown: HistoryHint,
): Promise<Exclude<Told, 'reopened'>> {
  try {
    await client.workflow.getHandle(workflowId).signal(historySignal, shown);
    return 'hinted';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'nobody';
    if (isRefusal(error)) return 'refused';
    throw error;
  }
}

/** Tells an order, whether it is open or has ended. */
export async function tellOrder(
  { client, records, taskQueue }: TellingRoom,
  workflowId: string,
  shown: HistoryHint,
): Promise<Told> {
  const became = await hint(client, workflowId, shown);
  if (became !== 'nobody') return became;
  const state = await recordedState(records, orderIdOf(workflowId));
  if (state === null) return 'nobody';
  await client.workflow.signalWithStart(WORKFLOW_TYPE, {
    ...reopenOptions({ workflowId, taskQueue }, state.input),
    signal: historySignal,
    signalArgs: [shown],
  });
  return 'reopened';
}

const INVALID_ARGUMENT = 3;

function isRefusal(error: unknown): boolean {
  const cause = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(cause) && cause.code === INVALID_ARGUMENT;
}
