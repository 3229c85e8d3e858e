/**
 * How many open orders there are of what needs looking at: counted by the engine's visibility store, no order is asked.
 * The store lags behind by moments.
 */
import type { Client } from '@temporalio/client';
import { WORKFLOW_TYPE } from '../../workflows/messages';
import type { LifecycleState } from '../../workflows/state';
import { readWithin } from './patience';

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

/**
 * The function that counts. However many ask at once, one count runs at a time, and whoever asks while it does shares the
 * next: nobody is told what was counted before he asked. @throws EngineUnavailableError, EngineBusyError
 */
export function createSummary({
  client,
  taskQueue,
}: {
  client: Client;
  taskQueue: string;
}): () => Promise<Summary> {
  let running: Promise<Summary> | null = null;
  let next: Promise<Summary> | null = null;
  const start = (): Promise<Summary> => {
    next = null;
    const counted = summaryNow(client, taskQueue).finally(() => {
      if (running === counted) running = null;
    });
    running = counted;
    return counted;
  };
  return () => {
    if (next !== null) return next;
    if (running === null) return start();
    next = running.then(start, start);
    return next;
  };
}

async function summaryNow(client: Client, taskQueue: string): Promise<Summary> {
  const nowMs = Date.now();
  const open = `WorkflowType = '${WORKFLOW_TYPE}' AND TaskQueue = '${quoted(taskQueue)}' AND ExecutionStatus = 'Running'`;
  const dueWithin = (ms: number) => `${HELD} AND HoldfastCaptureBy < '${new Date(nowMs + ms).toISOString()}'`;
  const states = Object.keys(NONE) as LifecycleState[];
  const terms = [
    null,
    dueWithin(24 * HOUR_MS),
    dueWithin(HOUR_MS),
    'HoldfastAttention = true',
    ...states.map((state) => `HoldfastState = '${state}'`),
  ];
  const counts = await readWithin(client, () =>
    Promise.all(
      terms.map(async (term) => {
        const { count } = await client.workflow.count(term === null ? open : `${open} AND ${term}`);
        return count;
      }),
    ),
  );
  const [all = 0, dueWithin24h = 0, dueWithin1h = 0, attention = 0, ...perState] = counts;
  return {
    asOf: new Date(nowMs).toISOString(),
    open: all,
    dueWithin24h,
    dueWithin1h,
    attention,
    byState: Object.fromEntries(
      states.map((state, index) => [state, perState[index] ?? 0]),
    ) as Summary['byState'],
  };
}

function quoted(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
}
