/**
 * The embedded engine's configuration against `temporal server start-dev` on a file: the same plain workflow, worker, door
 * and provider on either, so that nothing but the engine differs.
 */
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import pLimit from 'p-limit';
import type { Bench, Run } from '../bench';
import { benchOrder } from '../bench-order';
import { type Figure, type Goal, ratio } from '../figures';
import { cpuMs } from '../machine/process-figures';
import { plainWorkflowId } from '../plain/place-plain';
import { type RunningPlain, type StartPlainEngine, startPlain } from '../plain/start-plain';
import { startProvider } from '../provider/start-provider';
import { startDev, temporalCli } from './start-dev';

const FASTER: Goal = { atLeast: 1.8 };
const IN_FLIGHT = 50;
const WARM_UP = 25;

/** Long enough for each to have a timer on a quick engine, and to limit none. */
const CAPTURE_AFTER_MS = 1_000;

/** `orders` lifecycles in each round, on each. */
export const engineBench: Bench = {
  name: 'engine',
  about: 'the plain lifecycle on the embedded engine and on `temporal server start-dev` with a file',
  usual: { rounds: 3, orders: 200 },
  measure: measureEngine,
};

/** @throws Error without Go, or when a lifecycle does not end */
async function measureEngine({ rounds, orders, say }: Run): Promise<Figure[]> {
  await temporalCli();
  const embedded: Lived[] = [];
  const dev: Lived[] = [];
  for (let round = 0; round < rounds; round += 1) {
    embedded.push(await live(orders));
    dev.push(await live(orders, startDev));
    const [ours, theirs] = [embedded, dev].map((lived) => lived.at(-1)?.perSecond.toFixed(1));
    say(`round ${round + 1} of ${rounds}: ${ours} lifecycles a second, start-dev ${theirs}`);
  }
  return [
    throughput('lifecycles, embedded engine', embedded),
    throughput('lifecycles, start-dev on a file', dev),
    ratio(
      'embedded engine over start-dev',
      embedded.map(({ perSecond }) => perSecond),
      dev.map(({ perSecond }) => perSecond),
      FASTER,
    ),
    cpu("engine's CPU for one, embedded engine", embedded),
    cpu("engine's CPU for one, start-dev on a file", dev),
  ];
}

interface Lived {
  perSecond: number;
  engineCpuMs: number;
}

function throughput(name: string, lived: readonly Lived[]): Figure {
  return { name, unit: 'per second', values: lived.map(({ perSecond }) => perSecond), goal: null };
}

function cpu(name: string, lived: readonly Lived[]): Figure {
  return { name, unit: 'ms', values: lived.map(({ engineCpuMs }) => engineCpuMs), goal: null };
}

/** One round on a data directory of its own; the embedded engine unless told. */
async function live(orders: number, startItsEngine?: StartPlainEngine): Promise<Lived> {
  const provider = await startProvider({ paysAfterMs: 0 });
  try {
    const plain = await startPlain({ provider, ...(startItsEngine && { startItsEngine }) });
    try {
      await liveAll(plain, WARM_UP);
      const engine = plain.processes().engine;
      const before = { ms: performance.now(), cpuMs: cpuMs(engine) };
      await liveAll(plain, orders);
      const tookS = (performance.now() - before.ms) / 1_000;
      return { perSecond: orders / tookS, engineCpuMs: (cpuMs(engine) - before.cpuMs) / orders };
    } finally {
      await plain.stop();
    }
  } finally {
    await provider.stop();
  }
}

/** From the order to the end of its workflow, fifty at a time. */
async function liveAll(plain: RunningPlain, orders: number): Promise<void> {
  const connection = await Connection.connect({ address: plain.address });
  try {
    const client = new Client({ connection });
    const limited = pLimit(IN_FLIGHT);
    const liveOne = async (): Promise<void> => {
      const order = benchOrder(`engine-${randomUUID()}`, CAPTURE_AFTER_MS);
      await plain.place(order);
      await client.workflow.getHandle(plainWorkflowId(order.orderId)).result();
    };
    await Promise.all(Array.from({ length: orders }, () => limited(liveOne)));
  } finally {
    await connection.close();
  }
}
