/** The worker alone: workflows, the provider's calls, webhooks. Any number of them share the work, and the call budget. */
import type { Logger } from 'pino';
import type { Settings } from '../config/settings';
import { Closers } from './closers';
import type { KeptWorker } from './keep-worker';
import { openTelemetry } from './open-telemetry';
import { ensureSchedules, openWorker } from './open-worker';
import { openWorkerDoor } from './open-worker-door';
import { openRooms } from './rooms';
import type { Running } from './run-process';

/** Starts it. Nothing is left running when it throws. @throws StartError, RecordsUnavailableError, ClientOptionsError */
export function startWorker(settings: Settings, log: Logger): Promise<Running> {
  const closers = new Closers(log);
  return closers.orNothing(async () => {
    const telemetry = await openTelemetry({ settings, log, hasWorker: true });
    closers.add('telemetry', telemetry.end);
    const rooms = await openRooms(settings, { address: null, log, telemetry, closers });
    let worker: KeptWorker | null = null;
    // Opened first, and so closed last: it tells how the worker comes and goes.
    const door = await openWorkerDoor(rooms, {
      worker: { isRunning: () => worker?.isRunning() ?? false },
      canGoOn: () => !worker?.hasFailed(),
    });
    closers.add('HTTP server', () => door.close());
    await ensureSchedules(rooms);
    worker = await openWorker(rooms);
    closers.add('worker', worker.stop);
    return { lost: null, stop: () => closers.closeAll() };
  });
}
