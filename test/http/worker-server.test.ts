/** The small door of a worker: probes that tell the truth, and metrics for who may have them. */
import { Agent } from 'node:http';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import axios from 'axios';
import { Secret } from '../../src/config/secret';
import type { App } from '../../src/http/app';
import { buildWorkerServer, type WorkerServerDependencies } from '../../src/http/worker-server';

const KEY = 'viewer-key-0123456789';

const httpAgent = new Agent({ keepAlive: true });

let app: App;
let origin: string;
afterEach(() => app.close());
afterAll(() => httpAgent.destroy());

async function aServer(changes: Partial<WorkerServerDependencies> = {}): Promise<void> {
  app = await buildWorkerServer({
    apiKeys: [{ role: 'viewer', key: new Secret('HOLDFAST_API_KEYS', KEY) }],
    readiness: async () => ({ engine: true, worker: true, provider: true }),
    isLoopback: true,
    ...changes,
  });
  origin = await app.listen({ host: '127.0.0.1', port: 0 });
}

async function answer(path: string, headers: Record<string, string> = {}) {
  const answered = await axios.get(`${origin}${path}`, {
    headers,
    httpAgent,
    validateStatus: () => true,
    transformResponse: (text) => text,
  });
  const body: string = answered.data;
  return { status: answered.status, body, connection: answered.headers['connection'] };
}

describe('the server of a worker', () => {
  it('is ready and alive where nothing is missing', async () => {
    await aServer();
    expect((await answer('/readyz')).status).toBe(200);
    expect((await answer('/healthz')).status).toBe(200);
  });

  it.each(['engine', 'worker', 'provider'])(
    'is not ready without %s, names it, and lives on',
    async (part) => {
      await aServer({
        readiness: async () => ({ engine: true, worker: true, provider: true, [part]: false }),
      });
      const { status, body } = await answer('/readyz');
      expect([status, JSON.parse(body).code, JSON.parse(body).missing]).toEqual([503, 'not_ready', [part]]);
      expect((await answer('/healthz')).status).toBe(200);
    },
  );

  it('is not ready from the moment it drains, and keeps no connection alive', async () => {
    const draining = new AbortController();
    await aServer({ draining: draining.signal });
    expect((await answer('/readyz')).connection).not.toBe('close');
    draining.abort();
    const { status, body, connection } = await answer('/readyz');
    expect([status, JSON.parse(body).missing, connection]).toEqual([503, ['draining'], 'close']);
    expect((await answer('/healthz')).status).toBe(200);
  });

  it('says that it is not alive only where a new process would help', async () => {
    await aServer({ canGoOn: () => false });
    const { status, body } = await answer('/healthz');
    expect([status, JSON.parse(body).code]).toEqual([503, 'worker_failed']);
  });

  it('shows metrics on loopback to anybody, and elsewhere to who has a key', async () => {
    await aServer();
    expect((await answer('/metrics')).body).toContain('process_cpu_seconds_total');
    await app.close();
    await aServer({ isLoopback: false });
    const refused = await answer('/metrics');
    expect([refused.status, JSON.parse(refused.body).code]).toEqual([401, 'api_key_missing']);
    const wrong = await answer('/metrics', { authorization: 'Bearer another-key-0123456789' });
    expect([wrong.status, JSON.parse(wrong.body).code]).toEqual([401, 'api_key_unknown']);
    expect((await answer('/metrics', { authorization: `Bearer ${KEY}` })).status).toBe(200);
  });

  it('serves nothing else', async () => {
    await aServer();
    const { status, body } = await answer('/v1/reservations');
    expect([status, JSON.parse(body).code]).toEqual([404, 'route_not_found']);
  });
});
