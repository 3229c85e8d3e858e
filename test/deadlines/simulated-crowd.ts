/**
 * Many orders on one budget of calls, with the other traffic of a busy shop, and a plan every minute. The plan is the
 * product's own activity, handed a client that knows the simulated orders.
 */
import type { Client } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { ActivityDependencies } from '../../activities/create-activities';
import { createPlanActivities, type PlanReport } from '../../activities/plan';
import { captureSettlingMs } from '../../workflows/call-budget';
import type { PlanHint } from '../../workflows/messages';
import { reserved } from '../workflows/states';
import { SimulatedClock } from './simulated-clock';
import { type Answers, type HoldFacts, SimulatedOrder } from './simulated-order';
import { SimulatedQueue } from './simulated-queue';

/** `startMs`: when the holds are known and planning begins. */
export interface CrowdOptions {
  seed: number;
  ratePerMinute: number;
  startMs: number;
  holds: HoldFacts[];
  isPlanned: boolean;
  answers: Answers;
}

/** What became of all orders. */
export interface CrowdResult {
  orders: SimulatedOrder[];
  /** Captured by the provider before the deadline. */
  captured: number;
  late: SimulatedOrder[];
  /** The least that was left to the deadline when the provider captured. */
  leastSlackMs: number;
  /** How long before its own timer the plan let the first one begin. */
  earliestMs: number;
  /** Orders that heard of the plan, and plans that told somebody. */
  told: Set<string>;
  tellingPlans: number;
  busiestMinute: number;
  longestWaitOfAPersonMs: number;
}

/** Submits and people's commands; polls that may wait. As shares of the budget: together with the captures too much. */
const PEOPLE_SHARE = 0.15;
const POLL_SHARE = 0.2;

const SETTINGS = reserved().settings;
const INTERVAL_MS = 60_000;
const AFTERWARDS_MS = 10 * 60_000;

/** Runs until the last deadline has gone by. */
export async function runCrowd(options: CrowdOptions): Promise<CrowdResult> {
  const clock = new SimulatedClock(options);
  const queue = new SimulatedQueue(clock, options.ratePerMinute);
  const world = { clock, queue, answers: options.answers };
  const orders = options.holds.map((facts, id) => new SimulatedOrder(world, `order-${id}`, facts));
  const endMs = Math.max(...orders.map(({ facts }) => facts.captureByMs)) + AFTERWARDS_MS;
  const busyFromMs = Math.min(...orders.map(({ timerAtMs }) => timerAtMs)) - 60 * 60_000;
  for (const [share, priorityKey] of [
    [PEOPLE_SHARE, 3],
    [POLL_SHARE, 5],
  ] as const) {
    otherTraffic({ clock, queue }, { perMinute: share * options.ratePerMinute, priorityKey, busyFromMs });
  }
  const told = new Set<string>();
  const reports: PlanReport[] = [];
  if (options.isPlanned) planEveryMinute({ clock, orders, told, reports }, options);
  await clock.runUntil(endMs);
  const slacks = orders.map(({ executedAtMs, facts }) => facts.captureByMs - (executedAtMs ?? endMs));
  const late = orders.filter((_, index) => (slacks[index] as number) <= 0);
  return {
    orders,
    captured: orders.length - late.length,
    late,
    leastSlackMs: slacks.reduce((least, slack) => (slack > 0 ? Math.min(least, slack) : least), endMs),
    earliestMs: Math.max(
      0,
      ...orders.map(({ beganAtMs, timerAtMs }) => timerAtMs - (beganAtMs ?? timerAtMs)),
    ),
    told,
    tellingPlans: reports.filter(({ signalled }) => signalled > 0).length,
    busiestMinute: queue.busiestMinute(),
    longestWaitOfAPersonMs: queue.longestWaitMs[2] ?? 0,
  };
}

function otherTraffic(
  { clock, queue }: { clock: SimulatedClock; queue: SimulatedQueue },
  kind: { perMinute: number; priorityKey: number; busyFromMs: number },
): void {
  const next = (): void => {
    queue.add({ urgency: { priorityKey: kind.priorityKey, startWithinMs: null }, start: () => {} });
    clock.in((-Math.log(1 - clock.chance()) * 60_000) / kind.perMinute, next);
  };
  clock.at(kind.busyFromMs, next);
}

interface Planning {
  clock: SimulatedClock;
  orders: SimulatedOrder[];
  told: Set<string>;
  reports: PlanReport[];
}

function planEveryMinute(planning: Planning, { ratePerMinute }: CrowdOptions): void {
  const { clock, reports } = planning;
  const { planDue } = createPlanActivities({
    client: clientOf(planning),
  } as Partial<ActivityDependencies> as ActivityDependencies);
  const budget = { ratePerMinute, settleMs: captureSettlingMs(SETTINGS), intervalMs: INTERVAL_MS };
  const once = async (): Promise<void> => {
    const told = reports.at(-1)?.told ?? [];
    const input = { ...budget, taskQueue: 'reservations', told, at: clock.now };
    reports.push((await new MockActivityEnvironment().run(planDue, input)) as PlanReport);
    clock.in(INTERVAL_MS, once);
  };
  clock.in(clock.between(0, INTERVAL_MS), once);
}

/** Answers the two queries of the plan, and takes its signals to the orders, a little later. */
function clientOf({ clock, orders, told }: Planning): Client {
  const matching = (query: string): SimulatedOrder[] => {
    const untilMs = Date.parse(/HoldfastCaptureBy <= '([^']+)'/.exec(query)?.[1] ?? '');
    return orders.filter(
      ({ isListed, facts }) => isListed && facts.captureByMs > clock.nowMs && facts.captureByMs <= untilMs,
    );
  };
  const byWorkflow = new Map(orders.map((order) => [`reservation/${order.orderId}`, order]));
  const workflow = {
    count: async (query: string) => ({ count: matching(query).length }),
    async *list({ query }: { query: string }) {
      for (const { orderId, timerAtMs, facts } of matching(query)) {
        const instants: Record<string, number> = {
          HoldfastTimerAt: timerAtMs,
          HoldfastCaptureBy: facts.captureByMs,
        };
        const get = ({ name }: { name: string }) => new Date(instants[name] ?? Number.NaN);
        yield { workflowId: `reservation/${orderId}`, typedSearchAttributes: { get } };
      }
    },
    getHandle: (workflowId: string) => ({
      signal: async (_signal: unknown, hint: PlanHint) => {
        const order = byWorkflow.get(workflowId);
        told.add(workflowId);
        clock.in(clock.between(0, 3_000), () => order?.hear(hint));
      },
    }),
  };
  return { workflow } as unknown as Client;
}
