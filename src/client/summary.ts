/**
 * How many open orders there are of what needs looking at: counted by the engine's visibility store, no order is asked.
 * The store lags behind by moments.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { WORKFLOW_TYPE } from '../../workflows/messages';
import type { LifecycleState } from '../../workflows/state';
import { readWithin } from './patience';
import { inState } from './visibility-query';

/** The counts. An order that has just begun is open, and in no state yet. */
export interface Summary {
  asOf: string;
  open: number;
  /** Holds whose capture deadline ends within 24 hours, or has ended. */
  dueWithin24h: number;
  dueWithin1h: number;
  attention: number;
  byState: Record<LifecycleState, number>;
}

const HOUR_MS = 60 * 60 * 1000;

const NONE: Record<LifecycleState, number> = {
  submitting: 0,
  awaitingPayment: 0,
  reserved: 0,
  captured: 0,
  completed: 0,
  cancelled: 0,
  expired: 0,
  failed: 0,
};

/** A hold that something can still be captured of: one nobody took anything of, or one whose rest the timer takes. */
const HELD = "(HoldfastState = 'reserved' OR HoldfastTimerAt IS NOT NULL)";

const COMMON = ['awaitingPayment', 'reserved', 'captured'] as const;

/** States that an open order leaves within moments, or is found in only when something was left to clear up. */
const RARE = ['submitting', 'completed', 'cancelled', 'expired', 'failed'] as const;

/** A server of somebody else's answers ten such questions a second by default, and the change feed asks one. */
const GAP_MS = 2_000;

/** What the counts stand on. */
export interface SummaryDependencies {
  client: Client;
  taskQueue: string;
  /** How long after one count has begun the next may; 2 s unless given. */
  gapMs?: number;
}

/**
 * The function that counts. However many ask, counts begin `gapMs` apart, and whoever asks in between shares the next:
 * nobody is told what was counted before he asked. @throws EngineUnavailableError, EngineBusyError
 */
export function createSummary({
  client,
  taskQueue,
  gapMs = GAP_MS,
}: SummaryDependencies): () => Promise<Summary> {
  let mayBegin: Promise<unknown> = Promise.resolve();
  let next: Promise<Summary> | null = null;
  return () => {
    next ??= mayBegin.then(() => {
      next = null;
      const counted = countNow(client, taskQueue);
      mayBegin = Promise.all([delay(gapMs, undefined, { ref: false }), counted.catch(() => undefined)]);
      return counted;
    });
    return next;
  };
}

async function countNow(client: Client, taskQueue: string): Promise<Summary> {
  const nowMs = Date.now();
  const open = `WorkflowType = '${WORKFLOW_TYPE}' AND TaskQueue = '${quoted(taskQueue)}' AND ExecutionStatus = 'Running'`;
  const count = async (term?: string): Promise<number> => {
    const query = term === undefined ? open : `${open} AND ${term}`;
    return (await readWithin(client, () => client.workflow.count(query))).count;
  };
  const dueWithin = (ms: number) =>
    count(`${HELD} AND HoldfastCaptureBy < '${new Date(nowMs + ms).toISOString()}'`);
  const countIn = (state: LifecycleState) => count(inState(state));
  // One after the other: so the embedded engine answers anyway, and a list asked meanwhile waits for one of them, not for all.
  const all = await count();
  const dueWithin24h = await dueWithin(24 * HOUR_MS);
  const attention = await count('HoldfastAttention = true');
  const byState = { ...NONE };
  for (const state of COMMON) byState[state] = await countIn(state);
  const isRestOpen = all > COMMON.reduce((sum, state) => sum + byState[state], 0);
  if (isRestOpen) for (const state of RARE) byState[state] = await countIn(state);
  return {
    asOf: new Date(nowMs).toISOString(),
    open: all,
    dueWithin24h,
    dueWithin1h: dueWithin24h === 0 ? 0 : await dueWithin(HOUR_MS),
    attention,
    byState,
  };
}

function quoted(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
}
