/** `holdfast start` as a process of its own, on a data directory and ports of its own. Ended with the test file. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axios, { type AxiosInstance } from 'axios';
import getPort from 'get-port';
import { type Patience, until } from '../support/until';
import { BIN } from './built';

/** A start that runs, or has run. */
export interface StartProcess {
  child: ChildProcess;
  pid: number;
  stdout(): string;
  stderr(): string;
  /** The exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals | null>;
  /** Settles once it has printed its addresses; rejects when it ends before. */
  ready(): Promise<void>;
}

/** A data directory, a port and settings, on which starts follow each other. */
export interface StartPlace {
  dataDir: string;
  port: number;
  env: Record<string, string>;
  url: string;
  start(options?: { env?: Record<string, string>; ownGroup?: boolean }): StartProcess;
  /** A key that the start has made. */
  key(role: 'viewer' | 'booking' | 'operator'): string;
  /** Speaks with a key that the start has made, and never throws for a status. */
  as(role: 'viewer' | 'booking' | 'operator'): AxiosInstance;
  /** The sandbox's origin, as it printed it last. */
  sandboxUrl(): string;
  /** Ends what still runs, and removes the directory. */
  close(): Promise<void>;
}

const OWN = /^(HOLDFAST_|FRONT_PAYMENT_|TEMPORAL_|HOST$|PORT$|PUBLIC_URL$|RECORDS_URL$|TASK_QUEUE$)/;

/** What takes a second or two takes many times that on a machine that has other things to do. */
export const BUSY_MACHINE: Patience = { patienceMs: 80_000, pollMs: 50 };

/** Makes a place; `env` are the settings beside HOLDFAST_DATA_DIR and PORT. */
export async function startPlace(env: Record<string, string> = {}): Promise<StartPlace> {
  const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-start-'));
  const port = await getPort({ host: '127.0.0.1' });
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN.test(name)));
  const all = { ...inherited, HOLDFAST_DATA_DIR: dataDir, PORT: String(port), ...env } as Record<
    string,
    string
  >;
  const starts: StartProcess[] = [];
  const url = `http://127.0.0.1:${port}`;
  return {
    dataDir,
    port,
    env: all,
    url,
    start({ env: more = {}, ownGroup = false } = {}) {
      const started = run({ ...all, ...more }, ownGroup);
      starts.push(started);
      return started;
    },
    key: (role) => keysIn(dataDir)[role] ?? '',
    as: (role) =>
      axios.create({
        baseURL: url,
        validateStatus: () => true,
        timeout: 20_000,
        headers: { Authorization: `Bearer ${keysIn(dataDir)[role]}` },
      }),
    sandboxUrl: () => /Sandbox +at (http:\S+)/.exec(starts.at(-1)?.stdout() ?? '')?.[1] ?? '',
    async close() {
      for (const { child, ended } of starts) {
        child.kill('SIGTERM');
        await ended;
      }
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function keysIn(dataDir: string): Record<string, string> {
  return JSON.parse(readFileSync(join(dataDir, 'api-keys.json'), 'utf8'));
}

function run(env: Record<string, string>, ownGroup: boolean): StartProcess {
  const child = spawn(process.execPath, [BIN, 'start'], {
    env,
    // No .env of a developer's is read.
    cwd: tmpdir(),
    detached: ownGroup,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (texts.stdout += chunk));
  child.stderr.on('data', (chunk) => (texts.stderr += chunk));
  let hasEnded = false;
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => {
      hasEnded = true;
      resolve(code ?? signal);
    });
  });
  return {
    child,
    pid: child.pid ?? 0,
    stdout: () => texts.stdout,
    stderr: () => texts.stderr,
    ended,
    async ready() {
      await until(
        'the start is ready',
        () => hasEnded || texts.stdout.includes('Ctrl-C stops it'),
        BUSY_MACHINE,
      );
      if (hasEnded) throw new Error(`The start ended before it was ready:\n${texts.stderr}`);
    },
  };
}
