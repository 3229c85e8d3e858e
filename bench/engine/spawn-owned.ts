/** A program that ends with the benchmark, however that ends. */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

/** What it is begun with; `logFile` takes all that it prints. */
export interface OwnedProgram {
  args: readonly string[];
  cwd: string;
  logFile: string;
}

/** One that runs, or has run. */
export interface Owned {
  pid: number;
  /** Aborted when it has ended. */
  ended: AbortSignal;
  /** SIGTERM, and SIGKILL to what has not ended two seconds later; harmless when it has. */
  stop(): Promise<void>;
}

/** As long as the engine's keeper gives the embedded one. */
const STOP_MS = 2_000;

/** @throws Error when there is no such program */
export function spawnOwned(command: string, { args, cwd, logFile }: OwnedProgram): Owned {
  const log = openSync(logFile, 'a');
  const child = spawn(command, args, { cwd, stdio: ['ignore', log, log] });
  closeSync(log);
  if (child.pid === undefined) throw new Error(`${command} could not be started.`);
  const over = new AbortController();
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      over.abort();
      resolve();
    });
  });
  const orphaned = (): void => void child.kill('SIGKILL');
  process.once('exit', orphaned);
  ended.then(() => process.off('exit', orphaned));
  return {
    pid: child.pid,
    ended: over.signal,
    async stop() {
      child.kill('SIGTERM');
      const killer = setTimeout(orphaned, STOP_MS);
      await ended;
      clearTimeout(killer);
    },
  };
}
