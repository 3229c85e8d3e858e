/** Sweeps for tests: one alone, or one after the other as a Schedule runs them, each with what the last one handed on. */
import { ScheduleOverlapPolicy } from '@temporalio/client';
import type { HistoryRow } from '../../src/front-payment';
import { ensureSweepSchedule } from '../../src/start/sweep-schedule';
import type { SweepResult } from '../../workflows/sweep';
import { uniqueName } from '../support/engine';
import { until } from '../support/until';
import { startWorld, type World, type WorldOptions } from '../support/world';

export const SWEEP_INPUT = { providerTimeoutMs: 2_000 };

/** A sweep that knows of none before it. */
export function sweepOnce({ client, taskQueue }: World): Promise<SweepResult> {
  return client.workflow.execute('sweep', {
    taskQueue,
    workflowId: uniqueName('sweep'),
    args: [SWEEP_INPUT],
  });
}

/** A Schedule that sweeps when it is told to. */
export interface Sweeps {
  /** Runs the next sweep and gives its result; rejects when it fails. */
  next(): Promise<SweepResult>;
  close(): Promise<void>;
}

export async function openSweeps(world: World): Promise<Sweeps> {
  const { client, taskQueue } = world;
  await ensureSweepSchedule({ client, taskQueue, intervalMs: 24 * 3_600_000, input: SWEEP_INPUT });
  const schedule = client.schedule.getHandle(`sweep/${taskQueue}`);
  let last = '';
  return {
    async next() {
      // The default would let sweeps overlap, and hand nothing on.
      await schedule.trigger(ScheduleOverlapPolicy.BUFFER_ONE);
      const { workflowId, firstExecutionRunId } = await until('the sweep has begun', async () => {
        const begun = (await schedule.describe()).info.recentActions.at(-1)?.action.workflow;
        return begun && begun.firstExecutionRunId !== last ? begun : null;
      });
      last = firstExecutionRunId;
      return client.workflow.getHandle(workflowId, firstExecutionRunId).result();
    },
    close: () => schedule.delete(),
  };
}

/** Waits until the engine's lists show the order's state: sweeps look there. */
export function untilListed({ client }: World, orderId: string, state: string): Promise<unknown> {
  const query = `WorkflowId = 'reservation/${orderId}' AND HoldfastState = '${state}'`;
  return until(
    `order ${orderId} is listed as ${state}`,
    async () => (await client.workflow.count(query)).count > 0,
  );
}

/** Waits until the order's workflow has ended and is listed so. */
export function untilListedEnded({ client }: World, orderId: string): Promise<unknown> {
  const running = `WorkflowId = 'reservation/${orderId}' AND ExecutionStatus = 'Running'`;
  return until(
    `order ${orderId} is listed as ended`,
    async () => (await client.workflow.count(running)).count === 0,
  );
}

/** A world whose history shows rows that the sandbox does not have. */
export async function worldWithRows(
  options: WorldOptions = {},
): Promise<World & { rows: Partial<HistoryRow>[] }> {
  const rows: Partial<HistoryRow>[] = [];
  const world = await startWorld({
    ...options,
    dependencies: (usual) => ({
      ...usual,
      callFrontPayment: (at, call) =>
        usual.callFrontPayment(at, (client) =>
          call({
            ...client,
            history: async (request) => [...(await client.history(request)), ...rows.map(toRow)],
          }),
        ),
    }),
  });
  return Object.assign(world, { rows });
}

function toRow(facts: Partial<HistoryRow>): HistoryRow {
  const nothing = { sentTo: null, actionBy: null, note: null, paymentMethod: null, isRefundable: null };
  return {
    uuid: null,
    title: null,
    datetime: null,
    at: null,
    amount: null,
    amountMinor: null,
    ...nothing,
    ...facts,
  };
}

/** Which calls the provider got while something ran. */
export async function callsDuring(
  world: World,
  work: () => Promise<unknown>,
): Promise<{ history: number; details: number }> {
  const before = world.sandbox.control.counters();
  await work();
  const after = world.sandbox.control.counters();
  return { history: after.history - before.history, details: after.details - before.details };
}
