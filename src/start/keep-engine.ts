/**
 * The embedded engine, started again when it ends by itself. It comes back on its old port, so that every connection
 * finds it; orders under way are in its database and go on.
 */
import type { Logger } from 'pino';
import { type Engine, type StartEngineOptions, startEngine } from '../engine/start-engine';
import { StartError } from './start-error';

/** Longer and longer waits before each try; after the last the engine is given up. */
const GAPS_MS = [200, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000];

/** An engine that has run this long was not the cause of an endless crash. */
const STEADY_MS = 60_000;

/** An engine that is looked after. */
export interface KeptEngine {
  /** The one that runs, or ran last. */
  engine(): Engine;
  /** Kept when it has ended and every try to start it again has failed; never after `stop()`. */
  lost: Promise<StartError>;
  stop(): Promise<void>;
}

/** How to start it, and how patiently. */
export interface KeepEngineOptions extends StartEngineOptions {
  log: Logger;
  /** The waits before each try to start it again, in ms; seven, together about a minute, unless given. */
  gapsMs?: readonly number[];
}

/** Starts the engine and keeps it. @throws EngineError when the first start fails */
export async function keepEngine({
  log,
  gapsMs = GAPS_MS,
  ...options
}: KeepEngineOptions): Promise<KeptEngine> {
  let current = await startEngine(options);
  const stopping = new AbortController();
  let onLost: (error: StartError) => void = () => {};
  const lost = new Promise<StartError>((resolve) => {
    onLost = resolve;
  });
  const looked = lookAfter();
  return {
    engine: () => current,
    lost,
    async stop() {
      stopping.abort();
      await current.stop();
      await looked;
      // One that was just being started when the word came.
      await current.stop();
    },
  };

  async function lookAfter(): Promise<void> {
    let tries = 0;
    while (!stopping.signal.aborted) {
      const startedAtMs = Date.now();
      const { asked, code, signal, lastLines } = await current.exited;
      if (asked || stopping.signal.aborted) return;
      log.error({ code, signal }, 'the engine has ended by itself and is started again; orders are unharmed');
      log.info({ lastLines }, 'last lines of the engine');
      if (Date.now() - startedAtMs > STEADY_MS) tries = 0;
      tries = await revive(tries);
      if (tries > gapsMs.length) return onLost(lostFor(options.dataDir, gapsMs.length));
    }
  }

  /** Gives the number of tries used up so far, one more than there are when all have failed. */
  async function revive(tries: number): Promise<number> {
    for (const [index, gapMs] of gapsMs.entries()) {
      if (index < tries) continue;
      await pause(gapMs, stopping.signal);
      if (stopping.signal.aborted) return index;
      try {
        current = await startAtSameAddress();
        log.warn({ address: current.address }, 'the engine is back');
        return index + 1;
      } catch (error) {
        log.error(
          { error, tryNumber: index + 1, of: gapsMs.length },
          'the engine could not be started again',
        );
      }
    }
    return gapsMs.length + 1;
  }

  async function startAtSameAddress(): Promise<Engine> {
    const { address } = current;
    const next = await startEngine({ ...options, port: Number(address.slice(address.lastIndexOf(':') + 1)) });
    if (next.address === address) return next;
    await next.stop();
    throw new Error(`its port is taken by another process: ${address}`);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function lostFor(dataDir: string, tries: number): StartError {
  return new StartError(
    'engine_lost',
    `The engine has ended and could not be started again in ${tries} tries, so Holdfast stops. ` +
      `Orders are unharmed in ${dataDir}. engine.log in there says why; mend that, then start again.`,
  );
}
