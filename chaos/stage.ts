/**
 * The machinery of a run: an engine with a data directory of its own, the sandbox on a port of its own, and several
 * `holdfast start` on both. All of it ends with the run, by pid.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import getPort from 'get-port';
import pino from 'pino';
import { openRecords, type Records } from '../src/records/records';
import { type Sandbox, startSandbox } from '../src/sandbox';
import { type KeptEngine, keepEngine } from '../src/start/keep-engine';
import {
  CAPTURE_WINDOW_MS,
  EXPIRY_LAG_MS,
  PROVIDER_TIMEOUT_MS,
  SAFETY_MARGIN_MS,
  SANDBOX_WINDOW_MS,
  SWEEP_INTERVAL_MS,
  VERIFY_GAPS_MS,
} from './durations';
import { type Member, startMember } from './member';

/** The callback secret and the keys of a run: they open nothing but its own processes. */
export const CALLBACK_SECRET = 'callback-secret-of-a-chaos-run';
const TOKEN = 'provider-token-of-a-chaos-run';
export const KEYS = {
  viewer: 'viewer-key-of-a-chaos-run',
  booking: 'booking-key-of-a-chaos-run',
  operator: 'operator-key-of-a-chaos-run',
} as const;

/** More than a run can use: the budget of calls is another test's subject. */
const RATE_PER_MINUTE = 60_000;

const MOST_STARTS = 10_000;
const BEFORE_START_MS = 300;
const FIRST_PORT = 20_000;
const LAST_PORT = 32_000;

/** Everything a run works with. */
export interface Stage {
  dir: string;
  engine: KeptEngine;
  sandbox: Sandbox;
  members: Member[];
  records: Records;
  /** Ends every process. A second call is harmless. */
  close(): Promise<void>;
  /** Takes the directory away. */
  remove(): void;
}

/** Starts all of it; the members may still be getting ready. Nothing is left running when it throws. */
export async function setStage({ seed, members }: { seed: number; members: number }): Promise<Stage> {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-chaos-'));
  const closers: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (let closer = closers.pop(); closer; closer = closers.pop()) await closer().catch(() => undefined);
  };
  try {
    const engine = await startEngineOf(dir);
    closers.push(() => engine.stop());
    const sandbox = await startSandbox({
      seed,
      token: TOKEN,
      callbackSecret: CALLBACK_SECRET,
      ratePerMinute: RATE_PER_MINUTE,
      captureWindowMs: SANDBOX_WINDOW_MS,
      expiryLagMs: EXPIRY_LAG_MS,
    });
    closers.push(() => sandbox.stop());
    const recordsUrl = pathToFileURL(join(dir, 'records.sqlite')).href;
    const records = await openRecords(recordsUrl);
    closers.push(() => records.close());
    const productDir = holdTheBuild(dir);
    const shared = settings({ address: engine.engine().address, baseUrl: sandbox.baseUrl, recordsUrl });
    const started: Member[] = [];
    closers.push(() => Promise.all(started.map((member) => member.stop())));
    for (let number = 1; number <= members; number += 1) {
      const port = await freePort();
      const dataDir = join(dir, `member-${number}`);
      const url = `http://127.0.0.1:${port}`;
      const env = { ...shared, PORT: String(port), PUBLIC_URL: url, HOLDFAST_DATA_DIR: dataDir };
      started.push(startMember({ productDir, dataDir, url, env }));
    }
    const remove = (): void => rmSync(dir, { recursive: true, force: true });
    return { dir, engine, sandbox, members: started, records, close, remove };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startEngineOf(dir: string): Promise<KeptEngine> {
  const dataDir = join(dir, 'engine');
  mkdirSync(dataDir);
  return keepEngine({
    dataDir,
    port: await freePort(),
    // It is killed far more often than any engine crashes, and is not to be given up for that.
    gapsMs: Array.from({ length: MOST_STARTS }, () => BEFORE_START_MS),
    env: { ...process.env, TEMPORAL_ADDRESS: undefined },
    log: pino({ level: 'info' }, pino.destination(join(dir, 'engine-keeper.log'))),
  });
}

/** Below the ports that the system gives out by itself: whoever is killed finds his port free when he comes back. */
export function freePort(): Promise<number> {
  const from = FIRST_PORT + Math.floor((Math.random() * (LAST_PORT - FIRST_PORT)) / 2);
  return getPort({ host: '127.0.0.1', port: getPort.makeRange(from, LAST_PORT) });
}

/** Copies the built product below `dir`: a process that is started again must run what the first one ran, whatever is built meanwhile. */
export function holdTheBuild(dir: string): string {
  const root = resolve(__dirname, '..');
  const productDir = join(dir, 'product');
  for (const part of ['bin', 'dist', 'engine', 'package.json']) {
    cpSync(join(root, part), join(productDir, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(productDir, 'node_modules'));
  return productDir;
}

function settings(shared: { address: string; baseUrl: string; recordsUrl: string }): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    TEMPORAL_ADDRESS: shared.address,
    RECORDS_URL: shared.recordsUrl,
    FRONT_PAYMENT_BASE_URL: shared.baseUrl,
    FRONT_PAYMENT_TOKEN: TOKEN,
    FRONT_PAYMENT_CALLBACK_SECRET: CALLBACK_SECRET,
    FRONT_PAYMENT_TIMEOUT: iso(PROVIDER_TIMEOUT_MS),
    FRONT_PAYMENT_RATE_PER_MINUTE: String(RATE_PER_MINUTE),
    HOLDFAST_API_KEYS: Object.entries(KEYS)
      .map(([role, key]) => `${role}:${key}`)
      .join(','),
    VERIFY_SCHEDULE: VERIFY_GAPS_MS.map(iso).join(','),
    CAPTURE_WINDOW: iso(CAPTURE_WINDOW_MS.max),
    SAFETY_MARGIN: iso(SAFETY_MARGIN_MS),
    SWEEP_INTERVAL: iso(SWEEP_INTERVAL_MS),
  };
}

function iso(ms: number): string {
  return `PT${ms / 1_000}S`;
}
