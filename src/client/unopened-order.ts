/**
 * Why an order is silent although the engine answers: its worker may lack the key of something in its history. The worker
 * has then failed its workflow task, and the history says so in the clear; the order waits, and loses nothing.
 */
import { workflowIdOf } from '../../workflows/messages';
import { type KeyMissingError, keyFaultOf, type SealBrokenError } from '../encryption/key-errors';
import type { ClientDependencies } from './engine-orders';
import { AnswerPendingError, EngineUnavailableError } from './errors';

const LOOK_MS = 2_000;

/** The end of a history; an order that waits for its key stands still, so that it ends with what it waits for. */
const LAST_EVENTS = 20;

/**
 * The error to give in place of `error`: where that says no more than that nobody answered, and the order waits for a key,
 * it is the key's. @returns `error` itself in all other cases; never throws
 */
export async function namingTheKey(
  dependencies: ClientDependencies,
  orderId: string,
  error: unknown,
): Promise<unknown> {
  const isSilence = error instanceof EngineUnavailableError || error instanceof AnswerPendingError;
  if (!isSilence) return error;
  return (await keyFaultBehind(dependencies, orderId).catch(() => null)) ?? error;
}

async function keyFaultBehind(
  { client }: ClientDependencies,
  orderId: string,
): Promise<KeyMissingError | SealBrokenError | null> {
  const { history } = await client.withDeadline(Date.now() + LOOK_MS, () =>
    client.workflowService.getWorkflowExecutionHistoryReverse({
      namespace: client.options.namespace,
      execution: { workflowId: workflowIdOf(orderId) },
      maximumPageSize: LAST_EVENTS,
    }),
  );
  for (const event of history?.events ?? []) {
    if (event.workflowTaskCompletedEventAttributes) return null;
    const failure = event.workflowTaskFailedEventAttributes?.failure;
    if (failure) return keyFaultOf(failure.applicationFailureInfo?.type, failure.message);
  }
  return null;
}
