/** The HTTP server alone: API, callbacks, dashboard. Any number of them may stand before one engine. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Settings } from '../config/settings';
import { Closers } from './closers';
import { openDoor } from './open-door';
import { openTelemetry } from './open-telemetry';
import { openRooms } from './rooms';
import type { Running } from './run-process';
import { workersElsewhere } from './workers-elsewhere';

/** Starts it. Nothing is left running when it throws. @throws StartError, RecordsUnavailableError, ClientOptionsError */
export function startServer(settings: Settings, log: Logger): Promise<Running> {
  const closers = new Closers(log);
  return closers.orNothing(async () => {
    const telemetry = await openTelemetry({ settings, log, hasWorker: false });
    closers.add('telemetry', telemetry.end);
    const rooms = await openRooms(settings, { address: null, log, telemetry, closers });
    const worker = workersElsewhere({ client: rooms.client, taskQueue: settings.taskQueue });
    const door = await openDoor(rooms, { worker, apiKeys: settings.apiKeys ?? [], canGoOn: () => true });
    closers.add('HTTP server', () => door.close());
    return {
      lost: null,
      async stop() {
        closers.begin();
        // Whoever sends requests here sees meanwhile that this server is leaving, and turns to another one.
        await delay(settings.shutdown.delayMs);
        await closers.closeAll();
      },
    };
  });
}
