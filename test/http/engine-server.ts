/** The HTTP server over everything real: engine, worker, sandbox, record. Callbacks of the sandbox arrive at it. */
import axios, { type AxiosInstance } from 'axios';
import getPort from 'get-port';
import { createChangeFeed } from '../../src/changes/change-feed';
import { createCallbackSignal, createReservationsClient, type ReservationsClient } from '../../src/client';
import { createOrderSheets } from '../../src/client/order-sheet';
import { createPersonalData } from '../../src/client/personal-data';
import { createSummary } from '../../src/client/summary';
import { Secret } from '../../src/config/secret';
import { scrubDatabase } from '../../src/engine/scrub-database';
import { BEARABLE } from '../../src/http/back-pressure';
import { buildServer } from '../../src/http/build-server';
import { createSandboxDoor } from '../../src/start/sandbox-door';
import { createWebhooksDoor } from '../../src/webhooks/webhooks-door';
import { CALLBACK_SECRET, startWorld, type World, type WorldOptions } from '../support/world';
import { noDashboard } from './fake-dashboard';
import { KEYS } from './running-server';

/** A server over a world of its own; `close()` ends both. */
export interface EngineServer {
  world: World;
  reservations: ReservationsClient;
  origin: string;
  /** Speaks as the operator, and never throws for a status. */
  http: AxiosInstance;
  as(key: string): AxiosInstance;
  close: World['close'];
}

/**
 * What the server is to be like: `answerWaitMs` as in production unless told otherwise, `dashboardDir` a built dashboard,
 * `engineDataDir` where the engine's files lie that forgetting overwrites.
 */
type EngineServerOptions = WorldOptions & {
  answerWaitMs?: number;
  dashboardDir?: string;
  version?: string;
  engineDataDir?: string;
};

/** Starts both. */
export async function startEngineServer(options: EngineServerOptions = {}): Promise<EngineServer> {
  const port = await getPort({ host: '127.0.0.1' });
  const origin = `http://127.0.0.1:${port}`;
  const { answerWaitMs = 10_000, dashboardDir = null, version = '0.0.0-test' } = options;
  const { engineDataDir = null, ...worldOptions } = options;
  const world = await startWorld({
    ...worldOptions,
    dependencies: (usual) => ({ ...(worldOptions.dependencies?.(usual) ?? usual), publicUrl: origin }),
  });
  const { client, taskQueue, records, tokens } = world;
  const reservations = createReservationsClient({ client, taskQueue, records });
  const app = await buildServer({
    reservations,
    callbacks: {
      resolveToken: tokens.read,
      secret: new Secret('FRONT_PAYMENT_CALLBACK_SECRET', CALLBACK_SECRET),
      signal: createCallbackSignal({ client, taskQueue, records }),
    },
    apiKeys: (['viewer', 'booking', 'operator'] as const).map((role) => ({
      role,
      key: new Secret('HOLDFAST_API_KEYS', KEYS[role]),
    })),
    readiness: async () => ({ engine: true, worker: true, provider: true }),
    isLoopback: true,
    // The worker runs in this very process, on a machine that may have much else to do.
    pressure: { ...BEARABLE, mostDelayMs: 60_000 },
    version,
    ...noDashboard(),
    dashboardDir,
    sheets: createOrderSheets({ client, taskQueue, records }),
    personalData: createPersonalData({
      ...{ client, taskQueue, records },
      scrubEngine: async (runIds) =>
        engineDataDir !== null && scrubDatabase({ dataDir: engineDataDir, runIds }),
    }),
    changes: createChangeFeed({ client, taskQueue, pollMs: 100 }),
    webhooks: createWebhooksDoor({ books: records.webhooks, isOn: true }),
    summarize: createSummary({ client, taskQueue, gapMs: 100 }),
    sandbox: createSandboxDoor({ sandbox: world.sandbox, client, isEmbedded: true }),
    answerWaitMs,
  });
  await app.listen({ host: '127.0.0.1', port });
  const as = (key: string) =>
    axios.create({
      baseURL: origin,
      validateStatus: () => true,
      headers: { Authorization: `Bearer ${key}` },
    });
  return {
    world,
    reservations,
    origin,
    http: as(KEYS.operator),
    as,
    async close(ends) {
      await app.close();
      await world.close(ends);
    },
  };
}
