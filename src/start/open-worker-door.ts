/** The small door of a worker on its own: how it is, and what it has counted. */
import { isLoopbackHost } from '../config/loopback';
import type { App } from '../http/app';
import { buildWorkerServer } from '../http/worker-server';
import { showReadiness } from '../telemetry/readiness-gauge';
import { listening } from './listening';
import { type ReadinessParts, readinessOf } from './readiness';
import type { Rooms } from './rooms';

/** What the door needs beside the rooms; `canGoOn` is what `/healthz` tells. */
export interface WorkerDoorParts {
  worker: ReadinessParts['worker'];
  canGoOn(): boolean;
}

/** Opens it. @throws StartError */
export async function openWorkerDoor(rooms: Rooms, { worker, canGoOn }: WorkerDoorParts): Promise<App> {
  const { settings, client, provider, log, telemetry, draining } = rooms;
  const { host, port } = settings.worker;
  const readiness = readinessOf({ client, worker, provider });
  showReadiness(telemetry.registry, readiness);
  const app = await buildWorkerServer({
    apiKeys: settings.apiKeys ?? [],
    readiness,
    canGoOn,
    draining,
    metrics: telemetry.registry,
    logger: log.child({ room: 'http' }),
    isLoopback: isLoopbackHost(host),
  });
  return listening(app, { host, port, names: { host: 'WORKER_HOST', port: 'WORKER_PORT' } });
}
