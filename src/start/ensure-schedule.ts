/** A Schedule that starts one of our workflows again and again, on the task queue whose orders it is for. */
import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { isKeyFault } from '../encryption/key-errors';

/** What a Schedule is made with. `workflowType` is also the first half of its id and of its workflow's. */
export interface RepeatedWorkflow {
  client: Client;
  workflowType: string;
  taskQueue: string;
  intervalMs: number;
  input: object;
}

const LONGEST_RUN_MS = 60 * 60 * 1000;

/** One per task queue; made at the first start, brought to the present settings at later ones. */
export async function ensureSchedule(parts: RepeatedWorkflow): Promise<void> {
  const { client, workflowType, taskQueue, intervalMs, input } = parts;
  const scheduleId = `${workflowType}/${taskQueue}`;
  const spec = { intervals: [{ every: intervalMs }] };
  const action = {
    type: 'startWorkflow' as const,
    workflowType,
    workflowId: scheduleId,
    taskQueue,
    args: [input],
    // The next one waits for it: one that can neither go on nor end would keep all others from their work.
    workflowRunTimeout: LONGEST_RUN_MS,
  };
  // What one missed the next one makes up for: a backlog of them would only cost calls.
  const policies = { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: intervalMs };
  try {
    await client.schedule.create({ scheduleId, spec, action, policies });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const handle = client.schedule.getHandle(scheduleId);
    await handle
      .update((schedule) => ({ ...schedule, spec, action, policies }))
      .catch((fault: unknown) => {
        // It stays as it was until a start has the key again. Its runs wait, and say which key they lack.
        if (!isKeyFault(fault)) throw fault;
      });
  }
}
