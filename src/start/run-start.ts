/** The process behind `holdfast start`: from the settings to the exit code. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvFile } from '../config/load-env-file';
import { readSettings } from '../config/read-settings';
import type { Settings } from '../config/settings';
import { SettingsError } from '../config/settings-error';
import { openDataDirectory } from '../engine/data-directory';
import { openLog } from './logger';
import { requireFreePort } from './ports';
import { readyText } from './ready-text';
import { installSdkRuntime } from './sdk-logs';
import { type Holdfast, startHoldfast } from './start-holdfast';
import { onStopSignals } from './stop-signals';

/** The process's surroundings. Lines come without their line break. */
export interface StartIo {
  env: Readonly<Record<string, string | undefined>>;
  /** Where `.env` is looked for. */
  cwd: string;
  out(line: string): void;
  err(line: string): void;
}

/** Exit codes of a start: 0 stopped as asked, 1 a fault that the message names, 78 wrong settings. */
const EXIT = { stopped: 0, failed: 1, atOnce: 130 };

/** How long a start that is asked to stop before it is ready may take to get there. */
const STOP_BEFORE_READY_MS = 15_000;

/** Runs until it is told to stop or cannot go on; gives the exit code. Faults are said in words, never thrown. */
export async function runStart(io: StartIo): Promise<number> {
  const stop = awaitStop(io);
  let endRuntime = async () => {};
  try {
    const settings = settingsForStart(io);
    const { path: dataDir } = openDataDirectory(settings.dataDir);
    await requireFreePort(settings);
    const log = openLog({ dataDir, warn: io.err });
    endRuntime = installSdkRuntime(log);
    for (const warning of settings.warnings) log.warn(warning);
    log.info({ settings }, 'starting');
    const madeKeys = settings.apiKeys === null && !existsSync(join(dataDir, 'api-keys.json'));
    io.err('Starting Holdfast …');
    const starting = startHoldfast(settings, { log, say: io.err });
    stop.asked.then(() => giveUpOn(starting));
    const holdfast = await starting;
    log.info({ url: holdfast.url }, 'ready');
    if (!stop.isAsked()) io.out(readyText({ settings, holdfast, madeKeys, now: new Date() }));
    return await untilStopped(holdfast, stop.asked, io);
  } catch (error) {
    return explain(error, io);
  } finally {
    stop.forget();
    await endRuntime();
  }
}

/** Reads `.env` and the environment. @throws SettingsError */
export function settingsForStart({ env, cwd }: Pick<StartIo, 'env' | 'cwd'>): Settings {
  return readSettings(loadEnvFile(join(cwd, '.env'), env));
}

interface StopRequest {
  asked: Promise<void>;
  isAsked(): boolean;
  forget(): void;
}

function awaitStop(io: StartIo): StopRequest {
  let cameBy: NodeJS.Signals | null = null;
  let forget = () => {};
  const asked = new Promise<void>((resolve) => {
    forget = onStopSignals({
      first: (signal) => {
        cameBy = signal;
        io.err(`Stopping (${signal}). Press Ctrl-C again to stop at once.`);
        resolve();
      },
      // The engine's keeper sees that we are gone, and ends the engine.
      again: () => process.exit(EXIT.atOnce),
    });
  });
  return { asked, isAsked: () => cameBy !== null, forget };
}

/** A start may be busy for minutes, building an engine; whoever wants it stopped is not kept waiting for that. */
function giveUpOn(starting: Promise<unknown>): void {
  const timer = setTimeout(() => process.exit(EXIT.stopped), STOP_BEFORE_READY_MS);
  starting.catch(() => undefined).finally(() => clearTimeout(timer));
}

async function untilStopped(holdfast: Holdfast, asked: Promise<void>, io: StartIo): Promise<number> {
  const lost = await Promise.race([asked.then(() => null), holdfast.lost]);
  if (lost) io.err(lost.message);
  await holdfast.stop();
  if (lost) return EXIT.failed;
  io.err('Stopped. Orders under way go on at the next start.');
  return EXIT.stopped;
}

/** Says what kept it from starting; only what nobody foresaw comes with its stack. */
function explain(error: unknown, io: StartIo): number {
  if (error instanceof SettingsError) {
    io.err(error.message);
    return error.exitCode;
  }
  const isNamed = error instanceof Error && typeof (error as { code?: unknown }).code === 'string';
  io.err(
    isNamed ? error.message : `Holdfast failed where it should not: ${(error as Error)?.stack ?? error}`,
  );
  return EXIT.failed;
}
