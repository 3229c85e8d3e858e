/** The worker, made again when it gives up. While it is away orders wait in the engine, and nothing is lost. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { OrdersWorker } from './create-worker';

const FIRST_GAP_MS = 500;
const LONGEST_GAP_MS = 15_000;

/** One that has run for longer was no failure. */
const STEADY_MS = 30_000;

/** A worker that fails so often in a row although the engine answers is beyond what this process can mend. */
const MOST_FAILURES = 6;

/** A worker that is looked after. */
export interface KeptWorker {
  isRunning(): boolean;
  /** True when it fails again and again and the engine is not why: the process should be ended and started anew. */
  hasFailed(): boolean;
  /** Takes nothing new and lets calls under way come home, then ends it. */
  stop(): Promise<void>;
}

/** What is looked after, and how. */
export interface WorkerToKeep {
  make(): Promise<OrdersWorker>;
  doesEngineAnswer(): Promise<boolean>;
  log: Logger;
  /** The wait after the first failure; it doubles. In ms, half a second unless given. */
  firstGapMs?: number;
}

/** Runs what `make` makes, and makes it again when it fails. @throws what the first `make` throws */
export async function keepWorker(parts: WorkerToKeep): Promise<KeptWorker> {
  const { make, doesEngineAnswer, log, firstGapMs = FIRST_GAP_MS } = parts;
  let worker: OrdersWorker | null = await make();
  let startedAtMs = performance.now();
  let failures = 0;
  const stopping = new AbortController();
  const isSteady = () => worker !== null && performance.now() - startedAtMs > STEADY_MS;
  const ended = lookAfter();
  return {
    isRunning: () => worker?.isRunning() ?? false,
    hasFailed: () => failures >= MOST_FAILURES && !isSteady(),
    async stop() {
      stopping.abort();
      worker?.shutdown();
      await ended;
    },
  };

  async function lookAfter(): Promise<void> {
    for (let gapMs = firstGapMs; !stopping.signal.aborted; gapMs = Math.min(gapMs * 2, LONGEST_GAP_MS)) {
      const error = await runToItsEnd();
      if (stopping.signal.aborted) {
        if (error !== null) log.warn({ error }, 'the worker has ended before all calls came home');
        return;
      }
      if (isSteady()) {
        failures = 0;
        gapMs = firstGapMs;
      }
      worker = null;
      failures = (await doesEngineAnswer()) ? failures + 1 : 0;
      log.error({ error, failures }, 'the worker has given up and is started again; orders wait');
      // An aborted wait is the end of waiting, not a fault.
      await delay(gapMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  /** Gives what ended it, null where it was told to. */
  async function runToItsEnd(): Promise<unknown> {
    try {
      worker ??= await make();
      startedAtMs = performance.now();
      const ran = worker.run();
      // The word to stop may have come while it was being made.
      if (stopping.signal.aborted) worker.shutdown();
      await ran;
      return null;
    } catch (error) {
      return error;
    }
  }
}
