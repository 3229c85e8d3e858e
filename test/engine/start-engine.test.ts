// Starting, stopping and losing the engine, with real processes.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { EngineError } from '../../src/engine/engine-error';
import { type Engine, startEngine } from '../../src/engine/start-engine';
import { endOf, type Held, holdEngine, isAlive, keeperPidOf } from './hold';

const PORT = 27_233;
const env = { ...process.env, TEMPORAL_ADDRESS: undefined };

let dataDir: string;
const engines: Engine[] = [];
const holders: Held[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'holdfast-engine-'));
});

afterEach(async () => {
  for (const held of holders.splice(0)) {
    held.process.kill('SIGTERM');
    await endOf(held.process);
  }
  for (const engine of engines.splice(0)) await engine.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(
  options: { dataDir?: string; onProgress?: (line: string) => void } = {},
): Promise<Engine> {
  const engine = await startEngine({ dataDir, port: PORT, env, ...options });
  engines.push(engine);
  return engine;
}

async function hold(options?: { ownGroup: boolean }): Promise<Held> {
  const held = await holdEngine(dataDir, options);
  holders.push(held);
  return held;
}

async function faultOf(work: Promise<unknown>): Promise<EngineError> {
  const fault = await work.then(
    () => new Error('it succeeded'),
    (thrown: unknown) => thrown,
  );
  expect(fault).toBeInstanceOf(EngineError);
  return fault as EngineError;
}

async function withClient<T>(address: string | undefined, use: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: address ?? '' });
  try {
    return await use(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

const startParked = (address: string | undefined) =>
  withClient(address, (client) =>
    client.workflow.start('parked', { taskQueue: 'nobody', workflowId: 'parked' }),
  );

const statusOfParked = (address: string) =>
  withClient(address, async (client) => (await client.workflow.getHandle('parked').describe()).status.name);

describe('startEngine', () => {
  it('keeps workflows from one start to the next, on the same port', async () => {
    const first = await start();
    await startParked(first.address);
    await first.stop();
    const second = await start();
    expect(second.address).toBe(first.address);
    expect(await statusOfParked(second.address)).toBe('RUNNING');
  });

  it('leaves a bare server looking for new namespaces at its own pace once the one is prepared', async () => {
    const { kind } = await start();
    if (kind === 'cli') return;
    const settings = readFileSync(join(dataDir, 'engine-dynamic.yaml'), 'utf8');
    expect(settings).not.toContain('namespaceCacheRefreshInterval');
    expect(settings).toContain('WorkflowTimeSkippingEnabled');
  });

  it('stops once however often it is asked, and says that it was asked', async () => {
    const engine = await start();
    await Promise.all([engine.stop(), engine.stop()]);
    await engine.stop();
    expect(await engine.exited).toMatchObject({ asked: true });
    expect(isAlive(engine.pid ?? 0)).toBe(false);
  });

  it('tells its owner when the server goes away, and gives the directory back', async () => {
    const engine = await start();
    await startParked(engine.address);
    process.kill(engine.pid ?? 0, 'SIGKILL');
    expect(await engine.exited).toMatchObject({ asked: false, signal: 'SIGKILL' });
    const next = await start();
    expect(await statusOfParked(next.address)).toBe('RUNNING');
  });

  it('knows its own services at once when the server before was killed a moment ago', async () => {
    const engine = await start();
    process.kill(engine.pid ?? 0, 'SIGKILL');
    await engine.exited;
    const next = await start();
    // Only the matching service can tell; its caller has to find it first.
    const queue = await withClient(next.address, ({ workflowService }) =>
      workflowService.describeTaskQueue({
        namespace: 'default',
        taskQueue: { name: 'nobody' },
        taskQueueType: 1,
      }),
    );
    expect(queue.pollers).toEqual([]);
  });

  it('tells its owner when the keeper goes away, and leaves no server behind', async () => {
    const engine = await start();
    process.kill(keeperPidOf(dataDir), 'SIGKILL');
    expect(await engine.exited).toMatchObject({ asked: false });
    await start();
    expect(isAlive(engine.pid ?? 0)).toBe(false);
  });

  it('takes another port when the preferred one is taken', async () => {
    const other = await listenOn(PORT);
    const engine = await start();
    expect(engine.address).not.toBe(`127.0.0.1:${PORT}`);
    expect(await withClient(engine.address, async (client) => client.options.namespace)).toBe('default');
    other.close();
  });

  it('never takes another start of the same moment for its own', async () => {
    const otherDir = mkdtempSync(join(tmpdir(), 'holdfast-engine-'));
    const [one, other] = await Promise.all([start(), start({ dataDir: otherDir })]);
    const idOf = (engine: Engine) =>
      withClient(
        engine.address,
        async ({ workflowService }) => (await workflowService.getClusterInfo({})).clusterId,
      );
    expect(one.address).not.toBe(other.address);
    expect(await idOf(one)).not.toBe(await idOf(other));
    await other.stop();
    rmSync(otherDir, { recursive: true, force: true });
  });

  it('starts nothing when TEMPORAL_ADDRESS is set', async () => {
    const external = { ...env, TEMPORAL_ADDRESS: 'temporal.example:7233' };
    const engine = await startEngine({ dataDir, env: external });
    expect(engine).toMatchObject({ address: 'temporal.example:7233', kind: 'external', pid: null });
    await engine.stop();
  });

  it('refuses a second start on one directory, naming the directory and who holds it', async () => {
    await start();
    const fault = await faultOf(start());
    expect(fault.code).toBe('data_directory_locked');
    expect(fault.message).toContain(dataDir);
    expect(fault.message).toContain(`process ${process.pid}`);
  });

  it('refuses a second start from another process while the first one is still starting', async () => {
    const results = await Promise.all([hold(), hold()]);
    expect(results.map((held) => held.code ?? 'started').sort()).toEqual([
      'data_directory_locked',
      'started',
    ]);
  });

  it('refuses a directory that cannot be written to', async () => {
    const file = join(dataDir, 'a-file');
    writeFileSync(file, '');
    const fault = await faultOf(start({ dataDir: join(file, 'below') }));
    expect(fault.code).toBe('data_directory_not_writable');
  });

  it('refuses a database that is none, and shows the last log lines', async () => {
    writeFileSync(
      join(dataDir, 'temporal.sqlite'),
      'this is not a database, whatever its name says'.repeat(200),
    );
    const fault = await faultOf(start());
    expect(fault.code).toBe('engine_database_damaged');
    expect(fault.message).toContain('file is not a database');
  });

  it('refuses a database that a later server has written', async () => {
    writeFileSync(join(dataDir, 'engine-version'), '99.0.0\n');
    const fault = await faultOf(start());
    expect(fault.code).toBe('engine_database_newer');
    expect(fault.message).toContain('99.0.0');
  });
});

describe('a start that is killed', () => {
  it('takes its server along, and the next start goes on by itself', async () => {
    const held = await hold();
    await startParked(held.address);
    held.process.kill('SIGKILL');
    const engine = await start();
    expect(isAlive(held.serverPid ?? 0)).toBe(false);
    expect(await statusOfParked(engine.address)).toBe('RUNNING');
  });

  it('tells the next start why it has to wait', async () => {
    const held = await hold();
    held.process.kill('SIGKILL');
    await endOf(held.process);
    const lines: string[] = [];
    await start({ onProgress: (line) => lines.push(line) });
    expect(lines).toEqual([
      expect.stringContaining(`Waiting for the engine of an earlier start on ${dataDir}`),
    ]);
  });

  it('goes on at once when its whole process group was killed', async () => {
    const held = await hold({ ownGroup: true });
    await startParked(held.address);
    process.kill(-(held.process.pid ?? 0), 'SIGKILL');
    const engine = await start();
    expect(isAlive(held.serverPid ?? 0)).toBe(false);
    expect(await statusOfParked(engine.address)).toBe('RUNNING');
  });

  it('has its server ended by the next start when its keeper was killed too', async () => {
    const held = await hold();
    await startParked(held.address);
    // Stopped first, so that it cannot end the server itself when it sees the keeper go.
    held.process.kill('SIGSTOP');
    process.kill(keeperPidOf(dataDir), 'SIGKILL');
    held.process.kill('SIGKILL');
    await endOf(held.process);
    expect(isAlive(held.serverPid ?? 0)).toBe(true);
    const engine = await start();
    expect(isAlive(held.serverPid ?? 0)).toBe(false);
    expect(await statusOfParked(engine.address)).toBe('RUNNING');
  });

  it('ends its server when it is stopped by SIGTERM', async () => {
    const held = await hold();
    held.process.kill('SIGTERM');
    await endOf(held.process);
    expect(isAlive(held.serverPid ?? 0)).toBe(false);
  });
});

function listenOn(port: number): Promise<Server> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
