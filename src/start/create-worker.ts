/**
 * Makes the worker that runs the workflows and the provider's calls. The merchant's budget of calls is kept by the
 * engine, across all workers of the task queue; what calls nobody but the engine and the record runs beside it.
 */
import type { DataConverter } from '@temporalio/common';
import { type InjectedSinks, type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { type ActivityDependencies, createActivities } from '../../activities/create-activities';
import { engineQueueOf, sustainedPerSecond } from '../../workflows/call-budget';
import type { TraceSinks } from '../../workflows/carry-trace';
import { webhookQueueOf } from '../../workflows/webhook-messages';
import { activityLogFacts } from '../telemetry/activity-log-facts';
import type { Tracing } from '../telemetry/tracing';

/** What a worker is made from; `ratePerMinute` is the merchant's budget of provider calls. */
export interface WorkerParts {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  ratePerMinute: number;
  /** How long a stopping worker lets calls under way come home before it leaves them to others; 40 s unless given. */
  callsGraceMs?: number;
  /** Encrypts and decrypts what the engine keeps; the client's is the same. */
  dataConverter: DataConverter;
  activities: ActivityDependencies;
  /** Nothing is traced without it. */
  tracing?: Pick<Tracing, 'activity' | 'sinks'> | null;
  /** The version of a deployment that this worker is of; none without it. */
  version?: { deploymentName: string; buildId: string } | null;
  /** Built beforehand where there is one; otherwise the workflows are bundled here. */
  workflows: Pick<WorkerOptions, 'workflowBundle'> | Pick<WorkerOptions, 'workflowsPath'>;
}

/** A worker on all its task queues. */
export interface OrdersWorker {
  isRunning(): boolean;
  /** Until `shutdown` was asked for and calls under way came home. @throws when either of the two gives up */
  run(): Promise<void>;
  shutdown(): void;
}

/** Longer than one call's time-out by default. */
const CALLS_GRACE_MS = 40_000;

/** What an activity that was told that its time is over may still take. */
const LAST_WORD_MS = 1_000;

/** Calls of the engine and the record: as many at once as one small pool of connections carries. */
const ENGINE_CALLS_AT_ONCE = 20;

/** Webhooks on their way at once, the one that follows all orders among them: receivers may take long to answer. */
const WEBHOOK_CALLS_AT_ONCE = 40;

/** A worker that is connected and not yet run. @throws when the server does not take it */
export async function createWorker(parts: WorkerParts): Promise<OrdersWorker> {
  const { connection, namespace, taskQueue, ratePerMinute, dataConverter, workflows } = parts;
  const { callsGraceMs = CALLS_GRACE_MS } = parts;
  const stopping = new AbortController();
  const activities = createActivities({ ...parts.activities, stopping: stopping.signal });
  const shared = {
    connection,
    namespace,
    dataConverter,
    activities,
    ...watching(parts.tracing ?? null),
    ...versioned(parts.version ?? null),
    shutdownGraceTime: callsGraceMs,
    shutdownForceTime: callsGraceMs + LAST_WORD_MS,
  };
  const provider = await Worker.create({
    ...shared,
    ...workflows,
    taskQueue,
    maxTaskQueueActivitiesPerSecond: sustainedPerSecond(ratePerMinute),
    // A killed worker's orders wake on another one after this; the default of 10 s keeps people waiting.
    stickyQueueScheduleToStartTimeout: '1s',
  });
  const beside = [{ taskQueue: engineQueueOf(taskQueue), atOnce: ENGINE_CALLS_AT_ONCE }];
  if (parts.activities.webhooks)
    beside.push({ taskQueue: webhookQueueOf(taskQueue), atOnce: WEBHOOK_CALLS_AT_ONCE });
  const workers = [provider];
  for (const { taskQueue, atOnce } of beside) {
    const options = { ...shared, taskQueue, maxConcurrentActivityTaskExecutions: atOnce };
    workers.push(await Worker.create(options).catch((error) => endUnrun(workers, error)));
  }
  return inStep(workers, stopping);
}

/** What is parked for days goes to the present version at its next step; workflows that are over in a minute say otherwise. */
function versioned(version: WorkerParts['version']): Pick<WorkerOptions, 'workerDeploymentOptions'> {
  if (!version) return {};
  return {
    workerDeploymentOptions: {
      useWorkerVersioning: true,
      version,
      defaultVersioningBehavior: 'AUTO_UPGRADE',
    },
  };
}

/** Workflows hand over spans wherever a server traces, also to a worker that does not: it lets them fall. */
function watching(tracing: WorkerParts['tracing']) {
  const untraced: InjectedSinks<TraceSinks> = { exporter: { export: { fn() {} } } };
  return {
    sinks: tracing?.sinks ?? untraced,
    interceptors: { activity: [...(tracing ? [tracing.activity] : []), activityLogFacts] },
  };
}

/** Unrun they would hold the connection for good. @throws `error`, once they have ended */
async function endUnrun(workers: readonly Worker[], error: unknown): Promise<never> {
  for (const worker of workers) {
    const ended = worker.run();
    worker.shutdown();
    await ended;
  }
  throw error;
}

/** One that gives up takes the others with it: whoever looks after them makes all anew. */
function inStep(workers: readonly Worker[], stopping: AbortController): OrdersWorker {
  const shutdown = (): void => {
    stopping.abort();
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
