/**
 * Holdfast as users have it, built, on a data directory of its own: in one process (`holdfast start`), or with engine,
 * worker and server in one process each, so that it is known what each of them uses.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axios from 'axios';
import getPort from 'get-port';
import { lastAddress } from '../../src/engine/data-directory';
import { type Engine, startEngine } from '../../src/engine/start-engine';
import { BIN, ensureBuilt } from '../../test/start/built';
import { serverPid } from '../../test/start/engine-of';
import type { OrderInput } from '../../workflows/order';
import { type BenchProcess, beginProcess, type ProcessToBegin } from './bench-process';

/** The stub that plays Front Payment. */
export interface ProviderPlace {
  baseUrl: string;
  token: string;
  callbackSecret: string;
}

/** `settings` are added to, or stand in for, those that a place needs anyway. */
export interface HoldfastToStart {
  provider: ProviderPlace;
  roles: 'apart' | 'together';
  settings?: Record<string, string>;
}

/** One that is ready. */
export interface RunningHoldfast {
  /** The API's origin. */
  url: string;
  key(role: ApiRole): string;
  /** Places an order at the door, and gives its checkout page. @throws AxiosError */
  place(order: OrderInput): Promise<{ checkoutUrl: string }>;
  /** Present pids. Together, worker and server are one process. */
  processes(): Record<'engine' | 'worker' | 'server', number>;
  /** host:port of the engine. */
  address: string;
  taskQueue: string;
  /** The engine's database, with its write-ahead log beside it. */
  databaseFile: string;
  /** Only with roles apart. SIGTERM lets it finish what it does, SIGKILL does not. */
  endWorker(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** A new one after `endWorker`; there once it says that it is ready. */
  startWorker(): Promise<void>;
  /** Ends all and removes the directory. */
  stop(): Promise<void>;
}

type ApiRole = 'viewer' | 'booking' | 'operator';

const OWN =
  /^(HOLDFAST_|FRONT_PAYMENT_|TEMPORAL_|SHUTDOWN_|WORKER_|WEBHOOK_|SWEEP_|CAPTURE_|SAFETY_|VERIFY_|OTEL_|HOST$|PORT$|PUBLIC_URL$|RECORDS_URL$|TASK_QUEUE$)/;

const TASK_QUEUE = 'reservations';

/** As much as may be set: the budget is measured by `burst` alone. */
const NO_BUDGET = '100000';

const HOST = '127.0.0.1';

/** Starts it; builds it first where a source has changed. Nothing is left running when it throws. @throws Error, EngineError */
export async function startHoldfast(parts: HoldfastToStart): Promise<RunningHoldfast> {
  ensureBuilt();
  const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const open: (() => Promise<void>)[] = [async () => rmSync(dataDir, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const close of open.splice(0).reverse()) await close();
  };
  try {
    const place = await placeFor(parts, dataDir);
    const started = await (parts.roles === 'apart' ? startApart : startTogether)(place, open);
    const headers = { Authorization: `Bearer ${key('booking')}` };
    return {
      ...started,
      url: place.url,
      key,
      place: async (order) => (await axios.post(`${place.url}/v1/reservations`, order, { headers })).data,
      taskQueue: TASK_QUEUE,
      databaseFile: join(dataDir, 'temporal.sqlite'),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Place {
  dataDir: string;
  url: string;
  env: NodeJS.ProcessEnv;
}

type Started = Pick<RunningHoldfast, 'processes' | 'address' | 'endWorker' | 'startWorker'>;
type Closers = (() => Promise<void>)[];

async function placeFor({ provider, settings }: HoldfastToStart, dataDir: string): Promise<Place> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN.test(name)));
  const port = String(await getPort({ host: HOST }));
  const url = `http://${HOST}:${port}`;
  const env = {
    ...inherited,
    HOLDFAST_DATA_DIR: dataDir,
    PORT: port,
    WORKER_PORT: String(await getPort({ host: HOST })),
    PUBLIC_URL: url,
    TASK_QUEUE,
    FRONT_PAYMENT_BASE_URL: provider.baseUrl,
    FRONT_PAYMENT_TOKEN: provider.token,
    FRONT_PAYMENT_CALLBACK_SECRET: provider.callbackSecret,
    FRONT_PAYMENT_RATE_PER_MINUTE: NO_BUDGET,
    HOLDFAST_API_KEYS: (['viewer', 'booking', 'operator'] as const)
      .map((role) => `${role}:${key(role)}`)
      .join(','),
    ...settings,
  };
  return { dataDir, url, env };
}

async function startTogether({ dataDir, env }: Place, open: Closers): Promise<Started> {
  const all = await beginProcess(role('start', 'Ctrl-C stops it', { dataDir, env }));
  open.push(() => all.end('SIGTERM'));
  const refuse = async (): Promise<never> => {
    throw new Error('Worker and server are one process here.');
  };
  return {
    processes: () => ({ engine: serverPid(dataDir), worker: all.pid, server: all.pid }),
    address: lastAddress(dataDir) ?? '',
    endWorker: refuse,
    startWorker: refuse,
  };
}

async function startApart({ dataDir, env }: Place, open: Closers): Promise<Started> {
  const engine = await startEngine({
    dataDir,
    port: await getPort({ host: HOST }),
    env: { ...process.env, TEMPORAL_ADDRESS: undefined },
  });
  open.push(engine.stop);
  const shared = {
    ...env,
    TEMPORAL_ADDRESS: engine.address,
    RECORDS_URL: pathToFileURL(join(dataDir, 'records.sqlite')).href,
  };
  const parts = { dataDir, env: shared };
  const startWorker = (): Promise<BenchProcess> => beginProcess(role('worker', '"msg":"ready"', parts));
  let worker = await startWorker();
  // With SIGKILL: nothing of it is wanted any more, and a server that leaves politely takes seconds.
  open.push(() => worker.end('SIGKILL'));
  const server = await beginProcess(role('server', '"msg":"ready"', parts));
  open.push(() => server.end('SIGKILL'));
  return {
    processes: () => ({ engine: pidOf(engine), worker: worker.pid, server: server.pid }),
    address: engine.address,
    endWorker: (signal) => worker.end(signal),
    async startWorker() {
      worker = await startWorker();
    },
  };
}

/** No `.env` of a developer's is read. */
function role(name: string, readyWhen: string, { dataDir, env }: Omit<Place, 'url'>): ProcessToBegin {
  return { args: [BIN, name], env, cwd: dataDir, logFile: join(dataDir, `bench-${name}.log`), readyWhen };
}

function pidOf({ pid }: Engine): number {
  if (pid === null) throw new Error('The engine is none of ours.');
  return pid;
}

/** Known to nobody but the servers of one benchmark, on loopback. */
function key(of: ApiRole): string {
  return `${of}-key-of-a-benchmark`;
}
