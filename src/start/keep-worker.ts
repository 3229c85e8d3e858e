/** The worker, made again when it gives up. While it is away orders wait in the engine, and nothing is lost. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { OrdersWorker } from './create-worker';

const FIRST_GAP_MS = 500;
const LONGEST_GAP_MS = 15_000;

/** A worker that is looked after. */
export interface KeptWorker {
  isRunning(): boolean;
  /** Lets calls under way come home, then ends it. */
  stop(): Promise<void>;
}

/** Runs what `make` makes, and makes it again when it fails. @throws what the first `make` throws */
export async function keepWorker(make: () => Promise<OrdersWorker>, log: Logger): Promise<KeptWorker> {
  let worker: OrdersWorker | null = await make();
  const stopping = new AbortController();
  const ended = lookAfter();
  return {
    isRunning: () => worker?.isRunning() ?? false,
    async stop() {
      stopping.abort();
      worker?.shutdown();
      await ended;
    },
  };

  async function lookAfter(): Promise<void> {
    for (let gapMs = FIRST_GAP_MS; !stopping.signal.aborted; gapMs = Math.min(gapMs * 2, LONGEST_GAP_MS)) {
      try {
        worker ??= await make();
        await worker.run();
      } catch (error) {
        log.error({ error }, 'the worker has given up and is started again; orders wait');
      }
      worker = null;
      // An aborted wait is the end of waiting, not a fault.
      await delay(gapMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }
}
