/**
 * Plans the captures that fall due together, so that the last of them is in time. A Schedule starts it; whom it has
 * told is handed to the next one. It calls no provider.
 */
import { setWorkflowOptions, workflowInfo } from '@temporalio/workflow';
import type { PlanReport } from '../activities/plan';
import { planningActivities } from './activity-profiles';
import { onOneVersion } from './on-one-version';

/** Given by the Schedule. */
export interface PlanInput {
  /** The merchant's budget of provider calls. */
  ratePerMinute: number;
  /** How long an ambiguous answer may take to settle. */
  settleMs: number;
  /** How long until the next plan. */
  intervalMs: number;
}

setWorkflowOptions(onOneVersion, plan);

/** One plan. When it fails, the next one tells whom this one did not. */
export async function plan(input: PlanInput): Promise<PlanReport> {
  const { lastResult, taskQueue } = workflowInfo();
  const { told } = (lastResult as PlanReport | undefined) ?? { told: [] };
  return planningActivities().planDue({ ...input, taskQueue, told, at: new Date().toISOString() });
}
