/** The Schedule that reads the provider's history every `SWEEP_INTERVAL`. */
import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import type { SweepInput } from '../../workflows/sweep';

/** What the Schedule is made with. */
export interface SweepSchedule {
  client: Client;
  taskQueue: string;
  intervalMs: number;
  input: SweepInput;
}

/** One per task queue; made at the first start, brought to the present settings at later ones. */
export async function ensureSweepSchedule({
  client,
  taskQueue,
  intervalMs,
  input,
}: SweepSchedule): Promise<void> {
  const scheduleId = `sweep/${taskQueue}`;
  const spec = { intervals: [{ every: intervalMs }] };
  const action = {
    type: 'startWorkflow' as const,
    workflowType: 'sweep',
    workflowId: `sweep/${taskQueue}`,
    taskQueue,
    args: [input],
  };
  // What a sweep missed the next one reads: a backlog of them would only cost calls.
  const policies = { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: intervalMs };
  try {
    await client.schedule.create({ scheduleId, spec, action, policies });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const handle = client.schedule.getHandle(scheduleId);
    await handle.update((schedule) => ({ ...schedule, spec, action, policies }));
  }
}
