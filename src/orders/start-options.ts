/**
 * With which options an order's workflow is started, wherever that is done: one order has one workflow at a time, and
 * one that runs is taken as it is. Imports no engine.
 */
import type { Continuation } from '../../workflows/messages';
import type { OrderInput } from '../../workflows/order';

/** Where an order's workflow runs: `workflowId` is the order's own. */
export interface StartPlace {
  workflowId: string;
  taskQueue: string;
}

/** The options that start an order's workflow, or find the one that runs. */
export function startOptions<Args extends unknown[]>({ workflowId, taskQueue }: StartPlace, args: Args) {
  return {
    workflowId,
    taskQueue,
    args,
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    // A call made within a task that takes long holds up the order's commands for four fifths of this at a time; and after
    // this the engine gives a lost worker's task to another.
    workflowTaskTimeout: '5s',
  } as const;
}

/** The options of a start that opens an ended order again, and never places anything. */
export function reopenOptions(place: StartPlace, input: OrderInput) {
  const continuation: Continuation = { reopen: true };
  return startOptions(place, [input, continuation]);
}
