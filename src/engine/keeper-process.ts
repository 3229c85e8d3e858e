// Our end of the engine's keeper (bin/engine-keeper.js), the process that holds the data directory's lock and
// ends the server with us. Turns its reports into promises; knows nothing of Temporal.

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { EngineError } from './engine-error';
import { packageRoot } from './pinned-server';

// The keeper itself gives the server 2 s before it kills it.
const STOP_TIMEOUT_MS = 10_000;

/** How a server process ended; `fault` when it could not even be started. */
export interface ServerEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
  fault?: string;
}

/** One server process under the keeper. */
export interface KeptServer {
  pid: number | null;
  ended: Promise<ServerEnd>;
}

/** A keeper that has the lock. `run` may be called again once the server before has ended. */
export interface Keeper {
  run(command: string, args: string[]): Promise<KeptServer>;
  /** Ends the server and gives the lock back, within 10 s. Calling it again is harmless. */
  stop(): Promise<void>;
}

type Report =
  | { type: 'locked' }
  | { type: 'waiting' }
  | { type: 'refused'; holderPid: number | null }
  | { type: 'failed'; fault: string }
  | { type: 'running'; pid: number }
  | ({ type: 'ended' } & ServerEnd);

interface KeeperOptions {
  dataDir: string;
  env: NodeJS.ProcessEnv;
  onProgress(line: string): void;
}

/**
 * Starts a keeper and waits until it has the lock of `dataDir`: at once as a rule, some seconds when the start
 * before was killed and its server is still ending. Throws EngineError `data_directory_locked` when another
 * start lives, `engine_start_failed` when the keeper itself breaks.
 */
export async function startKeeper({ dataDir, env, onProgress }: KeeperOptions): Promise<Keeper> {
  const script = join(packageRoot(), 'bin', 'engine-keeper.js');
  const child = spawn(process.execPath, [script, dataDir, String(process.pid)], {
    env: environmentFor(env),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaints = '';
  child.stderr?.on('data', (chunk) => {
    complaints = `${complaints}${chunk}`.slice(-2_000);
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));

  await new Promise<void>((resolve, reject) => {
    child.once('error', (fault) => reject(startFault(fault.message)));
    child.once('close', () => reject(startFault(complaints.trim() || 'it ended without a word')));
    child.on('message', (report: Report) => {
      if (report.type === 'locked') resolve();
      if (report.type === 'waiting') {
        onProgress(`Waiting for the engine of an earlier start on ${dataDir} to end`);
      }
      if (report.type === 'refused') reject(lockedFault(dataDir, report.holderPid));
      if (report.type === 'failed') reject(startFault(report.fault));
    });
  });
  return { run: (command, args) => runUnder({ child, exited, command, args }), stop: stopper(child, exited) };
}

async function runUnder(options: {
  child: ChildProcess;
  exited: Promise<void>;
  command: string;
  args: string[];
}): Promise<KeptServer> {
  const { child, exited, command, args } = options;
  let pid: number | null = null;
  let onStarted = () => {};
  const started = new Promise<void>((resolve) => {
    onStarted = resolve;
  });
  const ended = new Promise<ServerEnd>((resolve) => {
    child.on('message', function listen(report: Report) {
      if (report.type === 'running') pid = report.pid;
      if (report.type === 'ended') {
        child.off('message', listen);
        resolve({ code: report.code, signal: report.signal, ...(report.fault && { fault: report.fault }) });
      }
      onStarted();
    });
    exited.then(() => {
      // A keeper that was killed alone leaves its server without a lock: it must not go on.
      if (pid !== null) killQuietly(pid);
      resolve({ code: null, signal: null, fault: 'the keeper process ended' });
      onStarted();
    });
  });
  child.send({ type: 'run', command, args });
  await started;
  return { pid, ended };
}

function stopper(child: ChildProcess, exited: Promise<void>): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  return () => {
    stopped ??= (async () => {
      if (child.connected) child.send({ type: 'stop' }, () => {});
      const killer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await exited;
      clearTimeout(killer);
    })();
    return stopped;
  };
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

// The server needs no secret of ours, and it reads TEMPORAL_* for itself in another sense than we do.
const PASSED_ON =
  /^(PATH|HOME|USER|TMPDIR|TEMP|TMP|TZ|LANG|LC_.*|SystemRoot|LOCALAPPDATA|APPDATA|USERPROFILE|GO(GC|MAXPROCS|MEMLIMIT))$/i;

function environmentFor(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => PASSED_ON.test(name)));
}

function lockedFault(dataDir: string, holderPid: number | null): EngineError {
  const holder = holderPid === null ? 'another process' : `process ${holderPid}`;
  return new EngineError(
    'data_directory_locked',
    `The data directory ${dataDir} is in use by ${holder}, so no second engine was started on it. ` +
      'Stop that one, or set HOLDFAST_DATA_DIR to another directory.',
  );
}

function startFault(detail: string): EngineError {
  return new EngineError(
    'engine_start_failed',
    `The engine's keeper process could not do its work: ${detail}`,
  );
}
