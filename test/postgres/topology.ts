/**
 * What docker-compose.yml runs, natively: PostgreSQL with all three databases, the pinned Temporal server, `holdfast setup`,
 * two workers, two HTTP servers, and the sandbox in the provider's place, each a process of its own.
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import axios from 'axios';
import { CALLBACK_SECRET, freePort, holdTheBuild, KEYS } from '../../chaos/stage';
import { until } from '../support/until';
import { startDatabases } from './databases';
import { type KeptProcess, keepProcess } from './kept-process';
import { buildTemporal, setUpSchema, startTemporal } from './temporal';

const TOKEN = 'provider-token-of-a-test';
const TEMPORAL_PORTS = 8;
const PATIENCE = { patienceMs: 120_000, pollMs: 200 };

/** Longer than any order of the test may take, as the margin is longer than any process is away. */
export const CAPTURE_WINDOW_MS = 600_000;
const SAFETY_MARGIN_MS = 100_000;

const run = promisify(execFile);

/** All of it, running. */
export interface Topology {
  dir: string;
  servers: KeptProcess[];
  workers: KeptProcess[];
  temporal: KeptProcess;
  postgres: KeptProcess;
  sandboxOrigin: string;
  recordsUrl: string;
  encryptionKey: { id: string; key: string };
  /** What `holdfast setup` said at its first and its second run. */
  setups: string[];
  /** Ends every process. */
  close(): Promise<void>;
  /** Takes logs and databases away. */
  remove(): void;
}

/** Starts it; nothing is left running when it throws. `bin` has PostgreSQL's programs. */
export async function startTopology(bin: string): Promise<Topology> {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-topology-'));
  // PostgreSQL runs as a user of its own below it.
  chmodSync(dir, 0o755);
  const kept: KeptProcess[] = [];
  const close = async (): Promise<void> => {
    for (let top = kept.pop(); top; top = kept.pop()) await top.stop();
  };
  try {
    const productDir = holdTheBuild(dir);
    const programs = await buildTemporal();
    const databases = await startDatabases({ bin, dir, port: await freePort() });
    kept.push(databases.process);
    const { port: postgresPort, recordsUrl } = databases;
    // Twice: an upgrade runs it on a schema that is there.
    for (const _ of [1, 2]) await setUpSchema({ dir, schemaTool: programs.schemaTool, postgresPort });
    const ports: number[] = [];
    while (ports.length < TEMPORAL_PORTS) ports.push(await freePort());
    const temporal = await startTemporal({ dir, server: programs.server, postgresPort, ports });
    kept.push(temporal.process);
    const holdfast = holdfastIn({ dir, productDir });
    const setups = [];
    for (const _ of [1, 2]) setups.push(await holdfast.setUp(temporal.address));
    const sandbox = await startSandbox(holdfast);
    kept.push(sandbox.process);
    const encryptionKey = { id: 'test-1', key: randomBytes(32).toString('base64') };
    const shared = settings({ ...temporal, ...sandbox, recordsUrl, encryptionKey });
    const members = { servers: [] as KeptProcess[], workers: [] as KeptProcess[] };
    for (const number of [1, 2]) {
      // No balancer stands before the two: each worker's callbacks go to the server of its number, or to nobody while that is away.
      const publicUrl = `http://127.0.0.1:${await freePort()}`;
      const server = holdfast.server(number, { ...shared, PUBLIC_URL: publicUrl });
      const worker = await holdfast.worker(number, { ...shared, PUBLIC_URL: publicUrl });
      members.servers.push(server);
      members.workers.push(worker);
      kept.push(server, worker);
    }
    await until('servers and workers are ready', () => kept.every((one) => one.isReady()), PATIENCE);
    const { origin: sandboxOrigin } = sandbox;
    const remove = () => rmSync(dir, { recursive: true, force: true });
    const rest = { sandboxOrigin, recordsUrl, encryptionKey, setups, close, remove };
    return { dir, ...members, temporal: temporal.process, postgres: databases.process, ...rest };
  } catch (error) {
    await close();
    throw error;
  }
}

