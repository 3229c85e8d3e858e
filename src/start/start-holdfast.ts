/** Puts the rooms together: engine, record, provider, worker, sweep, HTTP server; and takes them apart again. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DataConverter } from '@temporalio/common';
import type { Logger } from 'pino';
import type { WorkflowSettings } from '../../workflows/state';
import { type CallbackTokens, createCallbackTokens } from '../callbacks/token';
import { createChangeFeed } from '../changes/change-feed';
import { createCallbackSignal, createReservationsClient } from '../client';
import { loadOrMakeApiKeys } from '../config/api-keys-file';
import type { ApiKey } from '../config/key-lists';
import { isLoopbackHost } from '../config/loopback';
import type { Settings } from '../config/settings';
import { packageRoot } from '../engine/pinned-server';
import type { Engine } from '../engine/start-engine';
import { buildServer } from '../http/build-server';
import { openRecords, type Records } from '../records/records';
import type { Sandbox } from '../sandbox';
import { createWebhooksDoor } from '../webhooks/webhooks-door';
import { Closers } from './closers';
import { connectEngine, type EngineConnections } from './connect-engine';
import { createWorker } from './create-worker';
import { dashboardParts } from './dashboard-parts';
import { type KeptEngine, keepEngine } from './keep-engine';
import { type KeptWorker, keepWorker } from './keep-worker';
import { localUrl } from './local-url';
import { openProvider, type Provider } from './open-provider';
import { packageVersion } from './package-version';
import { ensurePlanSchedule, PLAN_INTERVAL_MS } from './plan-schedule';
import { listenFault } from './ports';
import { readinessOf } from './readiness';
import { createSealing } from './sealing';
import { StartError } from './start-error';
import { ensureSweepSchedule } from './sweep-schedule';
import { webhookPartsOf } from './webhook-parts';
import { ensureWebhooksFollower } from './webhooks-follower';

/** Holdfast, running. */
export interface Holdfast {
  /** Scheme, host and port of the HTTP server, as a browser on this machine reaches it. */
  url: string;
  apiKeys: readonly ApiKey[];
  /** Null with a real provider. */
  sandbox: Sandbox | null;
  /** Null with a Temporal server of somebody else's. */
  engine: Engine | null;
  /** Kept when it cannot go on: it is to be stopped then. Never kept otherwise. */
  lost: Promise<StartError>;
  /** HTTP first, then the worker, the sandbox, the engine. A second call waits for the first. */
  stop(): Promise<void>;
}

/** What is wanted beside the settings. `say` takes lines for a person about what takes long. */
export interface StartParts {
  log: Logger;
  say(line: string): void;
}

/**
 * Starts everything on a data directory that may be written. Nothing is left running when it throws.
 * @throws EngineError, StartError, SettingsError, RecordsUnavailableError
 */
