/** The engine is away for a while under load: whoever places orders hears so and comes again, and every order goes on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import getPort from 'get-port';
import pLimit from 'p-limit';
import { type Engine, startEngine } from '../../src/engine/start-engine';
import { type RoleProcess, startTopology, type Topology, untilProbe, untilState } from '../roles/topology';
import { ensureBuilt } from '../start/built';
import { leaveFigure } from '../support/figures';
import { anOrder } from '../support/orders';
import { LOAD_MS, TEST_TIMEOUT_MS } from './pace';

const BUYERS = 5;
const PAUSE_MS = 500;

const directory = mkdtempSync(join(tmpdir(), 'holdfast-load-engine-'));
let at: Topology;
let engine: Engine;

beforeAll(ensureBuilt, 180_000);
afterEach(async () => {
  await at.close();
  await engine.stop();
  rmSync(directory, { recursive: true, force: true });
});

const start = (port: number): Promise<Engine> =>
  startEngine({ dataDir: directory, port, env: { ...process.env, TEMPORAL_ADDRESS: undefined } });

interface Placed {
  orderId: string;
  reservationUuid: string;
}

describe('an engine that is away under load', () => {
  it(
    'loses nothing: what was turned away comes again, and every order placed is captured once',
    async () => {
      const port = await getPort({ host: '127.0.0.1' });
      engine = await start(port);
      at = await startTopology(engine.address);
      const [server, worker] = await Promise.all([at.run('server'), at.run('worker')]);
      await Promise.all([server.ready(), worker.ready()]);
      const shop = openShop(server);
      await delay(5_000);
      await engine.stop();
      await delay(LOAD_MS);
      engine = await start(port);
      for (const each of [server, worker]) await untilProbe(each, '/readyz', ({ status }) => status === 200);
      await delay(5_000);
      const { placed, turnedAway, odd } = await shop.close();
      leaveFigure('engine away for', LOAD_MS / 1000, 's');
      leaveFigure('orders placed before, during and after', placed.length);
      leaveFigure('placings turned away meanwhile, and repeated', turnedAway);
      expect(odd).toEqual([]);
      expect(turnedAway).toBeGreaterThan(0);
      const few = pLimit(5);
      await Promise.all(placed.map((order) => few(() => settle(server, order))));
      const captures = await Promise.all(
        placed.map(({ reservationUuid }) => at.sandbox.captures(reservationUuid)),
      );
      expect(captures.filter((count) => count !== 1)).toEqual([]);
      leaveFigure('of them paid, and captured once', captures.length);
    },
    TEST_TIMEOUT_MS,
  );
});

async function settle(server: RoleProcess, { orderId, reservationUuid }: Placed): Promise<void> {
  await at.sandbox.pay(reservationUuid);
  await untilState(at, server, { orderId, state: 'completed' });
}

/** Buyers who place one order after the other, each with the same body until it is placed; `odd` are other answers. */
function openShop(server: RoleProcess) {
  const placed: Placed[] = [];
  const odd: number[] = [];
  let turnedAway = 0;
  let isOpen = true;
  async function place(order: ReturnType<typeof anOrder>): Promise<void> {
    for (;;) {
      const { status, data } = await at.as(server).post('/v1/reservations', order);
      if (status === 200 || status === 201) {
        placed.push({ orderId: order.orderId, reservationUuid: data.reservationUuid });
        return;
      }
      if (status === 503) turnedAway += 1;
      else if (status !== 202) odd.push(status);
      await delay(PAUSE_MS);
    }
  }
  async function buy(): Promise<void> {
    while (isOpen) {
      await place(anOrder({ policy: { captureAt: 'reserved' } }));
      await delay(PAUSE_MS);
    }
  }
  const buyers = Promise.all(Array.from({ length: BUYERS }, buy));
  return {
    async close() {
      isOpen = false;
      await buyers;
      return { placed, turnedAway, odd };
    },
  };
}
