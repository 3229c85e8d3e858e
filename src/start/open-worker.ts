/** The worker of a process, from its rooms, with what the engine starts by itself: sweep, plan, the webhooks' follower. */
import { randomUUID } from 'node:crypto';
import { NativeConnection } from '@temporalio/worker';
import type { ActivityDependencies } from '../../activities/create-activities';
import { type CallMinute, createCallMinute } from '../budget/call-minute';
import { showsLife } from '../client/patience';
import { connectionOptionsOf } from './connect-engine';
import { createWorker, type OrdersWorker } from './create-worker';
import { type KeptWorker, keepWorker } from './keep-worker';
import { withLeanThread } from './lean-thread';
import { ensurePlanSchedule, PLAN_INTERVAL_MS } from './plan-schedule';
import type { Rooms } from './rooms';
import { StartError } from './start-error';
import { ensureSweepSchedule } from './sweep-schedule';
import { webhookPartsOf } from './webhook-parts';
import { ensureWebhooksFollower } from './webhooks-follower';
import { workflowBundlePath, workflowCode } from './workflow-code';
import { workflowSettingsOf } from './workflow-settings';

/** Of the grace: what the rest of the process needs after the last call has come home. */
const REST_MS = 5_000;

/** Makes it and looks after it from then on. @throws StartError `worker_refused`, `package_incomplete` */
export async function openWorker(rooms: Rooms): Promise<KeptWorker> {
  const { settings, client, records, log } = rooms;
  const { ratePerMinute } = settings.frontPayment;
  const minute = createCallMinute({ ratePerMinute, worker: randomUUID(), counts: records.calls });
  const make = () => connectAndCreate(rooms, minute);
  const doesEngineAnswer = () =>
    showsLife(client).then(
      () => true,
      () => false,
    );
  try {
    return await keepWorker({ make, doesEngineAnswer, log });
  } catch (error) {
    if (error instanceof StartError) throw error;
    const { namespace } = settings.temporal;
    throw new StartError(
      'worker_refused',
      `The Temporal server does not take the worker in namespace "${namespace}" (${error instanceof Error ? error.message : error}), ` +
        'so Holdfast was not started. Check TEMPORAL_NAMESPACE, and that the namespace exists.',
      { cause: error },
    );
  }
}

/** How long all of it may take. */
const SCHEDULES_MS = 20_000;

/**
 * Brings the Schedules to the present settings, and starts the follower where it is wanted; every worker may do so, before
 * it works. @throws StartError `engine_unreachable`
 */
export async function ensureSchedules(rooms: Pick<Rooms, 'settings' | 'client'>): Promise<void> {
  try {
    await rooms.client.withDeadline(Date.now() + SCHEDULES_MS, () => bringUpToDate(rooms));
  } catch (error) {
    throw new StartError(
      'engine_unreachable',
      `The Temporal server did not take the Schedules of sweep and plan (${error instanceof Error ? error.message : error}), ` +
        'so Holdfast was not started. Orders wait. Start it again once the server answers, and check that it allows Schedules.',
      { cause: error },
    );
  }
}

async function bringUpToDate({ settings, client }: Pick<Rooms, 'settings' | 'client'>): Promise<void> {
  const { taskQueue, policy, frontPayment, webhooks } = settings;
  await ensureSweepSchedule({
    client,
    taskQueue,
    intervalMs: policy.sweepIntervalMs,
    input: { providerTimeoutMs: frontPayment.timeoutMs },
  });
  await ensurePlanSchedule({
    client,
    taskQueue,
    ratePerMinute: frontPayment.ratePerMinute,
    workflowSettings: workflowSettingsOf(settings),
    intervalMs: PLAN_INTERVAL_MS,
  });
  if (webhooks) await ensureWebhooksFollower({ client, taskQueue });
}

/** A connection of its own each time: whatever is wrong with one goes with the worker that gave up over it. */
async function connectAndCreate(rooms: Rooms, minute: CallMinute): Promise<OrdersWorker> {
  const { settings, engine, dataConverter, telemetry } = rooms;
  const connection = await NativeConnection.connect(connectionOptionsOf(engine));
  try {
    const parts = {
      connection,
      namespace: settings.temporal.namespace,
      taskQueue: settings.taskQueue,
      ratePerMinute: settings.frontPayment.ratePerMinute,
      callsGraceMs: Math.max(settings.shutdown.graceMs - REST_MS, settings.shutdown.graceMs / 2),
      dataConverter,
      workflows: {
        workflowBundle: workflowCode({
          codePath: workflowBundlePath(),
          sealsFailures: settings.encryptionKeys.length > 0,
        }),
      },
      activities: activityPartsOf(rooms, minute),
      tracing: telemetry.tracing,
      version: settings.version,
    };
    const worker = await withLeanThread(() => createWorker(parts));
    return { ...worker, run: () => worker.run().finally(() => connection.close()) };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

function activityPartsOf(
  { settings, client, records, provider, tokens }: Rooms,
  minute: CallMinute,
): ActivityDependencies {
  const { policy, publicUrl } = settings;
  return {
    callFrontPayment: minute.counted(provider.call),
    mayCallHere: minute.mayCallHere,
    callbackTokens: tokens,
    publicUrl,
    records,
    client,
    policyDefaults: { captureWindowMs: policy.captureWindowMs, safetyMarginMs: policy.safetyMarginMs },
    workflowSettings: workflowSettingsOf(settings),
    ...webhookPartsOf(settings, records),
  };
}
