/**
 * Asking an order's workflow, for the client and for the sweep. A question that reaches a worker which does not hold the
 * workflow yet has it take in what the engine has not yet handed out as a task, out of turn (see
 * docs/decisions/time-in-workflows.md). So nothing is asked while something waits to be taken in.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import type { QueryDefinition } from '@temporalio/common';

const POLL_MS = 25;

/** The answer. Waits as long as it takes; whoever asks has a limit of his own. @throws what the engine throws */
export async function askOrder<Answer>(
  handle: Pick<WorkflowHandle, 'describe' | 'query'>,
  query: QueryDefinition<Answer>,
): Promise<Answer> {
  for (;;) {
    const { raw } = await handle.describe();
    if (!raw.pendingWorkflowTask) return handle.query(query);
    await delay(POLL_MS);
  }
}
