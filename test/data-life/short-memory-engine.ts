/**
 * An engine of a test's own that forgets what has ended after a second: the server's least retention, an hour, and the half
 * hour over which it spreads deletions are both cut by its dynamic configuration. All else is as Holdfast configures it.
 */
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { Connection } from '@temporalio/client';
import getPort from 'get-port';
import { awaitAnswer } from '../../src/engine/await-answer';
import { openDataDirectory } from '../../src/engine/data-directory';
import { findServer } from '../../src/engine/find-server';
import { defaultCacheDir } from '../../src/engine/pinned-server';
import { prepareNamespace } from '../../src/engine/prepare-namespace';
import { INNER_PORTS, prepareCommand } from '../../src/engine/server-command';
import { TEST_NAMESPACE } from '../support/engine';

/** How long it remembers what has ended. */
export const RETENTION_S = 1;

const SETTINGS: Record<string, string> = {
  'system.namespaceMinRetentionLocal': '1s',
  'history.retentionTimerJitterDuration': '0s',
};

/** A running engine. */
export interface ShortMemoryEngine {
  address: string;
  stop(): Promise<void>;
}

/** Starts it on a data directory. */
export async function startShortMemoryEngine(dataDir: string): Promise<ShortMemoryEngine> {
  const server = await findServer({ cacheDir: defaultCacheDir(), env: process.env, onProgress: () => {} });
  const directory = openDataDirectory(dataDir);
  const free = () => getPort({ host: '127.0.0.1' });
  const ports = { frontend: await free(), ui: await free(), inner: [] as number[] };
  while (ports.inner.length < INNER_PORTS) ports.inner.push(await free());
  const { command, args } = prepareCommand(server, directory, ports);
  if (server.kind === 'cli') {
    for (const [name, value] of Object.entries(SETTINGS))
      args.push('--dynamic-config-value', `${name}="${value}"`);
  } else {
    const lines = Object.entries(SETTINGS).map(([name, value]) => `${name}:\n  - value: ${value}\n`);
    appendFileSync(directory.dynamicConfigFile, lines.join(''));
  }
  const child = spawn(command, args, { cwd: directory.path, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const address = `127.0.0.1:${ports.frontend}`;
  await awaitAnswer({ address, databaseFile: directory.databaseFile }, AbortSignal.timeout(60_000));
  const connection = await Connection.connect({ address });
  await prepareNamespace({ connection, namespace: TEST_NAMESPACE, retentionDays: RETENTION_S / 86_400 });
  await connection.close();
  return {
    address,
    async stop() {
      // Its database bears a kill at any moment; asked nicely it takes 14 s.
      kill();
      await ended;
      process.removeListener('exit', kill);
    },
  };
}