export async function startHoldfast(settings: Settings, { log, say }: StartParts): Promise<Holdfast> {
  const closers = new Closers(log);
  try {
    const apiKeys = settings.apiKeys ?? loadOrMakeApiKeys(settings.dataDir);
    const kept = settings.temporal.address === null ? await startKept(settings, { log, say }) : null;
    if (kept) closers.add('engine', kept.stop);
    const address = kept?.engine().address ?? null;
    const sealing = createSealing(settings.encryptionKeys);
    const { dataConverter, sandboxKeys } = sealing;
    const connections = await connectEngine({ temporal: settings.temporal, address, dataConverter, log });
    closers.add('connections', connections.close);
    const records = sealing.seal(await openRecords(settings.recordsUrl.reveal()));
    closers.add('records', () => records.close());
    const provider = await openProvider(settings, { log, sandboxKeys });
    closers.add('provider', provider.close);
    const tokens = createCallbackTokens(settings.frontPayment.callbackSecret.reveal());
    const worker = await startWorker({
      settings,
      connections,
      records,
      provider,
      tokens,
      dataConverter,
      log,
    });
    closers.add('worker', worker.stop);
    await ensureSweepSchedule({
      client: connections.client,
      taskQueue: settings.taskQueue,
      intervalMs: settings.policy.sweepIntervalMs,
      input: { providerTimeoutMs: settings.frontPayment.timeoutMs },
    });
    await ensurePlanSchedule({
      client: connections.client,
      taskQueue: settings.taskQueue,
      ratePerMinute: settings.frontPayment.ratePerMinute,
      workflowSettings: workflowSettingsOf(settings),
      intervalMs: PLAN_INTERVAL_MS,
    });
    const { client } = connections;
    if (settings.webhooks) await ensureWebhooksFollower({ client, taskQueue: settings.taskQueue });
    const app = await openDoor({ settings, connections, records, provider, tokens, worker, apiKeys, log });
    closers.add('HTTP server', () => app.close());
    return {
      url: localUrl(settings),
      apiKeys,
      sandbox: provider.sandbox,
      engine: kept?.engine() ?? null,
      lost: kept?.lost ?? new Promise(() => {}),
      stop: () => closers.closeAll(),
    };
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

function startKept({ dataDir, temporal }: Settings, { log, say }: StartParts): Promise<KeptEngine> {
  // The settings have decided already, and they know more than the environment: .env, and profiles.
  const env = { ...process.env, TEMPORAL_ADDRESS: undefined };
  return keepEngine({ dataDir, namespace: temporal.namespace, onProgress: say, env, log });
}

interface Rooms {
  settings: Settings;
  connections: EngineConnections;
  records: Records;
  provider: Provider;
  tokens: CallbackTokens;
  log: Logger;
}

async function startWorker({
  settings,
  connections,
  records,
  provider,
  tokens,
  dataConverter,
  log,
}: Rooms & { dataConverter: DataConverter }): Promise<KeptWorker> {
  const { policy, frontPayment, temporal, taskQueue, publicUrl } = settings;
  const make = () =>
    createWorker({
      connection: connections.native,
      namespace: temporal.namespace,
      taskQueue,
      ratePerMinute: frontPayment.ratePerMinute,
      dataConverter,
      workflows: { workflowBundle: { codePath: workflowBundlePath() } },
      activities: {
        callFrontPayment: provider.call,
        callbackTokens: tokens,
        publicUrl,
        records,
        client: connections.client,
        policyDefaults: { captureWindowMs: policy.captureWindowMs, safetyMarginMs: policy.safetyMarginMs },
        workflowSettings: workflowSettingsOf(settings),
        ...webhookPartsOf(settings, records),
      },
    });
  try {
    return await keepWorker(make, log);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(
      'worker_refused',
      `The Temporal server does not take the worker in namespace "${temporal.namespace}" (${error instanceof Error ? error.message : error}), ` +
        'so Holdfast was not started. Check TEMPORAL_NAMESPACE, and that the namespace exists.',
      { cause: error },
    );
  }
}

function workflowSettingsOf({ policy, frontPayment }: Settings): WorkflowSettings {
  return { verifyScheduleMs: [...policy.verifyScheduleMs], providerTimeoutMs: frontPayment.timeoutMs };
}

function workflowBundlePath(): string {
  const path = join(packageRoot(), 'dist', 'workflow-bundle.js');
  if (existsSync(path)) return path;
  throw new StartError(
    'package_incomplete',
    `${path} is not there, so Holdfast was not started. Run \`npm run build\`.`,
  );
}

async function openDoor(rooms: Rooms & { worker: KeptWorker; apiKeys: readonly ApiKey[] }) {
  const { settings, connections, records, provider, tokens, worker, apiKeys, log } = rooms;
  const { host, port } = settings;
  const orders = { client: connections.client, taskQueue: settings.taskQueue, records };
  const app = await buildServer({
    reservations: createReservationsClient(orders),
    callbacks: {
      resolveToken: tokens.read,
      secret: settings.frontPayment.callbackSecret,
      signal: createCallbackSignal(orders),
    },
    apiKeys,
    version: packageVersion(),
    changes: createChangeFeed({ client: connections.client, taskQueue: settings.taskQueue }),
    webhooks: createWebhooksDoor({ books: records.webhooks, isOn: settings.webhooks !== null }),
    readiness: readinessOf({ client: connections.client, worker, provider }),
    ...dashboardParts({ settings, client: connections.client, records, provider, worker, apiKeys }),
    logger: log.child({ room: 'http' }),
    isLoopback: isLoopbackHost(host),
  });
  try {
    await app.listen({ host, port });
    return app;
  } catch (error) {
    await app.close();
    throw listenFault({ host, port }, error);
  }
}
