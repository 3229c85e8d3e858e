// Starts test/engine/hold-engine.ts as a separate process and waits for what it says.

import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What a start in another process said: an address, or the code and message of its error. */
export interface Held {
  process: ChildProcess;
  address?: string;
  serverPid?: number;
  progress?: string[];
  code?: string;
  message?: string;
}

/** Starts the engine in another process; with `ownGroup` in a process group of its own, whose id is its pid. */
export async function holdEngine(dataDir: string, { ownGroup = false } = {}): Promise<Held> {
  const child = spawn(
    process.execPath,
    [join(__dirname, '../support/run-typescript.js'), join(__dirname, 'hold-engine.ts'), dataDir],
    {
      detached: ownGroup,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, TEMPORAL_ADDRESS: undefined, NODE_OPTIONS: undefined },
    },
  );
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the start ended with ${code} and said nothing`)));
  });
  return { process: child, ...JSON.parse(line) };
}

/** Settles when the child process has ended. */
export function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
}

/** The pid of the keeper on that data directory. */
export function keeperPidOf(dataDir: string): number {
  return JSON.parse(readFileSync(join(dataDir, 'engine.json'), 'utf8')).keeper.pid;
}

/** Whether a process with that pid runs. An orphan that has ended may stay in the table where init reaps nobody. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
