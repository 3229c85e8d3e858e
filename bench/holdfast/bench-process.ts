/** A process of a benchmark: begun, waited for until it says that it is ready, ended; never left behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { until } from '../../test/support/until';

/** How to begin it. What it prints goes into `logFile`, not through us: reading it would cost the machine. */
export interface ProcessToBegin {
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  logFile: string;
  /** What it prints once it is ready. */
  readyWhen: string;
}

/** One that is ready. */
export interface BenchProcess {
  pid: number;
  /** Sends the signal and waits until it has ended; harmless when it has. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

const PATIENCE = { patienceMs: 120_000, pollMs: 10 };
const LAST_CHARACTERS = 2_000;

/** Begins `node ARGS`. @throws Error with its last words when it ends before it is ready, or is not ready in two minutes */
export async function beginProcess(parts: ProcessToBegin): Promise<BenchProcess> {
  const { args, env, cwd, logFile, readyWhen } = parts;
  // Appended to: a process that is begun again says a second time that it is ready.
  const log = openSync(logFile, 'a');
  const saidBefore = readFileSync(logFile).length;
  const child = spawn(process.execPath, args, { env, cwd, stdio: ['ignore', log, log] });
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const orphaned = (): void => void child.kill('SIGKILL');
  process.once('exit', orphaned);
  ended.then(() => process.off('exit', orphaned));
  const said = (): string => readFileSync(logFile).subarray(saidBefore).toString('utf8');
  try {
    await until(
      () => `${args.join(' ')} says "${readyWhen}"; it said: ${said().slice(-LAST_CHARACTERS)}`,
      () => hasEnded(child) || said().includes(readyWhen),
      PATIENCE,
    );
    if (hasEnded(child)) throw new Error(`${args.join(' ')} ended early:\n${said().slice(-LAST_CHARACTERS)}`);
  } catch (error) {
    child.kill('SIGKILL');
    await ended;
    throw error;
  }
  return {
    pid: child.pid ?? 0,
    async end(signal) {
      child.kill(signal);
      await ended;
    },
  };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
