/** One process of the topology: killed with SIGKILL and started again as a container would be, ended with the test however that ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, closeSync, openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Member } from '../../chaos/member';

/** How it is started. */
export interface ProcessToKeep {
  name: string;
  command: string;
  args: readonly string[];
  env: Record<string, string | undefined>;
  cwd: string;
  /** Where both of its outputs go. */
  logFile: string;
  /** Where it answers HTTP, if it does. */
  url?: string;
  /** The user it runs as; null for our own. */
  user?: { uid: number; gid: number } | null;
  /** SIGTERM unless its program takes another word for "stop". */
  stopSignal?: NodeJS.Signals;
  /** Whether it answers; asked again and again until it does. */
  answers(): Promise<boolean>;
}

/** It runs, or will run again. */
export interface KeptProcess extends Member {
  readonly name: string;
  /** From each SIGKILL to the first answer after it, in ms. */
  readonly awayMs: readonly number[];
  /** How often it ended without being asked to. */
  ownEnds(): number;
}

const AGAIN_MS = 250;
const STOP_MS = 15_000;

/** Starts it, and starts it again whenever it has ended, until it is stopped. */
export function keepProcess(options: ProcessToKeep): KeptProcess {
  const stopping = new AbortController();
  const awayMs: number[] = [];
  let child: ChildProcess | null = null;
  let ready = false;
  let killedAtMs: number | null = null;
  let ends = 0;
  const atExit = () => child?.kill('SIGKILL');
  process.once('exit', atExit);
  const gone = keep();
  return {
    name: options.name,
    url: options.url ?? '',
    awayMs,
    isReady: () => ready,
    kill() {
      killedAtMs = Date.now();
      ready = false;
      child?.kill('SIGKILL');
    },
    ownEnds: () => ends,
    async stop() {
      stopping.abort();
      child?.kill(options.stopSignal ?? 'SIGTERM');
      const killer = setTimeout(() => child?.kill('SIGKILL'), STOP_MS);
      await gone;
      clearTimeout(killer);
      process.removeListener('exit', atExit);
    },
  };

  async function keep(): Promise<void> {
    while (!stopping.signal.aborted) {
      const started = start(options);
      child = started;
      const over = new AbortController();
      const ended = new Promise<void>((resolve) => {
        started.once('exit', (code, signal) => {
          appendFileSync(options.logFile, `[ended with ${signal ?? code}]\n`);
          resolve();
        });
        started.once('error', () => resolve());
      });
      watch(over.signal).catch(() => undefined);
      await ended;
      over.abort();
      ready = false;
      if (stopping.signal.aborted) return;
      if (killedAtMs === null) ends += 1;
      await delay(AGAIN_MS);
    }
  }

  /** Until this very process answers or is over: the next one has a watch of its own. */
  async function watch(over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      const answered = await options.answers().catch(() => false);
      if (over.aborted) return;
      if (answered) break;
      await delay(AGAIN_MS);
    }
    ready = true;
    if (killedAtMs !== null) awayMs.push(Date.now() - killedAtMs);
    killedAtMs = null;
  }
}

function start({ command, args, env, cwd, logFile, user }: ProcessToKeep): ChildProcess {
  const log = openSync(logFile, 'a');
  const child = spawn(command, args, { env, cwd, stdio: ['ignore', log, log], ...(user ?? {}) });
  closeSync(log);
  return child;
}
