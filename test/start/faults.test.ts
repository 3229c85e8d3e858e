/** What a start says and does when something is in its way, or goes away while it runs. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import axios from 'axios';
import getPort from 'get-port';
import { exampleOrder } from '../../src/start/example-order';
import { isAlive } from '../engine/hold';
import { until } from '../support/until';
import { ensureBuilt } from './built';
import { enginePids, serverPid } from './engine-of';
import { BUSY_MACHINE, type StartPlace, startPlace } from './start-process';

let at: StartPlace;
let blocker: Server | null = null;

beforeAll(ensureBuilt, 120_000);

afterEach(async () => {
  await at.close();
  await new Promise<void>((resolve) => (blocker ? blocker.close(() => resolve()) : resolve()));
  blocker = null;
});

async function readyz(): Promise<{ status: number; missing: string[] }> {
  const { status, data } = await axios.get(`${at.url}/readyz`, { validateStatus: () => true });
  return { status, missing: data.missing ?? [] };
}

async function untilOther(server: number): Promise<void> {
  await until('the engine is another one', () => {
    const { server: present } = enginePids(at.dataDir);
    return present !== null && present !== server;
  });
}

/** What the log says of requests that failed: an answer names no error that nobody foresaw. */
function failuresIn(dataDir: string): string[] {
  const lines = readFileSync(join(dataDir, 'holdfast.log'), 'utf8').split('\n');
  return lines.filter((line) => line.includes('internal_error'));
}

describe('a start that cannot be', () => {
  it('names every fault of its settings at once and exits with 78', async () => {
    at = await startPlace({
      SWEEP_INTERVAL: 'often',
      TASK_QUEUE: '',
      CAPTURE_WINDOW: 'P1D',
      SAFETY_MARGIN: 'P1D',
    });
    const started = at.start();
    expect(await started.ended).toBe(78);
    expect(started.stderr()).toContain('SWEEP_INTERVAL');
    expect(started.stderr()).toContain('SAFETY_MARGIN');
  });

  it('names the port that is taken, exits with 1 and leaves nothing running', async () => {
    at = await startPlace();
    const server = createServer();
    blocker = server;
    await new Promise<void>((resolve) => server.listen(at.port, '127.0.0.1', resolve));
    const started = at.start();
    expect(await started.ended).toBe(1);
    expect(started.stderr()).toContain(`Port ${at.port} on 127.0.0.1 is taken`);
  });

  it('names who holds the data directory', async () => {
    at = await startPlace();
    const first = at.start();
    await first.ready();
    const second = at.start({ env: { PORT: String(await getPort({ host: '127.0.0.1' })) } });
    expect(await second.ended).toBe(1);
    expect(second.stderr()).toContain(`in use by process ${first.pid}`);
    expect((await readyz()).status).toBe(200);
  }, 180_000);

  it('names a data directory that cannot be written', async () => {
    at = await startPlace();
    const started = at.start({ env: { HOLDFAST_DATA_DIR: '/dev/null/holdfast' } });
    expect(await started.ended).toBe(1);
    expect(started.stderr()).toContain('The data directory /dev/null/holdfast cannot be written to');
  });

  it('names a Temporal server that does not answer', async () => {
    const address = `127.0.0.1:${await getPort({ host: '127.0.0.1' })}`;
    at = await startPlace({ TEMPORAL_ADDRESS: address });
    const started = at.start();
    expect(await started.ended).toBe(1);
    expect(started.stderr()).toContain(`The Temporal server at ${address} does not answer`);
  }, 180_000);
});

describe('a start whose engine ends by itself', () => {
  it('answers 503 meanwhile, starts it again, and goes on with the orders', async () => {
    at = await startPlace();
    const started = at.start();
    await started.ready();
    const order = { ...exampleOrder('engine-away', { isShort: true }), policy: { captureWindow: 'PT20S' } };
    const { reservationUuid } = (await at.as('booking').post('/v1/reservations', order)).data;
    await axios.post(`${at.sandboxUrl()}/sandbox/reservations/${reservationUuid}/pay`);
    const isIn = (state: string) => async () => {
      const { data } = await at.as('viewer').get('/v1/reservations/engine-away');
      return data.state === state;
    };
    // The callback is a hint that comes once: lost with the engine, it would leave the payment to the sweep.
    await until('the payment is known', isIn('reserved'), BUSY_MACHINE);
    const server = serverPid(at.dataDir);
    process.kill(server, 'SIGKILL');
    const away = await at.as('viewer').get('/v1/reservations/engine-away');
    expect(away.status === 500 ? failuresIn(at.dataDir) : []).toEqual([]);
    expect([200, 503]).toContain(away.status);
    await untilOther(server);
    await until('the start is ready again', async () => (await readyz()).status === 200, BUSY_MACHINE);
    await until('the order is completed', isIn('completed'), BUSY_MACHINE);
    expect(started.stderr()).toContain('the engine is back');
  }, 240_000);

  it('takes a keeper that ends for the same', async () => {
    at = await startPlace();
    await at.start().ready();
    const server = serverPid(at.dataDir);
    process.kill(enginePids(at.dataDir).keeper, 'SIGKILL');
    await untilOther(server);
    await until('the start is ready again', async () => (await readyz()).status === 200, BUSY_MACHINE);
    expect(isAlive(server)).toBe(false);
  }, 180_000);
});

describe('a start whose provider does not take its token', () => {
  it('is not ready until the token is right again, and then goes on with the order', async () => {
    at = await startPlace();
    await at.start().ready();
    await axios.post(`${at.sandboxUrl()}/sandbox/token/revoke`);
    const order = exampleOrder('token-revoked', { isShort: true });
    const placed = at.as('booking').post('/v1/reservations', order);
    await until('it is not ready', async () => (await readyz()).missing.includes('provider'));
    await axios.post(`${at.sandboxUrl()}/sandbox/token/restore`);
    await placed;
    await until('the order has its checkout page', async () => {
      const { data } = await at.as('viewer').get('/v1/reservations/token-revoked');
      return data.state === 'awaitingPayment';
    });
    expect(await readyz()).toEqual({ status: 200, missing: [] });
  }, 180_000);
});
