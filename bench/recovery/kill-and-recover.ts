/**
 * One worker killed with orders in flight, and begun anew at once: how long until all of them are done, and what was sent
 * twice. The same for both sides: each is a door, an engine and a worker.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { until } from '../../test/support/until';
import type { OrderInput } from '../../workflows/order';
import { benchOrder } from '../bench-order';
import type { BenchProvider } from '../provider/start-provider';

/** A side whose worker can be killed. */
export interface KillableSide {
  /** host:port of its engine; the workflows of orders are of this type there. */
  address: string;
  workflowType: string;
  place(order: OrderInput): Promise<unknown>;
  endWorker(signal: 'SIGKILL'): Promise<void>;
  startWorker(): Promise<void>;
}

/** What it took. Durations in ms, all from the kill on. */
export interface Recovery {
  /** Orders that were placed and not yet completed when the worker was killed. */
  inFlight: number;
  /** Until the new worker said that it is there. */
  workerBackMs: number;
  /** Until half of the workflows, and the last of them, had ended. */
  halfDoneMs: number;
  doneMs: number;
  /** Executed again at the provider, captures and all other calls but readings. */
  moneyRepeats: number;
  repeats: number;
}

/** Their timers come while the last of them are placed: at the kill there are orders at every step. */
const PLACED_EVERY_MS = 25;
const CAPTURE_AFTER_MS = 2_500;

/** The worker is killed once so many were captured, and all were placed. */
const CAPTURED_BEFORE = 10;

const WARM_UP = 20;
const LOOK_MS = 20;
const COUNT = { patienceMs: 5 * 60_000, pollMs: 250 };

/** Kills it with at least `inFlight` orders under way. @throws Error when they are not done in five minutes */
export async function killAndRecover(
  side: KillableSide,
  provider: BenchProvider,
  inFlight: number,
): Promise<Recovery> {
  const connection = await Connection.connect({ address: side.address });
  try {
    const client = new Client({ connection });
    await placeAll(side, 'warm', WARM_UP);
    await untilAllEnded(client, side, WARM_UP);
    await provider.reset();
    const count = inFlight + CAPTURED_BEFORE;
    const placed = placeAll(side, 'flight', count);
    await placed.areSent;
    while ((await provider.stats()).counts.capture < CAPTURED_BEFORE) await delay(LOOK_MS);
    const killedAtMs = Date.now();
    await side.endWorker('SIGKILL');
    const { counts } = await provider.stats();
    await side.startWorker();
    const workerBackMs = Date.now() - killedAtMs;
    const endedAtMs = await untilAllEnded(client, side, WARM_UP + count);
    await placed;
    const after = endedAtMs.slice(WARM_UP).map((atMs) => atMs - killedAtMs);
    const { moneyRepeats, repeats } = await provider.stats();
    return {
      inFlight: count - counts.complete,
      workerBackMs,
      halfDoneMs: after.at(Math.floor(count / 2)) ?? Number.NaN,
      doneMs: after.at(-1) ?? Number.NaN,
      moneyRepeats,
      repeats: Object.values(repeats).reduce((sum, times) => sum + times, 0),
    };
  } finally {
    await connection.close();
  }
}

/** Whoever has placed an order while no worker lives is answered late or not at all; the order is there. */
function placeAll(
  { place }: KillableSide,
  name: string,
  count: number,
): Promise<void> & { areSent: Promise<void> } {
  const answers: Promise<unknown>[] = [];
  const send = async (): Promise<void> => {
    for (let index = 0; index < count; index += 1) {
      answers.push(place(benchOrder(`${name}-${index}`, CAPTURE_AFTER_MS)).catch(() => null));
      await delay(PLACED_EVERY_MS);
    }
  };
  const areSent = send();
  return Object.assign(
    areSent.then(async () => void (await Promise.all(answers))),
    { areSent },
  );
}

/** When each of `count` workflows has ended, the first first, in ms since 1970. */
async function untilAllEnded(
  client: Client,
  { workflowType }: KillableSide,
  count: number,
): Promise<number[]> {
  const ended = `WorkflowType = '${workflowType}' AND ExecutionStatus != 'Running'`;
  await until(
    `${count} orders are done`,
    async () => (await client.workflow.count(ended)).count >= count,
    COUNT,
  );
  const atMs: number[] = [];
  for await (const { closeTime } of client.workflow.list({ query: ended }))
    atMs.push(closeTime?.getTime() ?? 0);
  return atMs.sort((one, other) => one - other);
}
