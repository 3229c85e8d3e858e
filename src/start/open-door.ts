/** The HTTP server of a process, from its rooms, listening. */
import { createChangeFeed } from '../changes/change-feed';
import { createCallbackSignal, createReservationsClient } from '../client';
import type { ApiKey } from '../config/key-lists';
import { isLoopbackHost } from '../config/loopback';
import type { App } from '../http/app';
import { buildServer } from '../http/build-server';
import { readLastSweep } from '../telemetry/last-sweep';
import { createOpenAttentions } from '../telemetry/open-attention';
import { showOrders } from '../telemetry/order-gauges';
import { showReadiness } from '../telemetry/readiness-gauge';
import { createWebhooksDoor } from '../webhooks/webhooks-door';
import { dashboardParts } from './dashboard-parts';
import { listening } from './listening';
import { packageVersion } from './package-version';
import { type ReadinessParts, readinessOf } from './readiness';
import type { Rooms } from './rooms';

/** What the door needs beside the rooms; `canGoOn` is what `/healthz` tells. */
export interface DoorParts {
  worker: ReadinessParts['worker'];
  apiKeys: readonly ApiKey[];
  canGoOn(): boolean;
}

/** Opens it; `close()` waits for the requests that are being answered. @throws StartError */
export async function openDoor(rooms: Rooms, { worker, apiKeys, canGoOn }: DoorParts): Promise<App> {
  const { settings, client, records, provider, tokens, log, telemetry, draining } = rooms;
  const { host, port, taskQueue } = settings;
  const orders = { client, taskQueue, records };
  const readiness = readinessOf({ client, worker, provider });
  const dashboard = dashboardParts({ settings, client, records, provider, worker, apiKeys });
  showReadiness(telemetry.registry, readiness);
  showOrders(telemetry.registry, {
    summarize: dashboard.summarize,
    openAttentions: createOpenAttentions({ client, taskQueue }),
    lastSweep: () => readLastSweep({ client, taskQueue }),
    webhookBacklog: () => records.webhooks.backlog(),
    endedByState: () => records.countByState(),
    sweepIntervalMs: settings.policy.sweepIntervalMs,
  });
  const app = await buildServer({
    reservations: createReservationsClient(orders),
    callbacks: {
      resolveToken: tokens.read,
      secret: settings.frontPayment.callbackSecret,
      signal: createCallbackSignal(orders),
    },
    apiKeys,
    version: packageVersion(),
    changes: createChangeFeed({ client, taskQueue }),
    webhooks: createWebhooksDoor({ books: records.webhooks, isOn: settings.webhooks !== null }),
    readiness,
    canGoOn,
    draining,
    metrics: telemetry.registry,
    isTraced: telemetry.tracing !== null,
    ...dashboard,
    logger: log.child({ room: 'http' }),
    isLoopback: isLoopbackHost(host),
    trustedProxies: settings.trustedProxies,
  });
  return listening(app, { host, port, names: { host: 'HOST', port: 'PORT' } });
}
