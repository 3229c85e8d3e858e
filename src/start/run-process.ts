/** The frame of every role's process: settings in, signals heard, exit code out. Faults are said in words, never thrown. */
import { join } from 'node:path';
import { loadEnvFile } from '../config/load-env-file';
import { readSettings } from '../config/read-settings';
import type { Role } from '../config/roles';
import type { Settings } from '../config/settings';
import { SettingsError } from '../config/settings-error';
import type { StartError } from './start-error';
import { onStopSignals } from './stop-signals';

/** The process's surroundings. Lines come without their line break. */
export interface StartIo {
  env: Readonly<Record<string, string | undefined>>;
  /** Where `.env` is looked for. */
  cwd: string;
  out(line: string): void;
  err(line: string): void;
}

/** What runs until it is told to stop. */
export interface Running {
  /** Kept when it cannot go on; null for what goes on for ever. */
  lost: Promise<StartError> | null;
  stop(): Promise<void>;
}

/** What a role does within the frame, and how it tells of it. */
export interface RoleToRun {
  role: Role;
  begin(settings: Settings, stop: { isAsked(): boolean }): Promise<Running>;
  says: {
    stopping(signal: NodeJS.Signals): void;
    stopped(): void;
    /** The grace is over and something has not come home: it is left to others. */
    overdue(): void;
  };
}

/** Exit codes: 0 stopped as asked, 1 a fault that the message names, 78 wrong settings, 130 ended at once by a second signal. */
const EXIT = { stopped: 0, failed: 1, atOnce: 130 };

/** How long a start that is asked to stop before it is ready may take to get there. */
const STOP_BEFORE_READY_MS = 15_000;

/** What of the grace is kept for the exit itself. */
const EXIT_ROOM_MS = 500;

/** Runs until it is told to stop or cannot go on; gives the exit code. Ends the process by itself where the grace is over. */
export async function runProcess(io: StartIo, { role, begin, says }: RoleToRun): Promise<number> {
  const stop = awaitStop(says);
  try {
    const settings = settingsFor(role, io);
    const starting = begin(settings, stop);
    stop.asked.then(() => giveUpOn(starting));
    const running = await starting;
    const lost = await Promise.race([stop.asked, ...(running.lost ? [running.lost] : [])]);
    if (lost) io.err(lost.message);
    await stopWithin(settings.shutdown.graceMs - EXIT_ROOM_MS, running, () => {
      says.overdue();
      process.exit(lost ? EXIT.failed : EXIT.stopped);
    });
    if (lost) return EXIT.failed;
    says.stopped();
    return EXIT.stopped;
  } catch (error) {
    return explain(error, io);
  } finally {
    stop.forget();
  }
}

/** Reads `.env` and the environment. @throws SettingsError */
export function settingsFor(role: Role, { env, cwd }: Pick<StartIo, 'env' | 'cwd'>): Settings {
  return readSettings(loadEnvFile(join(cwd, '.env'), env), role);
}

interface StopRequest {
  asked: Promise<null>;
  isAsked(): boolean;
  forget(): void;
}

function awaitStop(says: RoleToRun['says']): StopRequest {
  let isAsked = false;
  let forget = () => {};
  const asked = new Promise<null>((resolve) => {
    forget = onStopSignals({
      first: (signal) => {
        isAsked = true;
        says.stopping(signal);
        resolve(null);
      },
      // The engine's keeper sees that we are gone, and ends the engine.
      again: () => process.exit(EXIT.atOnce),
    });
  });
  return { asked, isAsked: () => isAsked, forget };
}

/** A start may be busy for minutes, building an engine; whoever wants it stopped is not kept waiting for that. */
function giveUpOn(starting: Promise<unknown>): void {
  const timer = setTimeout(() => process.exit(EXIT.stopped), STOP_BEFORE_READY_MS);
  starting.catch(() => undefined).finally(() => clearTimeout(timer));
}

/** A call that was left behind would keep the process for as long as it takes: the end of the grace holds for that too. */
async function stopWithin(graceMs: number, running: Running, onOverdue: () => void): Promise<void> {
  const overdue = setTimeout(onOverdue, graceMs);
  await running.stop();
  overdue.unref();
}

/** Says what kept it from running; only what nobody foresaw comes with its stack. */
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
