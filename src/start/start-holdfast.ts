/** Everything in one process: engine, record, provider, worker, sweep, HTTP server. */
import type { Logger } from 'pino';
import { loadOrMakeApiKeys } from '../config/api-keys-file';
import type { ApiKey } from '../config/key-lists';
import type { Settings } from '../config/settings';
import type { Engine } from '../engine/start-engine';
import type { Sandbox } from '../sandbox';
import type { BegunEngine } from './begin-engine';
import { Closers } from './closers';
import { localUrl } from './local-url';
import { openDoor } from './open-door';
import type { Telemetry } from './open-telemetry';
import { ensureSchedules, openWorker } from './open-worker';
import { openRooms } from './rooms';
import type { StartError } from './start-error';

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
  /** HTTP first, then the worker, the sandbox; the engine is whose who began it. A second call waits for the first. */
  stop(): Promise<void>;
}

/** What is wanted beside the settings; `engine` is null with a Temporal server of somebody else's. */
export interface StartParts {
  log: Logger;
  telemetry: Telemetry;
  engine: BegunEngine | null;
}

/**
 * Starts everything on a data directory that may be written. Nothing is left running when it throws.
 * @throws EngineError, StartError, SettingsError, RecordsUnavailableError
 */
export function startHoldfast(settings: Settings, { log, telemetry, engine }: StartParts): Promise<Holdfast> {
  const closers = new Closers(log);
  return closers.orNothing(async () => {
    const apiKeys = settings.apiKeys ?? loadOrMakeApiKeys(settings.dataDir);
    const kept = engine && (await engine.ready);
    const address = kept?.engine().address ?? null;
    const rooms = await openRooms(settings, { address, log, telemetry, closers });
    await ensureSchedules(rooms);
    const worker = await openWorker(rooms);
    closers.add('worker', worker.stop);
    const door = await openDoor(rooms, { worker, apiKeys, canGoOn: () => !worker.hasFailed() });
    closers.add('HTTP server', () => door.close());
    return {
      url: localUrl(settings),
      apiKeys,
      sandbox: rooms.provider.sandbox,
      engine: kept?.engine() ?? null,
      lost: kept?.lost ?? new Promise(() => {}),
      stop: () => closers.closeAll(),
    };
  });
}
