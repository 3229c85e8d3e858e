/**
 * Holdfast as several processes, each the command as a user has it: a sandbox, servers, workers, on a task queue and a
 * record of their own. Which engine they share is the test's to say. Everything is ended with the test file.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axios, { type AxiosInstance } from 'axios';
import getPort from 'get-port';
import type { OrderInput } from '../../workflows/order';
import { BIN } from '../start/built';
import { uniqueName } from '../support/engine';
import { anOrder } from '../support/orders';
import { until } from '../support/until';

/** A process of the binary that runs, or has run. */
export interface RoleProcess {
  child: ChildProcess;
  /** Where it answers probes, and a server everything else. */
  url: string;
  stdout(): string;
  stderr(): string;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals | null>;
  /** Waits until it says that it is ready; rejects when it ends before. */
  ready(): Promise<RoleProcess>;
  /** Waits until its log holds a line with this message. */
  says(message: string): Promise<void>;
  /** What `/readyz` or `/healthz` answers; null while nobody answers. */
  probe(path: '/readyz' | '/healthz'): Promise<{ status: number; missing: string[] } | null>;
}

/** The whole. */
export interface Topology {
  taskQueue: string;
  env: Record<string, string>;
  run(role: 'server' | 'worker', more?: Record<string, string>): Promise<RoleProcess>;
  /** Speaks to a server as an operator, and never throws for a status. */
  as(server: Pick<RoleProcess, 'url'>): AxiosInstance;
  sandbox: SandboxHand;
  close(): Promise<void>;
}

/** One call that the sandbox received, and one thing that truly happened there. */
export interface Books {
  calls: { call: string; at: string; status: number | null }[];
  executions: { kind: string; reservationUuid: string }[];
}

/** The sandbox's control, over HTTP. */
export interface SandboxHand {
  origin: string;
  setFault(fault: object): Promise<void>;
  pay(reservationUuid: string): Promise<void>;
  books(reservationUuid?: string): Promise<Books>;
  captures(reservationUuid: string): Promise<number>;
}

const OPERATOR_KEY = 'operator-key-of-these-tests';
const OWN =
  /^(HOLDFAST_|FRONT_PAYMENT_|TEMPORAL_|SHUTDOWN_|WORKER_|WEBHOOK_|HOST$|PORT$|PUBLIC_URL$|RECORDS_URL$|TASK_QUEUE$)/;
const TOKEN = 'token-of-these-tests';
const CALLBACK_SECRET = 'callback-secret-of-these-tests';
const PATIENCE = { patienceMs: 60_000, pollMs: 50 };

