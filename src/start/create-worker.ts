/**
 * Makes the worker that runs the workflows and the provider's calls. The merchant's budget of calls is kept by the
 * engine, across all workers of the task queue.
 */
import type { DataConverter } from '@temporalio/common';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { type ActivityDependencies, createActivities } from '../../activities/create-activities';

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

/** How long a stopping worker lets calls under way come home: longer than one call's time-out by default. */
const SHUTDOWN_GRACE_MS = 40_000;

/** A worker that is connected and not yet run. @throws when the server does not take it */
export function createWorker(parts: WorkerParts): Promise<Worker> {
  const { connection, namespace, taskQueue, ratePerMinute, dataConverter, activities, workflows } = parts;
  return Worker.create({
    connection,
    namespace,
    taskQueue,
    dataConverter,
    activities: createActivities(activities),
    ...workflows,
    maxTaskQueueActivitiesPerSecond: ratePerMinute / 60,
    shutdownGraceTime: SHUTDOWN_GRACE_MS,
    // A killed worker's orders wake on another one after this; the default of 10 s keeps people waiting.
    stickyQueueScheduleToStartTimeout: '1s',
  });
}
