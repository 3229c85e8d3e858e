/** Starts the stub provider in a process of its own, and speaks to it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import axios from 'axios';
import getPort from 'get-port';
import { beginProcess } from '../holdfast/bench-process';
import type { ProcessSettings, ProviderSettings, ProviderStats, SeedHold } from './facts';

/** A running stub provider. */
export interface BenchProvider {
  /** As FRONT_PAYMENT_BASE_URL has it. */
  baseUrl: string;
  /** It takes any; this one is for settings that want one. */
  token: string;
  /** What its callbacks are sealed with. */
  callbackSecret: string;
  pid: number;
  stats(): Promise<ProviderStats>;
  /** Forgets reservations and calls. Ids are not given again. */
  reset(): Promise<void>;
  /** Makes the hold and sends the callback; resolves when that was answered. @throws AxiosError for an unknown uuid */
  pay(reservationUuid: string): Promise<void>;
  /** Puts holds into its books, as if they had been placed and paid. */
  seedHolds(holds: readonly SeedHold[]): Promise<void>;
  stop(): Promise<void>;
}

/** They open nothing but the processes of a benchmark. */
const TOKEN = 'token-of-the-benchmarks';
const CALLBACK_SECRET = 'callback-secret-of-the-benchmarks';

const HOST = '127.0.0.1';
const RUN_TYPESCRIPT = resolve(__dirname, '../../test/support/run-typescript.js');

/** Holds in one request. */
const BATCH = 1_000;

/**
 * Starts it.
 *
 * @param settings default: answers at once, no rate, nobody pays until told, seed 1
 * @throws Error when the process ends before it listens
 */
export async function startProvider(settings: Partial<ProviderSettings> = {}): Promise<BenchProvider> {
  const port = await getPort({ host: HOST });
  const all: ProcessSettings = {
    ...{ answerMs: 0, ratePerMinute: null, paysAfterMs: null, seed: 1 },
    ...settings,
    ...{ port, callbackSecret: CALLBACK_SECRET },
  };
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-bench-provider-'));
  const running = await beginProcess({
    args: [RUN_TYPESCRIPT, join(__dirname, 'provider-process.ts'), JSON.stringify(all)],
    env: process.env,
    cwd: directory,
    logFile: join(directory, 'provider.log'),
    readyWhen: 'The stub provider is ready.',
  });
  const origin = `http://${HOST}:${port}`;
  const control = axios.create({ baseURL: `${origin}/control` });
  return {
    baseUrl: `${origin}/api/v1`,
    token: TOKEN,
    callbackSecret: CALLBACK_SECRET,
    pid: running.pid,
    stats: async () => (await control.get<ProviderStats>('/stats')).data,
    reset: async () => void (await control.post('/reset')),
    pay: async (uuid) => void (await control.post(`/pay/${uuid}`)),
    async seedHolds(holds) {
      for (let from = 0; from < holds.length; from += BATCH) {
        await control.post('/holds', holds.slice(from, from + BATCH));
      }
    },
    async stop() {
      await running.end('SIGTERM');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
