/**
 * Makes the worker that runs the workflows and the provider's calls. The merchant's budget of calls is kept by the
 * engine, across all workers of the task queue; what calls nobody but the engine and the record runs beside it.
 */
import type { DataConverter } from '@temporalio/common';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { type ActivityDependencies, createActivities } from '../../activities/create-activities';
import { engineQueueOf, sustainedPerSecond } from '../../workflows/call-budget';

/** What a worker is made from; `ratePerMinute` is the merchant's budget of provider calls. */
export interface WorkerParts {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  ratePerMinute: number;
  /** Encrypts and decrypts what the engine keeps; the client's is the same. */
  dataConverter: DataConverter;
  activities: ActivityDependencies;
  /** Built beforehand where there is one; otherwise the workflows are bundled here. */
  workflows: Pick<WorkerOptions, 'workflowBundle'> | Pick<WorkerOptions, 'workflowsPath'>;
}

/** A worker on both task queues. */
export interface OrdersWorker {
  isRunning(): boolean;
  /** Until `shutdown` was asked for and calls under way came home. @throws when either of the two gives up */
  run(): Promise<void>;
  shutdown(): void;
}

/** How long a stopping worker lets calls under way come home: longer than one call's time-out by default. */
const SHUTDOWN_GRACE_MS = 40_000;

/** Calls of the engine and the record: as many at once as one small pool of connections carries. */
const ENGINE_CALLS_AT_ONCE = 20;

/** A worker that is connected and not yet run. @throws when the server does not take it */
export async function createWorker(parts: WorkerParts): Promise<OrdersWorker> {
  const { connection, namespace, taskQueue, ratePerMinute, dataConverter, workflows } = parts;
  const activities = createActivities(parts.activities);
  const shared = { connection, namespace, dataConverter, activities, shutdownGraceTime: SHUTDOWN_GRACE_MS };
  const provider = await Worker.create({
    ...shared,
    ...workflows,
    taskQueue,
    maxTaskQueueActivitiesPerSecond: sustainedPerSecond(ratePerMinute),
    // A killed worker's orders wake on another one after this; the default of 10 s keeps people waiting.
    stickyQueueScheduleToStartTimeout: '1s',
  });
  const engine = await Worker.create({
    ...shared,
    taskQueue: engineQueueOf(taskQueue),
    maxConcurrentActivityTaskExecutions: ENGINE_CALLS_AT_ONCE,
  }).catch(async (error) => {
    // Unrun it would hold the connection for good.
    const ended = provider.run();
    provider.shutdown();
    await ended;
    throw error;
  });
  return inStep([provider, engine]);
}

/** One that gives up takes the other with it: whoever looks after them makes both anew. */
function inStep(workers: Worker[]): OrdersWorker {
  const shutdown = (): void => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  return {
    isRunning: () => workers.every((worker) => worker.getState() === 'RUNNING'),
    shutdown,
    async run() {
      const ends = await Promise.allSettled(workers.map((worker) => worker.run().finally(shutdown)));
      const failed = ends.find((end) => end.status === 'rejected');
      if (failed) throw failed.reason;
    },
  };
}
