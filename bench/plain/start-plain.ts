/**
 * The plain side, beside Holdfast's: the same embedded engine on a data directory of its own, a worker and a door, one
 * process each, so that it is known what each of them uses.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import axios from 'axios';
import getPort from 'get-port';
import { type Engine, startEngine } from '../../src/engine/start-engine';
import type { OrderInput } from '../../workflows/order';
import { type BenchProcess, beginProcess } from '../holdfast/bench-process';
import type { BenchProvider } from '../provider/start-provider';
import type { Placed } from './plain-activities';
import { doorUrlOf, type PlainSettings } from './plain-settings';

/** One that is ready. */
export interface RunningPlain {
  /** Places an order at the door, and gives its checkout page. @throws AxiosError */
  place(order: OrderInput): Promise<Placed>;
  /** Present pids. */
  processes(): Record<'engine' | 'worker' | 'door', number>;
  /** host:port of the engine. */
  address: string;
  taskQueue: string;
  /** The engine's database, with its write-ahead log beside it. */
  databaseFile: string;
  /** SIGTERM lets it finish what it does, SIGKILL does not. */
  endWorker(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** A new one after `endWorker`; there once it polls. */
  startWorker(): Promise<void>;
  /** Ends all and removes the directory. */
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const TASK_QUEUE = 'plain';
const RUN_TYPESCRIPT = resolve(__dirname, '../../test/support/run-typescript.js');

/** An engine whose database is `temporal.sqlite` in `dataDir`. */
export type StartPlainEngine = (dataDir: string) => Promise<Pick<Engine, 'address' | 'pid' | 'stop'>>;

/** `startItsEngine`: which engine it has, the embedded one unless given. */
export interface PlainToStart {
  provider: BenchProvider;
  startItsEngine?: StartPlainEngine;
}

/** Starts it. Nothing is left running when it throws. @throws Error, EngineError */
export async function startPlain({
  provider,
  startItsEngine = startEmbedded,
}: PlainToStart): Promise<RunningPlain> {
  const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-bench-plain-'));
  const open: (() => Promise<void>)[] = [async () => rmSync(dataDir, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const close of open.splice(0).reverse()) await close();
  };
  try {
    const engine = await startItsEngine(dataDir);
    open.push(engine.stop);
    const settings: PlainSettings = {
      address: engine.address,
      taskQueue: TASK_QUEUE,
      doorPort: await getPort({ host: HOST }),
      provider,
    };
    const begin = beginner(dataDir, settings);
    let worker = await begin('worker');
    open.push(() => worker.end('SIGKILL'));
    const door = await begin('door');
    open.push(() => door.end('SIGKILL'));
    const orders = `${doorUrlOf(settings)}/orders`;
    return {
      place: async (order) => (await axios.post<Placed>(orders, order)).data,
      processes: () => ({ engine: engine.pid ?? 0, worker: worker.pid, door: door.pid }),
      address: engine.address,
      taskQueue: TASK_QUEUE,
      databaseFile: join(dataDir, 'temporal.sqlite'),
      endWorker: (signal) => worker.end(signal),
      async startWorker() {
        worker = await begin('worker');
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const startEmbedded: StartPlainEngine = async (dataDir) =>
  startEngine({
    dataDir,
    port: await getPort({ host: HOST }),
    env: { ...process.env, TEMPORAL_ADDRESS: undefined },
  });

function beginner(dataDir: string, { provider, ...settings }: PlainSettings) {
  const { baseUrl, token, callbackSecret } = provider;
  const told: PlainSettings = { ...settings, provider: { baseUrl, token, callbackSecret } };
  return (part: 'worker' | 'door'): Promise<BenchProcess> =>
    beginProcess({
      args: [RUN_TYPESCRIPT, join(__dirname, `plain-${part}.ts`), JSON.stringify(told)],
      env: process.env,
      cwd: dataDir,
      logFile: join(dataDir, `plain-${part}.log`),
      readyWhen: `The plain ${part} is ready.`,
    });
}
