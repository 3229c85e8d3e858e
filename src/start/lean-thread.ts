/**
 * Makes the thread that runs the workflows a lean one. By itself the SDK (1.24) writes down a stack for every promise, looked
 * up in the source map, so that somebody may ask a workflow where it stands: a quarter of what a worker spends on an order.
 * Nobody asks: an order says itself what it waits for. The SDK takes no option for it, nor does it give its thread any; where
 * it changes how it begins one, there is a stack again, and nothing else. See docs/decisions/lean-thread.md.
 */
import { join } from 'node:path';
import threads, { type WorkerOptions } from 'node:worker_threads';

const PRELOAD = join(__dirname, 'quiet-promises.js');

/** What `create` gives; threads that it begins keep no stacks of promises. For built code only. */
export async function withLeanThread<Created>(create: () => Promise<Created>): Promise<Created> {
  const { Worker } = threads;
  threads.Worker = class extends Worker {
    constructor(file: string | URL, options?: WorkerOptions) {
      super(file, { ...options, execArgv: [...(options?.execArgv ?? []), '--require', PRELOAD] });
    }
  };
  try {
    return await create();
  } finally {
    threads.Worker = Worker;
  }
}
