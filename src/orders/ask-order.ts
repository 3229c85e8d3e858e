/**
 * Asking an order's workflow, for the client and for the sweep: by an update that is refused with the answer. A query that
 * reaches a worker which does not hold the workflow yet has it act out of turn, and the order may then stand still for
 * good; see docs/decisions/questions-are-updates.md.
 */
import {
  type WorkflowHandle,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { ANSWERED, type Answers, askUpdate } from '../../workflows/messages';

/**
 * The answer; null of an order that was not admitted, and is about to be closed. Waits as long as it takes; whoever asks
 * has a limit of his own. @throws what the engine throws, WorkflowNotFoundError also when the workflow has ended
 */
export async function askOrder<Question extends keyof Answers>(
  handle: Pick<WorkflowHandle, 'executeUpdate'>,
  question: Question,
): Promise<Answers[Question] | null> {
  try {
    await handle.executeUpdate(askUpdate, { args: [question] });
  } catch (error) {
    // Nothing is on its way that could be answered later: the engine did not answer in time, and that is all.
    if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) throw error.cause ?? error;
    const carrier = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
    if (!(carrier instanceof ApplicationFailure) || carrier.type !== ANSWERED) throw error;
    return carrier.details?.[0] as Answers[Question] | null;
  }
  throw new Error(`The order took the question for its ${question} as a command. It knows no such question.`);
}
