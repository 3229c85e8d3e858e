/**
 * Everything a lifecycle needs, on the real engine: a sandbox, a record, a worker on a task queue of its own.
 * One per test file; `close()` ends all of it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Client } from '@temporalio/client';
import type { ActivityDependencies } from '../../activities/create-activities';
import { createCallMinute } from '../../src/budget/call-minute';
import { type CallbackTokens, createCallbackTokens } from '../../src/callbacks/token';
import { openRecords, type Records } from '../../src/records/records';
import { NOW_HEADER, type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox';
import { createWorker, type WorkerParts } from '../../src/start/create-worker';
import { callSandbox } from '../../src/start/provider';
import { type CallbackDoor, openCallbackDoor } from './callback-door';
import { connectToEngine, type EngineConnections, uniqueName } from './engine';
import { workflowBundle } from './workflow-bundle';

export const CALLBACK_SECRET = 'a secret for tests only';

/** Short gaps, so that an ambiguous answer is settled within a test. */
export const VERIFY_SCHEDULE_MS = [200, 300, 400, 500];

/** No test of a lifecycle is held up by the budget. */
const RATE_PER_MINUTE = 600_000;

export interface WorldOptions {
  sandbox?: SandboxOptions;
  verifyScheduleMs?: number[];
  providerTimeoutMs?: number;
  /** Another record than a SQLite file of its own. */
  recordsUrl?: string;
  /** Another engine than the run's. */
  engineAddress?: string;
  /** A world that was lost, whose orders and provider this one takes over. */
  after?: Pick<World, 'taskQueue' | 'sandbox'>;
  /** Asked anew at every start of the worker: another build of the workflows, or a version. */
  worker?: () => Partial<Pick<WorkerParts, 'workflows' | 'version'>>;
  /** To hand the worker odd activities' dependencies. */
  dependencies?: (usual: ActivityDependencies) => ActivityDependencies;
}

export interface World {
  engine: EngineConnections;
  client: Client;
  taskQueue: string;
  sandbox: Sandbox;
  records: Records;
  tokens: CallbackTokens;
  /** What came in as callbacks, passed on as the HTTP server would. */
  callbacks: CallbackDoor;
  /** Runs another worker in place of the present one. */
  restartWorker(): Promise<void>;
  /** Does something while no worker runs, then runs one again. */
  withoutWorker<T>(during: () => Promise<T>): Promise<T>;
  /** Ends all of it; the provider goes on where another world comes after this one. */
  close(options?: { keepsSandbox?: boolean }): Promise<void>;
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const engine = await connectToEngine(options.engineAddress);
  const taskQueue = options.after?.taskQueue ?? uniqueName('reservations');
  const dataDir = await mkdtemp(join(tmpdir(), 'holdfast-test-'));
  const ownFile = pathToFileURL(join(dataDir, 'records.sqlite')).href;
  const records = await openRecords(options.recordsUrl ?? ownFile);
  const sandbox =
    options.after?.sandbox ??
    (await startSandbox({
      callbackSecret: CALLBACK_SECRET,
      ratePerMinute: 1_000_000,
      seed: Math.floor(Math.random() * 1e9),
      ...options.sandbox,
    }));
  const tokens = createCallbackTokens(CALLBACK_SECRET);
  const callbacks = await openCallbackDoor({ client: engine.client, tokens, secret: CALLBACK_SECRET });
  const minute = createCallMinute({
    ratePerMinute: RATE_PER_MINUTE,
    worker: taskQueue,
    counts: records.calls,
  });
  const callFrontPayment = callSandbox({
    baseUrl: sandbox.baseUrl,
    token: sandbox.token,
    timeoutMs: options.providerTimeoutMs ?? 2_000,
    cancelMethod: 'GET',
    chargeValidityUnit: 'minutes',
    nowHeader: NOW_HEADER,
  });
  const usual: ActivityDependencies = {
    callFrontPayment: minute.counted(callFrontPayment),
    mayCallHere: minute.mayCallHere,
    callbackTokens: tokens,
    publicUrl: callbacks.origin,
    records,
    client: engine.client,
    policyDefaults: { captureWindowMs: 7 * DAY_MS, safetyMarginMs: DAY_MS },
    workflowSettings: {
      verifyScheduleMs: options.verifyScheduleMs ?? VERIFY_SCHEDULE_MS,
      providerTimeoutMs: options.providerTimeoutMs ?? 2_000,
    },
  };
  const activities = options.dependencies?.(usual) ?? usual;
  const start = (): Promise<RunningWorker> =>
    runWorker(engine, taskQueue, { activities, ...options.worker?.() });
  let running = await start();
  return {
    engine,
    client: engine.client,
    taskQueue,
    sandbox,
    records,
    tokens,
    callbacks,
    async restartWorker() {
      await running.stop();
      running = await start();
    },
    async withoutWorker(during) {
      await running.stop();
      try {
        return await during();
      } finally {
        running = await start();
      }
    },
    async close({ keepsSandbox = false } = {}) {
      await running.stop();
      await callbacks.close();
      if (!keepsSandbox) await sandbox.stop();
      await records.close();
      await engine.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const DAY_MS = 24 * 60 * 60 * 1000;

interface RunningWorker {
  stop(): Promise<void>;
}

async function runWorker(
  engine: EngineConnections,
  taskQueue: string,
  parts: Pick<WorkerParts, 'activities'> & Partial<WorkerParts>,
): Promise<RunningWorker> {
  const worker = await createWorker({
    connection: engine.native,
    namespace: engine.namespace,
    taskQueue,
    ratePerMinute: RATE_PER_MINUTE,
    dataConverter: {},
    workflows: { workflowBundle: workflowBundle() },
    ...parts,
  });
  const run = worker.run();
  return {
    async stop() {
      worker.shutdown();
      await run;
    },
  };
}