/** Starts the sandbox, and nothing else yet; `env` are settings of every process beside those of the place. */
export async function startTopology(
  engineAddress: string,
  env: Record<string, string> = {},
): Promise<Topology> {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-roles-'));
  const processes: RoleProcess[] = [];
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN.test(name)));
  const run = (args: string[], url: string, more: Record<string, string>): RoleProcess => {
    const started = runProcess({ args, url, env: { ...inherited, ...more } as NodeJS.ProcessEnv });
    processes.push(started);
    return started;
  };
  const sandboxPort = String(await getPort({ host: '127.0.0.1' }));
  const origin = `http://127.0.0.1:${sandboxPort}`;
  const rate = env['FRONT_PAYMENT_RATE_PER_MINUTE'] ?? '60000';
  // The tests share one engine, in which a reservation's uuid must be nobody else's.
  const seed = String(randomInt(1e9));
  const flags = [
    '--port',
    sandboxPort,
    '--token',
    TOKEN,
    '--callback-secret',
    CALLBACK_SECRET,
    '--seed',
    seed,
  ];
  const sandbox = run(['sandbox', ...flags, '--rate', rate], origin, {});
  await until('the sandbox runs', () => sandbox.stdout().includes('The sandbox is running'), PATIENCE);
  const settings = {
    TEMPORAL_ADDRESS: engineAddress,
    RECORDS_URL: pathToFileURL(join(directory, 'records.sqlite')).href,
    FRONT_PAYMENT_BASE_URL: `${origin}/api/v1`,
    FRONT_PAYMENT_TOKEN: TOKEN,
    FRONT_PAYMENT_CALLBACK_SECRET: CALLBACK_SECRET,
    FRONT_PAYMENT_RATE_PER_MINUTE: rate,
    HOLDFAST_API_KEYS: `operator:${OPERATOR_KEY}`,
    TASK_QUEUE: uniqueName('roles'),
    // Nobody answers there: the sweep finds out what callbacks would have told.
    PUBLIC_URL: `http://127.0.0.1:${await getPort({ host: '127.0.0.1' })}`,
    SWEEP_INTERVAL: 'PT2S',
    VERIFY_SCHEDULE: 'PT1S,PT1S,PT2S,PT2S',
    ...env,
  };
  return {
    taskQueue: settings.TASK_QUEUE,
    env: settings,
    async run(role, more = {}) {
      const port = String(await getPort({ host: '127.0.0.1' }));
      const place = role === 'server' ? { PORT: port } : { WORKER_PORT: port };
      return run([role], `http://127.0.0.1:${port}`, { ...settings, ...place, ...more });
    },
    as: ({ url }) =>
      axios.create({
        baseURL: url,
        validateStatus: () => true,
        timeout: 60_000,
        headers: { Authorization: `Bearer ${OPERATOR_KEY}` },
      }),
    sandbox: handOf(origin),
    async close() {
      for (const { child, ended } of processes.reverse()) {
        child.kill('SIGKILL');
        await ended;
      }
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function runProcess({
  args,
  url,
  env,
}: {
  args: string[];
  url: string;
  env: NodeJS.ProcessEnv;
}): RoleProcess {
  // No .env of a developer's is read.
  const child = spawn(process.execPath, [BIN, ...args], {
    env,
    cwd: tmpdir(),
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
  const says = async (message: string): Promise<void> => {
    const line = `"msg":"${message}"`;
    await until(`it says "${message}"`, () => hasEnded || texts.stdout.includes(line), PATIENCE);
    if (!texts.stdout.includes(line))
      throw new Error(`It ended before it said "${message}":\n${texts.stderr}`);
  };
  const made: RoleProcess = {
    child,
    url,
    stdout: () => texts.stdout,
    stderr: () => texts.stderr,
    ended,
    says,
    async ready() {
      await says('ready');
      return made;
    },
    async probe(path) {
      try {
        const { status, data } = await axios.get(`${url}${path}`, {
          validateStatus: () => true,
          timeout: 10_000,
        });
        return { status, missing: data.missing ?? [] };
      } catch {
        return null;
      }
    },
  };
  return made;
}

function handOf(origin: string): SandboxHand {
  const books = async (reservationUuid?: string): Promise<Books> =>
    (await axios.get(`${origin}/sandbox/books`, { params: { reservationUuid } })).data;
  return {
    origin,
    books,
    setFault: async (fault) => void (await axios.post(`${origin}/sandbox/faults`, fault)),
    pay: async (uuid) => void (await axios.post(`${origin}/sandbox/reservations/${uuid}/pay`)),
    captures: async (uuid) => (await books(uuid)).executions.filter(({ kind }) => kind === 'capture').length,
  };
}

/** An order whose capture nothing but a command asks for. */
export function aHeldOrder(): OrderInput {
  return anOrder({ policy: { capture: 'manual', captureWindow: 'P7D' } });
}

/** Places it, has it paid and waits until it is reserved. */
export async function placeAndPay(
  { as, sandbox }: Topology,
  server: RoleProcess,
  order: OrderInput,
): Promise<{ orderId: string; uuid: string }> {
  const { status, data } = await as(server).post('/v1/reservations', order);
  if (status !== 201) throw new Error(`The order was not placed: ${status} ${JSON.stringify(data)}`);
  await sandbox.pay(data.reservationUuid);
  await untilState({ as }, server, { orderId: order.orderId, state: 'reserved' });
  return { orderId: order.orderId, uuid: data.reservationUuid };
}

/** Waits until a server shows the order in this state. */
export async function untilState(
  { as }: Pick<Topology, 'as'>,
  server: RoleProcess,
  { orderId, state }: { orderId: string; state: string },
): Promise<void> {
  let last: unknown = null;
  await until(
    () => `the order is ${state}; last it was ${JSON.stringify(last)}`,
    async () => {
      const { status, data } = await as(server).get(`/v1/reservations/${orderId}`);
      last = [status, data.state ?? data.code];
      return data.state === state;
    },
    PATIENCE,
  );
}

/** Waits for what a probe of a process answers. */
export async function untilProbe(
  process: RoleProcess,
  path: '/readyz' | '/healthz',
  isIt: (answer: { status: number; missing: string[] }) => boolean,
): Promise<void> {
  let last: unknown = null;
  await until(
    () => `${path} answers as it should; last it was ${JSON.stringify(last)}`,
    async () => {
      const answer = await process.probe(path);
      last = answer;
      return answer !== null && isIt(answer);
    },
    PATIENCE,
  );
}
