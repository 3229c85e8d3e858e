/** A clone on which no package's script may run: installed, built by its own `npm start`, and answering. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import axios from 'axios';
import getPort from 'get-port';
import { ROOT } from '../start/built';
import { until } from '../support/until';

const INSTALL_MS = 400_000;
const LEFT_OUT = /^(node_modules|dist|\.git|\.holdfast|test|docs)(\/|$)/;

const clone = mkdtempSync(join(tmpdir(), 'holdfast-clone-'));
const npm = (...args: string[]) =>
  execFileSync('npm', args, { cwd: clone, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

beforeAll(() => {
  cpSync(ROOT, clone, { recursive: true, filter: (from) => !LEFT_OUT.test(relative(ROOT, from)) });
  npm('ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel', 'error');
}, INSTALL_MS);
afterAll(() => rmSync(clone, { recursive: true, force: true }));

describe('npm ci --ignore-scripts', () => {
  it(
    'installs and starts without any script of a package',
    async () => {
      const port = await getPort({ host: '127.0.0.1' });
      const dataDir = join(clone, 'data');
      const start = spawn('npm', ['start'], {
        cwd: clone,
        env: { ...process.env, HOLDFAST_DATA_DIR: dataDir, PORT: String(port) },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let said = '';
      start.stdout.on('data', (bytes) => (said += bytes));
      start.stderr.on('data', (bytes) => (said += bytes));
      const ended = new Promise((resolve) => start.once('exit', (code, signal) => resolve(code ?? signal)));
      try {
        const isReady = () => said.includes('Ctrl-C stops it') || start.exitCode !== null;
        await until(() => `it is ready; it said:\n${said}`, isReady, { patienceMs: 240_000, pollMs: 200 });
        expect((await axios.get(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
        // The parts that are compiled were there: the record's database and the worker's core.
        expect((await axios.get(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
      } finally {
        start.kill('SIGTERM');
      }
      expect(await ended).toBe(0);
    },
    INSTALL_MS,
  );
});
