/** Drives orders through their whole life, so many at once, and reads what each life cost. */
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import pLimit from 'p-limit';
import { workflowIdOf } from '../../workflows/messages';
import { benchOrder } from '../bench-order';
import { cpuMs } from '../machine/process-figures';
import type { BenchProvider } from '../provider/start-provider';
import { PARTS, type Part, type Side } from './sides';

/** What one life cost. CPU in milliseconds, of all its threads. */
export interface LifeCost {
  perSecond: number;
  cpuMs: Record<Part, number>;
  /** Medians of a history, of the first fifty orders. */
  events: number;
  bytes: number;
  /** Calls that name the order's reservation; what is asked for all orders together is none of them. */
  providerCalls: number;
}

const AT_ONCE = 50;

/** Orders before the first that counts: what is compiled at first use is compiled then. */
const WARM_UP = 60;

/** From the order on: late enough that the hold is there before and a real timer waits; it allows 33 lives a second at most. */
const CAPTURE_AFTER_MS = 1_500;

/** What is written once an order has ended is part of its cost. */
const SETTLE_MS = 1_500;

const HISTORIES = 50;

/** For one order, from its checkout URL to its end. */
const PATIENCE_MS = 60_000;

/** @throws Error when an order was not captured and completed exactly once */
export async function runLifecycles(side: Side, provider: BenchProvider, count: number): Promise<LifeCost> {
  const connection = await Connection.connect({ address: side.address });
  try {
    const client = new Client({ connection });
    await liveAll(client, side, orderIds('warm', WARM_UP));
    await delay(SETTLE_MS);
    await provider.reset();
    const before = cpuOf(side);
    const begunMs = performance.now();
    const ids = orderIds('life', count);
    await liveAll(client, side, ids);
    const tookMs = performance.now() - begunMs;
    await delay(SETTLE_MS);
    const after = cpuOf(side);
    const perLife = (part: Part): number => (after[part] - before[part]) / count;
    return {
      perSecond: count / (tookMs / 1_000),
      cpuMs: { engine: perLife('engine'), worker: perLife('worker'), door: perLife('door') },
      ...(await historyOf(client, ids.slice(0, HISTORIES))),
      providerCalls: (await callsOf(provider, count)) / count,
    };
  } finally {
    await connection.close();
  }
}

/** All are waited for, also when one of them fails: whoever asks on a closed connection ends the whole process. */
async function liveAll(client: Client, side: Side, ids: readonly string[]): Promise<void> {
  const limited = pLimit(AT_ONCE);
  const live = async (orderId: string): Promise<void> => {
    await side.place(benchOrder(orderId, CAPTURE_AFTER_MS));
    const handle = client.workflow.getHandle(workflowIdOf(orderId));
    await client.withDeadline(Date.now() + PATIENCE_MS, () => handle.result());
  };
  const lives = await Promise.allSettled(ids.map((orderId) => limited(() => live(orderId))));
  const [failed] = lives.filter((life) => life.status === 'rejected');
  if (failed) throw new Error(`Not every order came to its end: ${failed.reason}`);
}

async function historyOf(client: Client, ids: readonly string[]): Promise<{ events: number; bytes: number }> {
  const described = await Promise.all(
    ids.map((orderId) => client.workflow.getHandle(workflowIdOf(orderId)).describe()),
  );
  return {
    events: middle(described.map(({ historyLength }) => historyLength)),
    bytes: middle(described.map(({ historySize }) => historySize ?? Number.NaN)),
  };
}

async function callsOf(provider: BenchProvider, count: number): Promise<number> {
  const { counts, moneyRepeats, calls } = await provider.stats();
  const { submit, capture, complete } = counts;
  if (moneyRepeats > 0 || [submit, capture, complete].some((made) => made !== count)) {
    throw new Error(
      `Of ${count} orders, ${submit} were submitted, ${capture} captured, ${complete} completed.`,
    );
  }
  return calls.filter(({ reservationUuid }) => reservationUuid !== null).length;
}

function cpuOf({ processes }: Side): Record<Part, number> {
  return Object.fromEntries(PARTS.map((part) => [part, cpuMs(processes[part])])) as Record<Part, number>;
}

function orderIds(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name}-${String(index).padStart(6, '0')}`);
}

function middle(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
