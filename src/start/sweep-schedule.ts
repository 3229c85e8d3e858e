/** The Schedule that reads the provider's history every `SWEEP_INTERVAL`. */
import type { SweepInput } from '../../workflows/sweep';
import { ensureSchedule, type RepeatedWorkflow } from './ensure-schedule';

/** What the Schedule is made with. */
export interface SweepSchedule extends Pick<RepeatedWorkflow, 'client' | 'taskQueue' | 'intervalMs'> {
  input: SweepInput;
}

/** One per task queue; made at the first start, brought to the present settings at later ones. */
export function ensureSweepSchedule(schedule: SweepSchedule): Promise<void> {
  return ensureSchedule({ ...schedule, workflowType: 'sweep' });
}
