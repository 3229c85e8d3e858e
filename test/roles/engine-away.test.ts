/** The engine goes away and comes back: everybody says so, nobody is ended for it, and all goes on by itself. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import getPort from 'get-port';
import { type Engine, startEngine } from '../../src/engine/start-engine';
import { ensureBuilt } from '../start/built';
import { leaveFigure } from '../support/figures';
import { aHeldOrder, placeAndPay, startTopology, type Topology, untilProbe, untilState } from './topology';

const directory = mkdtempSync(join(tmpdir(), 'holdfast-roles-engine-'));

let at: Topology;
let engine: Engine;

beforeAll(ensureBuilt, 180_000);
afterEach(async () => {
  await at.close();
  await engine.stop();
  rmSync(directory, { recursive: true, force: true });
});

function start(port: number): Promise<Engine> {
  return startEngine({ dataDir: directory, port, env: { ...process.env, TEMPORAL_ADDRESS: undefined } });
}

describe('a server and a worker whose engine goes away', () => {
  it('are not ready and say why, live on, and go on with the orders when it is back', async () => {
    const port = await getPort({ host: '127.0.0.1' });
    engine = await start(port);
    at = await startTopology(engine.address);
    const [server, worker] = await Promise.all([at.run('server'), at.run('worker')]);
    await Promise.all([server.ready(), worker.ready()]);
    const { orderId, uuid } = await placeAndPay(at, server, aHeldOrder());
    await engine.stop();
    for (const each of [server, worker]) {
      await untilProbe(
        each,
        '/readyz',
        ({ status, missing }) => status === 503 && missing.includes('engine'),
      );
      expect(await each.probe('/healthz')).toMatchObject({ status: 200 });
    }
    const refused = await at.as(server).post(`/v1/reservations/${orderId}/capture`, {});
    expect([refused.status, refused.data.code]).toEqual([503, 'engine_unavailable']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const backAtMs = performance.now();
    engine = await start(port);
    for (const each of [server, worker]) await untilProbe(each, '/readyz', ({ status }) => status === 200);
    await at.as(server).post(`/v1/reservations/${orderId}/capture`, {});
    await untilState(at, server, { orderId, state: 'completed' });
    leaveFigure(
      'from the start of an engine that was away to an order that ended',
      (performance.now() - backAtMs) / 1000,
      's',
    );
    expect(await at.sandbox.captures(uuid)).toBe(1);
    expect([server.child.exitCode, worker.child.exitCode]).toEqual([null, null]);
  }, 240_000);
});
