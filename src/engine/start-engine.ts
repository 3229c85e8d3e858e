// The engine room's door: a running Temporal with its namespace prepared, from whatever source this machine has.

import { Connection } from '@temporalio/client';
import { findServer } from './find-server';
import { defaultCacheDir } from './pinned-server';
import { prepareNamespace } from './prepare-namespace';
import { type EngineEnd, runServer } from './run-server';

/** A Temporal that Holdfast may use. */
export interface Engine {
  /** host:port of the gRPC front door. */
  address: string;
  /** Temporal's Web UI, where the server has one: the CLI does, a bare server does not. */
  uiUrl: string | null;
  /** The server's version; null for an external one, which nobody has asked yet. */
  version: string | null;
  kind: 'external' | 'built' | 'cli';
  /** The server's process; null for an external one. */
  pid: number | null;
  /** Settles when the server's process has ended, by `stop()` or by itself; never for an external one. */
  exited: Promise<EngineEnd>;
  /** Ends the server within 10 s; harmless when called twice, and for an external one. */
  stop(): Promise<void>;
}

/** Where, and as what, the engine is wanted. */
export interface StartEngineOptions {
  /** Where the database, its lock and the logs lie; made if absent. */
  dataDir: string;
  /** The port to take when it is free; another when it is not. Default 7233. */
  port?: number;
  /** The namespace to prepare. Default `default`. */
  namespace?: string;
  /** Where built and fetched servers are kept. Default: the user's cache directory. */
  cacheDir?: string;
  /** Told what takes long, in lines for a person. Default: nothing is said. */
  onProgress?: (line: string) => void;
  /** Called when the server's process runs and has yet to answer. Default: nobody is told. */
  onProcess?: () => void;
  /** Default: the process's. Read for PATH and TEMPORAL_ADDRESS. */
  env?: NodeJS.ProcessEnv;
}

/**
 * Finds, starts and prepares a Temporal server on `dataDir`. With TEMPORAL_ADDRESS set nothing is started and
 * that address is returned. Throws EngineError (see its codes); nothing is left running then.
 */
export async function startEngine(options: StartEngineOptions): Promise<Engine> {
  const { dataDir, port = 7233, namespace = 'default', cacheDir = defaultCacheDir() } = options;
  const { onProgress = () => {}, onProcess = () => {}, env = process.env } = options;
  const external = env['TEMPORAL_ADDRESS'];
  if (external) return externalEngine(external);

  const server = await findServer({ cacheDir, env, onProgress });
  const { settle, ...running } = await runServer({
    server,
    dataDir,
    preferredPort: port,
    env,
    onProgress,
    onProcess,
  });
  try {
    const connection = await Connection.connect({ address: running.address });
    try {
      await prepareNamespace({ connection, namespace, whereItExists: 'raise' });
      settle();
    } finally {
      await connection.close();
    }
  } catch (fault) {
    await running.stop();
    throw fault;
  }
  return { ...running, kind: server.kind };
}

function externalEngine(address: string): Engine {
  return {
    address,
    uiUrl: null,
    version: null,
    kind: 'external',
    pid: null,
    exited: new Promise(() => {}),
    stop: async () => {},
  };
}
