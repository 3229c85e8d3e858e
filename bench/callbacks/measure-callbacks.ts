/**
 * How many callbacks a second the door takes, good ones and forged ones, and that no forged one reaches the engine: counted
 * on the way between the door and the engine, and in the orders' histories.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import autocannon from 'autocannon';
import { workflowIdOf } from '../../workflows/messages';
import type { Bench, Run } from '../bench';
import { callsBetween, startCountedServer } from '../counting/counted-server';
import { parkOrders } from '../dashboard/park-orders';
import { parkedOrder } from '../dashboard/parked-order';
import type { Figure, Goal } from '../figures';
import { startHoldfast } from '../holdfast/start-holdfast';
import { asSeed } from '../parking/parked-hold';
import { type BenchProvider, startProvider } from '../provider/start-provider';
import { type CallbackOf, callbackPaths } from './callback-paths';

const CONNECTIONS = 50;

/** Forged callbacks of one round; they are cheap, and a round should last some seconds. */
const FORGED = 10_000;

const PARK_MS = 300_000;
const QUIET_MS = 1_000;
const NONE: Goal = { atMost: 0 };

/** `orders` holds; in each round one good callback to each, and ten thousand forged ones. */
export const callbacksBench: Bench = {
  name: 'callbacks',
  about: 'callbacks taken a second, good and forged, and what of the forged ones reaches the engine',
  usual: { rounds: 3, orders: 500 },
  measure: measureCallbacks,
};

/** @throws Error when anything is answered otherwise than it should be */
async function measureCallbacks({ rounds, orders, say }: Run): Promise<Figure[]> {
  const provider = await startProvider();
  const holdfast = await startHoldfast({ provider, roles: 'apart' });
  const connection = await Connection.connect({ address: holdfast.address });
  const counted = await startCountedServer(holdfast, provider);
  try {
    const { address, taskQueue } = holdfast;
    await parkOrders({ address, taskQueue, count: orders, patienceMs: PARK_MS, say });
    const holds = Array.from({ length: orders }, (_, index) =>
      parkedOrder(index, { count: orders, nowMs: Date.now() }),
    );
    await provider.seedHolds(holds.map(asSeed));
    const paths = callbackPaths(provider.callbackSecret);
    const all = (): CallbackOf[] =>
      holds.map(({ input: { orderId }, state: { reservationUuid } }) => ({
        orderId,
        reservationUuid: reservationUuid ?? '',
        timestamp: Math.floor(Date.now() / 1_000),
      }));
    const told = { good: [] as Told[], forged: [] as Told[] };
    const goodCalls: number[] = [];
    const forgedCalls: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const forged = all().flatMap((one) => paths.forged(one));
      told.forged.push(await send(holdfast.url, forged, { amount: FORGED, status: 4 }));
      const beforeForged = counted.calls();
      await send(counted.url, forged, { amount: FORGED, status: 4 });
      forgedCalls.push(callsBetween(beforeForged, counted.calls()));
      const good = all().map((one) => paths.good(one));
      told.good.push(await send(holdfast.url, good, { amount: orders, status: 2 }));
      await quietened(provider);
      const beforeGood = counted.calls();
      const again = all().map((one) => paths.good(one));
      await send(counted.url, again, { amount: orders, status: 2 });
      goodCalls.push(callsBetween(beforeGood, counted.calls()) / orders);
      await quietened(provider);
      say(`round ${round + 1} of ${rounds}: ${told.good.at(-1)?.perSecond.toFixed(0)} good ones a second`);
    }
    const signals = await signalsOf(new Client({ connection }), holds[0]?.input.orderId ?? '');
    return [
      { name: 'good ones taken', unit: 'per second', values: perSecond(told.good), goal: null },
      { name: 'good ones, answered within (p50)', unit: 'ms', values: p50(told.good), goal: null },
      { name: 'good ones, answered within (p99)', unit: 'ms', values: p99(told.good), goal: null },
      { name: 'calls to the engine for a good one', unit: 'calls', values: goodCalls, goal: null },
      { name: 'forged ones refused', unit: 'per second', values: perSecond(told.forged), goal: null },
      { name: 'forged ones, answered within (p99)', unit: 'ms', values: p99(told.forged), goal: null },
      { name: 'calls to the engine for forged ones', unit: 'calls', values: forgedCalls, goal: NONE },
      {
        name: "signals in one order's history beyond its good ones",
        unit: 'events',
        values: [signals - rounds * 2],
        goal: NONE,
      },
    ];
  } finally {
    await connection.close();
    await counted.stop();
    await holdfast.stop();
    await provider.stop();
  }
}

interface Told {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

const perSecond = (told: Told[]): number[] => told.map((one) => one.perSecond);
const p50 = (told: Told[]): number[] => told.map(({ p50Ms }) => p50Ms);
const p99 = (told: Told[]): number[] => told.map(({ p99Ms }) => p99Ms);

/** `status`: the first digit that every answer must have. */
async function send(
  url: string,
  paths: readonly string[],
  { amount, status }: { amount: number; status: 2 | 4 },
): Promise<Told> {
  let sent = 0;
  const next = (request: autocannon.Request): autocannon.Request => {
    const path = paths[sent % paths.length];
    sent += 1;
    return path === undefined ? request : { ...request, path };
  };
  const begunMs = performance.now();
  const result = await autocannon({
    url,
    amount,
    connections: CONNECTIONS,
    timeout: 60,
    requests: [{ setupRequest: next }],
  });
  const tookS = (performance.now() - begunMs) / 1_000;
  const answered = status === 2 ? result['2xx'] : result['4xx'];
  if (answered !== amount || result.errors > 0) {
    throw new Error(
      `${answered} of ${amount} were answered as they should: ${JSON.stringify(result.statusCodeStats)}`,
    );
  }
  return { perSecond: amount / tookS, p50Ms: result.latency.p50, p99Ms: result.latency.p99 };
}

/** What the good ones have set going has ended: nobody has asked the provider for a second. */
async function quietened(provider: BenchProvider): Promise<void> {
  const asked = async () => (await provider.stats()).calls.length;
  for (let before = await asked(); ; ) {
    await delay(QUIET_MS);
    const after = await asked();
    if (after === before) return;
    before = after;
  }
}

async function signalsOf(client: Client, orderId: string): Promise<number> {
  const { events } = await client.workflow.getHandle(workflowIdOf(orderId)).fetchHistory();
  return (events ?? []).filter(({ workflowExecutionSignaledEventAttributes: signal }) => signal).length;
}
