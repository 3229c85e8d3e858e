/**
 * The wall before questions that other clients put as queries. A query that reaches a worker which does not hold the
 * workflow has it take in what the engine has not yet handed out as a task, and so act out of turn (SDK 1.24; see
 * docs/decisions/questions-are-updates.md). What has acted so is not gone on with: its next task fails once, the worker
 * forgets it, and the engine hands the task out again, to be taken in from the beginning.
 */
import { type WorkflowInterceptorsFactory, workflowInfo } from '@temporalio/workflow';

/** For `workflowInterceptorModules` of the worker or of the bundle. */
export const interceptors: WorkflowInterceptorsFactory = () => {
  let seen = { historyLength: -1, historySize: -1 };
  let isAhead = false;
  let isOutOfTurn = false;
  return {
    internals: [
      {
        activate(input, next) {
          if (input.activation.jobs?.some(({ queryWorkflow }) => queryWorkflow)) {
            isOutOfTurn = isAhead;
            return next(input);
          }
          if (isOutOfTurn) throw new OutOfTurnError();
          const { historyLength, historySize } = workflowInfo();
          // A task that was handed out mostly tells a new size: more events of no more bytes, and then a question, are of
          // none. Where they are of one after all, a task is taken in twice, and nothing else.
          isAhead = historyLength > seen.historyLength && historySize === seen.historySize;
          seen = { historyLength, historySize };
          next(input);
        },
      },
    ],
  };
};

/** Fails one workflow task, never the workflow. */
class OutOfTurnError extends Error {
  override readonly name = 'OutOfTurnError';

  constructor() {
    super(
      'A query had this worker act before its turn. Nothing of that was done; the task is taken in anew.',
    );
  }
}
