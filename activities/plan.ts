/** Looks up the holds that fall due together, and tells those that have to begin earlier. No provider call. */
import { heartbeat } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/client';
import pLimit from 'p-limit';
import { captureByAttribute, planSignal, timerAtAttribute, WORKFLOW_TYPE } from '../workflows/messages';
import type { PlanInput } from '../workflows/plan';
import { type Hold, type PlannedHold, planCaptures, planGapMs } from '../workflows/plan-captures';
import type { ActivityDependencies } from './dependencies';

/** `taskQueue`: where the orders run that share the budget. */
export interface PlanDueInput extends PlanInput {
  taskQueue: string;
  told: Told[];
  at: string;
}

/** What one order was told, and need not be told again. */
export interface Told {
  workflowId: string;
  captureAtMs: number;
  atRisk: boolean;
}

/** How many were looked at and told, and by what the next plan knows whom it need not tell again. */
export interface PlanReport {
  holds: number;
  /** Told by this plan to begin earlier than their own timers, or that they are at risk. */
  signalled: number;
  atRisk: number;
  /** How long before its own timer the earliest of them begins, in milliseconds. */
  earliestMs: number;
  told: Told[];
}

/** Holds whose deadlines are further away than this are planned later. Whole days of captures would not need it. */
const LOOK_AHEAD_MS = 24 * 60 * 60_000;

/** A plan may fail to come about once, and the one after it is still early enough. */
const PLANS_AHEAD = 2;

/** So many rows come at once from the engine's lists. */
const PAGE = 1_000;

/** Each signal is one write of the engine. */
const SIGNALS_AT_ONCE = 10;

/** Past this many, what was told is forgotten, and told again: harmless, and a result stays well below its limit. */
const MAX_TOLD = 10_000;

/** Harmless to repeat: an order that hears the same plan twice changes nothing. */
export function createPlanActivities({ client }: ActivityDependencies) {
  return {
    /** Plans what is due on this task queue and tells the orders that have to begin before the plan after the next. */
    async planDue({ ratePerMinute, settleMs, intervalMs, ...input }: PlanDueInput): Promise<PlanReport> {
      const nowMs = Date.parse(input.at);
      const due = dueOn(input.taskQueue, input.at);
      const { count } = await client.workflow.count(upTo(due, nowMs + LOOK_AHEAD_MS));
      if (count < 2) return NOTHING_DUE;
      // A hold further away than all others would take together can push nobody before the plan after the next.
      const beginsByMs = nowMs + PLANS_AHEAD * intervalMs;
      const farMs = beginsByMs + count * planGapMs(ratePerMinute) + settleMs;
      const holds = await listHolds(upTo(due, Math.min(farMs, nowMs + LOOK_AHEAD_MS)));
      const planned = planCaptures(holds, { ratePerMinute, settleMs }, nowMs);
      const concerned = planned.filter(
        ({ captureAtMs, timerAtMs, atRisk }) =>
          atRisk || (captureAtMs < timerAtMs && captureAtMs <= beginsByMs),
      );
      const before = new Map(input.told.map((told) => [told.workflowId, told]));
      const news = concerned.filter((hold) => tellsNews(hold, before.get(hold.workflowId), nowMs));
      const reached = new Set(await tellAll(news));
      const earliestMs = Math.max(0, ...concerned.map((hold) => hold.timerAtMs - hold.captureAtMs));
      return {
        holds: holds.length,
        signalled: reached.size,
        atRisk: concerned.filter(({ atRisk }) => atRisk).length,
        earliestMs,
        told: concerned
          .flatMap((hold) => toldNow(hold, reached, before.get(hold.workflowId)))
          .slice(0, MAX_TOLD),
      };
    },
  };

  async function listHolds(query: string): Promise<Hold[]> {
    const holds: Hold[] = [];
    for await (const { workflowId, typedSearchAttributes } of client.workflow.list({
      query,
      pageSize: PAGE,
    })) {
      const timerAt = typedSearchAttributes.get(timerAtAttribute);
      const captureBy = typedSearchAttributes.get(captureByAttribute);
      if (timerAt && captureBy)
        holds.push({ workflowId, timerAtMs: timerAt.getTime(), captureByMs: captureBy.getTime() });
      if (holds.length % PAGE === 0) heartbeat();
    }
    return holds;
  }

  /** In their order, so that the first hears first. Gives those that were reached; the others are told next time. */
  async function tellAll(holds: PlannedHold[]): Promise<string[]> {
    const limit = pLimit(SIGNALS_AT_ONCE);
    const told = await Promise.all(holds.map((hold) => limit(() => tell(hold).catch(() => false))));
    return holds.filter((_, index) => told[index]).map(({ workflowId }) => workflowId);
  }

  async function tell(hold: PlannedHold): Promise<boolean> {
    const { workflowId, captureAtMs, ordersAhead, dueTogether, atRisk } = hold;
    const hint = { captureAt: new Date(captureAtMs).toISOString(), ordersAhead, dueTogether, atRisk };
    heartbeat();
    try {
      await client.workflow.getHandle(workflowId).signal(planSignal, hint);
    } catch (error) {
      // It has ended meanwhile: there is nobody to tell.
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
    return true;
  }
}

const NOTHING_DUE: PlanReport = { holds: 0, signalled: 0, atRisk: 0, earliestMs: 0, told: [] };

/** Not what it knows already, nor what cannot change anything any more because it has begun. */
function tellsNews(hold: PlannedHold, told: Told | undefined, nowMs: number): boolean {
  if (!told) return true;
  if (hold.atRisk && !told.atRisk) return true;
  return told.captureAtMs > nowMs && hold.captureAtMs < told.captureAtMs;
}

function toldNow(hold: PlannedHold, reached: ReadonlySet<string>, before: Told | undefined): Told[] {
  const { workflowId, captureAtMs, atRisk } = hold;
  if (reached.has(workflowId)) return [{ workflowId, captureAtMs, atRisk }];
  return before ? [before] : [];
}

function dueOn(taskQueue: string, at: string): string {
  return [
    `WorkflowType = ${quoted(WORKFLOW_TYPE)}`,
    `TaskQueue = ${quoted(taskQueue)}`,
    "ExecutionStatus = 'Running'",
    'HoldfastTimerAt IS NOT NULL',
    `HoldfastCaptureBy > ${quoted(at)}`,
  ].join(' AND ');
}

function upTo(due: string, untilMs: number): string {
  return `${due} AND HoldfastCaptureBy <= '${new Date(untilMs).toISOString()}'`;
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, "\\'")}'`;
}
