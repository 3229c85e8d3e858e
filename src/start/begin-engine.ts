/** Begins the start of the embedded engine, so that this process can load what it needs while the engine's server boots. */
import type { Logger } from 'pino';
import type { Settings } from '../config/settings';
import { type KeptEngine, keepEngine } from './keep-engine';

/** An engine on its way. */
export interface BegunEngine {
  /** Once its process runs: until it answers, this one could only wait. Rejects with EngineError where it comes to none. */
  underWay: Promise<void>;
  /** Rejects with EngineError where it does not get there. */
  ready: Promise<KeptEngine>;
  /** Ends it, after a start that is under way; a second call is harmless. */
  stop(): Promise<void>;
}

/** What is wanted beside the settings. `say` takes lines for a person about what takes long. */
export interface BeginEngine {
  log: Logger;
  say(line: string): void;
}

/** On the settings' data directory; null with a Temporal server of somebody else's. Never throws. */
export function beginEngine(
  { dataDir, temporal: { address, namespace } }: Settings,
  { log, say }: BeginEngine,
): BegunEngine | null {
  if (address !== null) return null;
  let onProcess = (): void => {};
  const hasProcess = new Promise<void>((resolve) => {
    onProcess = resolve;
  });
  // The settings have decided already, and they know more than the environment: .env, and profiles.
  const env = { ...process.env, TEMPORAL_ADDRESS: undefined };
  const ready = keepEngine({ dataDir, namespace, onProgress: say, onProcess, env, log });
  return {
    underWay: Promise.race([hasProcess, ready.then(() => undefined)]),
    ready,
    stop: () =>
      ready.then(
        (kept) => kept.stop(),
        () => undefined,
      ),
  };
}
