// Runs a Temporal server on a data directory until it is stopped: lock, ports, configuration, start, readiness.
// A start that fails names the fault and shows the last lines of the server's log.

import { createServer } from 'node:net';
import getPort from 'get-port';
import { awaitAnswer } from './await-answer';
import {
  type DataDirectory,
  lastLogLines,
  openDataDirectory,
  recordAddress,
  recordVersion,
  refuseNewerDatabase,
} from './data-directory';
import { describeFault, EngineError } from './engine-error';
import { forgetMembers } from './forget-members';
import { type Keeper, type KeptServer, type ServerEnd, startKeeper } from './keeper-process';
import { type EnginePorts, INNER_PORTS, prepareCommand, settle } from './server-command';
import type { EngineServer } from './server-version';

const HOST = '127.0.0.1';
const READY_TIMEOUT_MS = 60_000;
// Between finding a port free and listening on it another process may take it.
const PORT_ATTEMPTS = 3;

/** How an engine ended: `asked` when `stop()` was called first; `lastLines` of the server's log otherwise. */
export interface EngineEnd {
  asked: boolean;
  code: number | null;
  signal: NodeJS.Signals | null;
  lastLines: string[];
}

/** A server that has answered. */
export interface RunningServer {
  address: string;
  uiUrl: string | null;
  version: string;
  pid: number;
  exited: Promise<EngineEnd>;
  /** Its namespace is prepared: it need not look for new ones all the time any more. */
  settle(): void;
  stop(): Promise<void>;
}

/** What to run and where; `preferredPort` is taken when it is free, another when it is not. */
export interface RunServerOptions {
  server: EngineServer;
  dataDir: string;
  preferredPort: number;
  env: NodeJS.ProcessEnv;
  onProgress(line: string): void;
  /** Called when a process of it runs, once more where it had to take other ports; nobody is told unless given. */
  onProcess?: () => void;
}

/**
 * Starts `server` on `dataDir` and returns when it answers. Throws EngineError `data_directory_not_writable`,
 * `data_directory_locked`, `engine_database_newer`, `engine_database_damaged` or `engine_start_failed`; nothing
 * is left running then.
 */
export async function runServer(options: RunServerOptions): Promise<RunningServer> {
  const directory = openDataDirectory(options.dataDir);
  const keeper = await startKeeper({
    dataDir: directory.path,
    env: options.env,
    onProgress: options.onProgress,
  });
  try {
    refuseNewerDatabase(directory, options.server.version);
    return await startWithFreePorts(keeper, directory, options);
  } catch (fault) {
    await keeper.stop();
    throw fault;
  }
}

async function startWithFreePorts(
  keeper: Keeper,
  directory: DataDirectory,
  options: RunServerOptions,
): Promise<RunningServer> {
  for (let attempt = 1; ; attempt += 1) {
    const ports = await choosePorts(options.preferredPort);
    const { command, args } = prepareCommand(options.server, directory, ports);
    forgetMembers(directory);
    const kept = await keeper.run(command, args);
    options.onProcess?.();
    const address = `${HOST}:${ports.frontend}`;
    const ready = await readyOrEnded(kept, { address, databaseFile: directory.databaseFile });
    if ('version' in ready && kept.pid !== null) {
      recordVersion(directory, ready.version);
      recordAddress(directory, address);
      const uiUrl = options.server.kind === 'cli' ? `http://${HOST}:${ports.ui}` : null;
      return {
        address,
        uiUrl,
        version: ready.version,
        pid: kept.pid,
        settle: () => settle(options.server, directory),
        ...ownership(keeper, kept, directory),
      };
    }
    const lines = lastLogLines(directory);
    if (attempt < PORT_ATTEMPTS && 'end' in ready && lines.some(saysPortTaken)) continue;
    throw startFault(directory, ready, lines);
  }
}

async function choosePorts(preferredPort: number): Promise<EnginePorts> {
  const inner: number[] = [];
  const frontend = await preferOrFree(preferredPort);
  const ui = await preferOrFree(preferredPort + 1_000);
  while (inner.length < INNER_PORTS) inner.push(await getPort({ host: HOST }));
  return { frontend, ui, inner };
}

/** getPort() alone gives a port only once in half a minute; an engine that comes back wants its old one. */
async function preferOrFree(preferred: number): Promise<number> {
  const probe = createServer();
  const free = await new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(preferred, HOST, () => probe.close(() => resolve(true)));
  });
  return free ? preferred : getPort({ host: HOST });
}

type Ready = { version: string } | { end: ServerEnd } | { silence: string };

async function readyOrEnded(
  kept: KeptServer,
  awaited: { address: string; databaseFile: string },
): Promise<Ready> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), READY_TIMEOUT_MS);
  const ended = kept.ended.then((end): Ready => {
    abort.abort();
    return { end };
  });
  try {
    const answered = awaitAnswer(awaited, abort.signal).then(
      (version): Ready => ({ version }),
      (fault): Ready => ({ silence: describeFault(fault) }),
    );
    return await Promise.race([ended, answered]);
  } finally {
    clearTimeout(timer);
  }
}

function ownership(keeper: Keeper, kept: KeptServer, directory: DataDirectory) {
  let asked = false;
  const exited = kept.ended.then(async ({ code, signal }): Promise<EngineEnd> => {
    const end = { asked, code, signal, lastLines: asked ? [] : lastLogLines(directory) };
    // Without a server there is nothing left to guard: the lock is given back for the next start.
    await keeper.stop();
    return end;
  });
  const stop = () => {
    asked = true;
    return keeper.stop();
  };
  return { exited, stop };
}

const saysPortTaken = (line: string) => /address already in use|bind: /i.test(line);
const saysDamaged = (line: string) =>
  /file is not a database|disk image is malformed|no such (table|column)|unable to open database/i.test(line);

function startFault(directory: DataDirectory, ready: Ready, lines: string[]): EngineError {
  const log = lines.length > 0 ? `\nThe last lines of ${directory.logFile}:\n${lines.join('\n')}` : '';
  if (lines.some(saysDamaged)) {
    return new EngineError(
      'engine_database_damaged',
      `The database ${directory.databaseFile} cannot be read as one, so the engine was not started. Put a copy ` +
        `of it back, or set HOLDFAST_DATA_DIR to another directory. Nothing in it was changed.${log}`,
    );
  }
  const taken = lines.some(saysPortTaken) ? ' Its ports were taken by others at every attempt.' : '';
  return new EngineError(
    'engine_start_failed',
    `The Temporal server did not start: ${describeReady(ready)}.${taken} Nothing is left running; ` +
      `mend what the log names and start again.${log}`,
  );
}

function describeReady(ready: Ready): string {
  if ('silence' in ready) return `it did not answer within ${READY_TIMEOUT_MS / 1_000} s (${ready.silence})`;
  if ('version' in ready) return 'it has no process';
  const { fault, signal, code } = ready.end;
  return fault ?? `it ended with ${signal ? `signal ${signal}` : `exit code ${code}`}`;
}