type Environment = Record<string, string | undefined>;

/** The command `holdfast` as each process of the topology runs it: nothing of this machine's settings, no `.env`. */
function holdfastIn({ dir, productDir }: { dir: string; productDir: string }) {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  const bin = join(productDir, 'bin', 'holdfast.js');
  const start = (
    name: string,
    args: string[],
    { env, url }: { env: Environment; url: string },
  ): KeptProcess => {
    const cwd = join(dir, name);
    mkdirSync(cwd, { recursive: true });
    return keepProcess({
      name,
      command: process.execPath,
      args: [bin, ...args],
      env: { PATH, HOME, TMPDIR, LANG, ...env },
      cwd,
      logFile: join(dir, `${name}.log`),
      url: new URL(url).origin,
      answers: async () => (await axios.get(url, { timeout: 3_000 })).status === 200,
    });
  };
  return {
    start,
    async setUp(address: string): Promise<string> {
      const env = { PATH, HOME, TMPDIR, LANG, TEMPORAL_ADDRESS: address };
      return (await run(process.execPath, [bin, 'setup'], { cwd: dir, env })).stdout;
    },
    server(number: number, shared: Environment & { PUBLIC_URL: string }): KeptProcess {
      const { port, origin } = new URL(shared.PUBLIC_URL);
      const env = { ...shared, HOST: '127.0.0.1', PORT: port };
      return start(`server-${number}`, ['server'], { env, url: `${origin}/readyz` });
    },
    async worker(number: number, shared: Environment): Promise<KeptProcess> {
      const port = String(await freePort());
      const env = { ...shared, WORKER_HOST: '127.0.0.1', WORKER_PORT: port };
      return start(`worker-${number}`, ['worker'], { env, url: `http://127.0.0.1:${port}/readyz` });
    },
  };
}

async function startSandbox(holdfast: ReturnType<typeof holdfastIn>) {
  const port = String(await freePort());
  const origin = `http://127.0.0.1:${port}`;
  const args = ['sandbox', '--port', port, '--token', TOKEN, '--callback-secret', CALLBACK_SECRET];
  const kept = holdfast.start('sandbox', [...args, '--rate', '60000'], {
    env: {},
    url: `${origin}/sandbox/counters`,
  });
  await until('the sandbox answers', () => kept.isReady(), PATIENCE);
  return { process: kept, origin };
}

function settings(shared: {
  address: string;
  origin: string;
  recordsUrl: string;
  encryptionKey: Topology['encryptionKey'];
}): Environment {
  return {
    TEMPORAL_ADDRESS: shared.address,
    RECORDS_URL: shared.recordsUrl,
    HOLDFAST_ENCRYPTION_KEYS: `${shared.encryptionKey.id}:${shared.encryptionKey.key}`,
    HOLDFAST_API_KEYS: Object.entries(KEYS)
      .map(([role, key]) => `${role}:${key}`)
      .join(','),
    FRONT_PAYMENT_BASE_URL: `${shared.origin}/api/v1`,
    FRONT_PAYMENT_TOKEN: TOKEN,
    FRONT_PAYMENT_CALLBACK_SECRET: CALLBACK_SECRET,
    FRONT_PAYMENT_TIMEOUT: 'PT2S',
    FRONT_PAYMENT_RATE_PER_MINUTE: '60000',
    VERIFY_SCHEDULE: 'PT1S,PT2S,PT3S,PT4S',
    CAPTURE_WINDOW: `PT${CAPTURE_WINDOW_MS / 1_000}S`,
    SAFETY_MARGIN: `PT${SAFETY_MARGIN_MS / 1_000}S`,
    SWEEP_INTERVAL: 'PT5S',
  };
}
