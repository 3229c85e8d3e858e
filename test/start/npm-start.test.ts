/** `npm start`: the process that npm starts is the one that gets the signals. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import getPort from 'get-port';
import { isAlive } from '../engine/hold';
import { until } from '../support/until';
import { ensureBuilt } from './built';
import { enginePids, serverPid } from './engine-of';
import { BUSY_MACHINE } from './start-process';

const dataDirs: string[] = [];

beforeAll(ensureBuilt, 120_000);
afterEach(() => {
  for (const dataDir of dataDirs.splice(0)) rmSync(dataDir, { recursive: true, force: true });
});

describe('npm start', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'stops everything at %s and exits with 0',
    async (signal) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-npm-'));
      dataDirs.push(dataDir);
      const port = String(await getPort({ host: '127.0.0.1' }));
      const npm = spawn('npm', ['start'], {
        env: { ...process.env, HOLDFAST_DATA_DIR: dataDir, PORT: port },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let printed = '';
      npm.stdout.on('data', (bytes) => {
        printed += bytes;
      });
      npm.stderr.on('data', (bytes) => {
        printed += bytes;
      });
      const ended = new Promise((resolve) => npm.once('exit', (code, by) => resolve(code ?? by)));
      await until('it is ready', () => printed.includes('is ready.'), BUSY_MACHINE);
      const pids = [enginePids(dataDir).keeper, serverPid(dataDir)];
      npm.kill(signal);
      expect(await ended).toBe(0);
      expect(pids.filter(isAlive)).toEqual([]);
      expect(printed).toContain('Stopped.');
    },
    180_000,
  );
});
