/**
 * One `holdfast start` beside others: a worker and an HTTP server on an engine and a provider they share. Killed with SIGKILL and
 * started again on its old port.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import axios from 'axios';

/** What a member is started with. */
export interface MemberOptions {
  /** The built package. */
  productDir: string;
  dataDir: string;
  url: string;
  env: Record<string, string>;
}

/** A member, running or not. */
export interface Member {
  readonly url: string;
  /** Answers and has its worker. */
  isReady(): boolean;
  /** SIGKILL; the next process is started at once. */
  kill(): void;
  /** How often it ended without being asked to. */
  ownEnds(): number;
  /** Ends it for good. */
  stop(): Promise<void>;
}

const END_WITH_PARENT = join(__dirname, 'end-with-parent.js');
const AGAIN_MS = 300;
const STOP_MS = 15_000;

/** Starts it, and starts it again whenever it has ended, until it is stopped. */
export function startMember(options: MemberOptions): Member {
  mkdirSync(options.dataDir, { recursive: true });
  let child: ChildProcess | null = null;
  let ready = false;
  let asked = false;
  let ends = 0;
  const stopping = new AbortController();
  const gone = keep();
  return {
    url: options.url,
    isReady: () => ready,
    kill() {
      asked = true;
      ready = false;
      child?.kill('SIGKILL');
    },
    ownEnds: () => ends,
    async stop() {
      stopping.abort();
      child?.kill('SIGTERM');
      const killer = setTimeout(() => child?.kill('SIGKILL'), STOP_MS);
      await gone;
      clearTimeout(killer);
    },
  };

  async function keep(): Promise<void> {
    while (!stopping.signal.aborted) {
      asked = false;
      const started = spawnProduct(options);
      child = started;
      const ended = new Promise<void>((resolve) => {
        started.once('exit', (code, signal) => {
          appendFileSync(outputOf(options), `[ended with ${signal ?? code}]\n`);
          resolve();
        });
        started.once('error', () => resolve());
      });
      const over = new AbortController();
      watch(over.signal).catch(() => undefined);
      await ended;
      over.abort();
      ready = false;
      if (stopping.signal.aborted) return;
      if (!asked) ends += 1;
      await delay(AGAIN_MS);
    }
  }

  /** Until this very process is ready or over: the next one has a watch of its own. */
  async function watch(over: AbortSignal): Promise<void> {
    while (!over.aborted && !ready) {
      const { status } = await axios
        .get(`${options.url}/readyz`, { timeout: 3_000, validateStatus: () => true })
        .catch(() => ({ status: 0 }));
      if (over.aborted) return;
      if (status === 200) ready = true;
      else await delay(AGAIN_MS);
    }
  }
}

function outputOf({ dataDir }: MemberOptions): string {
  return join(dataDir, 'output.log');
}

function spawnProduct(options: MemberOptions): ChildProcess {
  const { productDir, dataDir, env } = options;
  const log = openSync(outputOf(options), 'a');
  const child = spawn(
    process.execPath,
    ['--require', END_WITH_PARENT, join(productDir, 'bin/holdfast.js'), 'start'],
    {
      env: { ...inherited(), ...env },
      // No .env of a developer's is read.
      cwd: dataDir,
      stdio: ['ignore', log, log, 'ipc'],
    },
  );
  closeSync(log);
  return child;
}

function inherited(): Record<string, string | undefined> {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  return { PATH, HOME, TMPDIR, LANG };
}
