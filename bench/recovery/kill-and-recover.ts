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
  /** Until half of the workflows, and the last of them, had ended; `GIVEN_UP_MS` where it had not by then. */
  halfDoneMs: number;
  doneMs: number;
  /** Whose workflows had not ended by then. */
  unfinished: number;
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
const LIST_MS = 250;

/** After the kill. Whatever is not done by then waits for a reading that is minutes away. */
const GIVEN_UP_MS = 2 * 60_000;

/** Kills it with at least `inFlight` orders under way. @throws Error when orders do not even end while the worker lives */
export async function killAndRecover(
  side: KillableSide,
  provider: BenchProvider,
  inFlight: number,
): Promise<Recovery> {
  const connection = await Connection.connect({ address: side.address });
  try {
    const client = new Client({ connection });
    await placeAll(side, 'warm', WARM_UP);
    const warmed = await endedAtMs(client, side, WARM_UP);
    if (warmed.length < WARM_UP) throw new Error(`Of ${WARM_UP} first orders ${warmed.length} have ended.`);
    await provider.reset();
    const count = inFlight + CAPTURED_BEFORE;
    const placed = placeAll(side, 'flight', count);
    await placed.areSent;
    const isTime = async () => (await provider.stats()).counts.capture >= CAPTURED_BEFORE;
    await until(`${CAPTURED_BEFORE} orders were captured`, isTime, {
      patienceMs: GIVEN_UP_MS,
      pollMs: LOOK_MS,
    });
    const killedAtMs = Date.now();
    await side.endWorker('SIGKILL');
    const { counts } = await provider.stats();
    await side.startWorker();
    const workerBackMs = Date.now() - killedAtMs;
    const ended = await endedAtMs(client, side, WARM_UP + count);
    await placed;
    const afterMs = ended.slice(WARM_UP).map((atMs) => atMs - killedAtMs);
    const { moneyRepeats, repeats } = await provider.stats();
    return {
      inFlight: count - counts.complete,
      workerBackMs,
      halfDoneMs: afterMs[Math.floor(count / 2)] ?? GIVEN_UP_MS,
      doneMs: afterMs[count - 1] ?? GIVEN_UP_MS,
      unfinished: count - afterMs.length,
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

/** When each of `count` workflows has ended, the first first, in ms since 1970; fewer where time has run out. */
async function endedAtMs(client: Client, { workflowType }: KillableSide, count: number): Promise<number[]> {
  const ended = `WorkflowType = '${workflowType}' AND ExecutionStatus != 'Running'`;
  const untilMs = Date.now() + GIVEN_UP_MS;
  while ((await client.workflow.count(ended)).count < count && Date.now() < untilMs) await delay(LIST_MS);
  const atMs: number[] = [];
  for await (const { closeTime } of client.workflow.list({ query: ended }))
    atMs.push(closeTime?.getTime() ?? 0);
  return atMs.sort((one, other) => one - other);
}
