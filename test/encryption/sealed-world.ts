/**
 * Orders on the real engine under encryption keys: a client and workers that may have different keys, and the engine's
 * database as somebody reads it who has none. One per test file; `close()` ends all of it.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import { type ActivityDependencies, createActivities } from '../../activities/create-activities';
import { createCallbackTokens } from '../../src/callbacks/token';
import { createReservationsClient, type ReservationsClient } from '../../src/client';
import { encryptingDataConverter } from '../../src/client/encrypting-data-converter';
import { encryptionKeyList } from '../../src/config/key-lists';
import { createKeyring } from '../../src/encryption/keys';
import { sealRecords } from '../../src/encryption/sealed-records';
import { openRecords, type Records } from '../../src/records/records';
import { NOW_HEADER, type Sandbox, startSandbox } from '../../src/sandbox';
import { createWorker } from '../../src/start/create-worker';
import { callSandbox } from '../../src/start/provider';
import { workflowCode } from '../../src/start/workflow-code';
import { callbackSignal } from '../../workflows/messages';
import type { OrderInput } from '../../workflows/order';
import type { Reservation } from '../../workflows/view';
import { connectToEngine, type EngineConnections, uniqueName } from '../support/engine';
import { type Patience, until } from '../support/until';
import { workflowBundle } from '../support/workflow-bundle';
import { CALLBACK_SECRET, VERIFY_SCHEDULE_MS } from '../support/world';

/** A worker that runs. */
export interface RunningWorker {
  stop(): Promise<void>;
}

export interface SealedWorld {
  engine: EngineConnections;
  taskQueue: string;
  sandbox: Sandbox;
  /** As the database has it. */
  records: Records;
  /** A client with these keys, `keyId:base64` pairs. */
  clientWith(keys: string): Client;
  /** The orders, asked with these keys. */
  ordersWith(keys: string): ReservationsClient;
  /** A worker with these keys, as the product makes it. */
  workerWith(
    keys: string,
    odd?: (usual: ActivityDependencies) => ActivityDependencies,
  ): Promise<RunningWorker>;
  /** A worker with these keys for workflows and what they call in their own process; calls of the provider wait. */
  workflowsOnlyWith(keys: string): Promise<RunningWorker>;
  /** The history of an order's last run, as the engine keeps it. */
  historyOf(workflowId: string): Promise<temporal.api.history.v1.IHistoryEvent[]>;
  close(): Promise<void>;
}

/** A new key as the setting has it. */
export function aKeyNamed(id: string): string {
  return `${id}:${randomBytes(32).toString('base64')}`;
}

export async function startSealedWorld(): Promise<SealedWorld> {
  const engine = await connectToEngine();
  const taskQueue = uniqueName('sealed');
  const dataDir = await mkdtemp(join(tmpdir(), 'holdfast-sealed-'));
  const records = await openRecords(pathToFileURL(join(dataDir, 'records.sqlite')).href);
  const sandbox = await startSandbox({ callbackSecret: CALLBACK_SECRET, ratePerMinute: 1_000_000, seed: 6 });
  const clientWith = (keys: string): Client =>
    new Client({
      connection: engine.connection,
      namespace: engine.namespace,
      dataConverter: encryptingDataConverter(keys),
    });
  const sealedWith = (keys: string): Records => sealRecords(records, keyringOf(keys));
  return {
    engine,
    taskQueue,
    sandbox,
    records,
    clientWith,
    ordersWith: (keys) =>
      createReservationsClient({ client: clientWith(keys), taskQueue, records: sealedWith(keys) }),
    workerWith: (keys, odd = (usual) => usual) =>
      runWorker({
        engine,
        taskQueue,
        keys,
        activities: odd(usualActivities(sandbox, clientWith(keys), sealedWith(keys))),
      }),
    async workflowsOnlyWith(keys) {
      const worker = await Worker.create({
        connection: engine.native,
        namespace: engine.namespace,
        taskQueue,
        dataConverter: encryptingDataConverter(keys),
        activities: createActivities(usualActivities(sandbox, clientWith(keys), sealedWith(keys))),
        enableNonLocalActivities: false,
        workflowBundle: sealingBundle(),
      });
      return run(worker);
    },
    async historyOf(workflowId) {
      const { history } = await engine.connection.workflowService.getWorkflowExecutionHistory({
        namespace: engine.namespace,
        execution: { workflowId },
      });
      return history?.events ?? [];
    },
    async close() {
      await sandbox.stop();
      await records.close();
      await engine.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export function keyringOf(keys: string) {
  const [first, ...others] = encryptionKeyList('HOLDFAST_ENCRYPTION_KEYS').parse(keys);
  if (first === undefined) throw new Error('There are no keys.');
  return createKeyring([first, ...others]);
}

function usualActivities(sandbox: Sandbox, client: Client, records: Records): ActivityDependencies {
  return {
    callFrontPayment: callSandbox({
      baseUrl: sandbox.baseUrl,
      token: sandbox.token,
      timeoutMs: 5_000,
      cancelMethod: 'GET',
      chargeValidityUnit: 'minutes',
      nowHeader: NOW_HEADER,
    }),
    callbackTokens: createCallbackTokens(CALLBACK_SECRET),
    publicUrl: 'http://127.0.0.1:1',
    records,
    client,
    policyDefaults: { captureWindowMs: 7 * 86_400_000, safetyMarginMs: 86_400_000 },
    workflowSettings: { verifyScheduleMs: VERIFY_SCHEDULE_MS, providerTimeoutMs: 5_000 },
  };
}

async function runWorker({
  engine,
  taskQueue,
  keys,
  activities,
}: {
  engine: EngineConnections;
  taskQueue: string;
  keys: string;
  activities: ActivityDependencies;
}): Promise<RunningWorker> {
  const worker = await createWorker({
    connection: engine.native,
    namespace: engine.namespace,
    taskQueue,
    ratePerMinute: 600_000,
    dataConverter: encryptingDataConverter(keys),
    activities,
    workflows: { workflowBundle: sealingBundle() },
  });
  return run(worker);
}

/** Runs a worker until it is stopped. */
export function run(worker: { run(): Promise<void>; shutdown(): void }): RunningWorker {
  const running = worker.run();
  return {
    async stop() {
      worker.shutdown();
      await running;
    },
  };
}

function sealingBundle() {
  return workflowCode({ codePath: workflowBundle().codePath, sealsFailures: true });
}

/** Places an order under these keys and lets its customer pay; gives the reservation once the hold is known. */
export async function aHoldUnder(
  keys: string,
  { world, order, patience }: { world: SealedWorld; order: OrderInput; patience: Patience },
): Promise<Reservation> {
  const orders = world.ordersWith(keys);
  const { reservation } = await orders.place(order);
  const { orderId, reservationUuid } = reservation;
  world.sandbox.control.pay(reservationUuid ?? '');
  const handle = world.clientWith(keys).workflow.getHandle(`reservation/${orderId}`);
  await handle.signal(callbackSignal, {
    reservationUuid: reservationUuid ?? '',
    status: 'RESERVED',
    attempt: 1,
  });
  return until(
    `${orderId} is reserved`,
    async () => {
      const now = await orders.reservation(orderId);
      return now.state === 'reserved' ? now : null;
    },
    patience,
  );
}
