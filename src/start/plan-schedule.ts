/** The Schedule that plans the captures which fall due together, every minute. */
import { captureSettlingMs } from '../../workflows/call-budget';
import type { PlanInput } from '../../workflows/plan';
import type { WorkflowSettings } from '../../workflows/state';
import { ensureSchedule, type RepeatedWorkflow } from './ensure-schedule';

/** What the Schedule is made with. */
export interface PlanSchedule extends Pick<RepeatedWorkflow, 'client' | 'taskQueue' | 'intervalMs'> {
  /** The merchant's budget of provider calls. */
  ratePerMinute: number;
  workflowSettings: WorkflowSettings;
}

/** A crowd that forms later than this before its deadlines is told too late; with nothing due a plan costs one count. */
export const PLAN_INTERVAL_MS = 60_000;

/** One per task queue; made at the first start, brought to the present settings at later ones. */
export function ensurePlanSchedule(schedule: PlanSchedule): Promise<void> {
  const { client, taskQueue, intervalMs, ratePerMinute, workflowSettings } = schedule;
  const input: PlanInput = { ratePerMinute, settleMs: captureSettlingMs(workflowSettings), intervalMs };
  return ensureSchedule({ client, taskQueue, intervalMs, input, workflowType: 'plan' });
}
