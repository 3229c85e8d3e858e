/** The Schedule that plans the captures which fall due together, every minute. */
import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { captureSettlingMs } from '../../workflows/call-budget';
import type { PlanInput } from '../../workflows/plan';
import type { WorkflowSettings } from '../../workflows/state';

/** What the Schedule is made with. */
export interface PlanSchedule {
  client: Client;
  taskQueue: string;
  ratePerMinute: number;
  workflowSettings: WorkflowSettings;
  intervalMs: number;
}

/** A crowd that forms later than this before its deadlines is told too late; with nothing due a plan costs one count. */
export const PLAN_INTERVAL_MS = 60_000;

/** One per task queue; made at the first start, brought to the present settings at later ones. */
export async function ensurePlanSchedule(parts: PlanSchedule): Promise<void> {
  const { client, taskQueue, ratePerMinute, workflowSettings, intervalMs } = parts;
  const scheduleId = `plan/${taskQueue}`;
  const input: PlanInput = {
    ratePerMinute,
    settleMs: captureSettlingMs(workflowSettings),
    intervalMs,
  };
  const spec = { intervals: [{ every: intervalMs }] };
  const action = {
    type: 'startWorkflow' as const,
    workflowType: 'plan',
    workflowId: `plan/${taskQueue}`,
    taskQueue,
    args: [input],
  };
  // Every plan is made anew from what is due then: one that was missed is worth nothing later.
  const policies = { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: intervalMs };
  try {
    await client.schedule.create({ scheduleId, spec, action, policies });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const handle = client.schedule.getHandle(scheduleId);
    await handle.update((schedule) => ({ ...schedule, spec, action, policies }));
  }
}
