/** Ten thousand forged callbacks: they cost the engine nothing, and nobody waits for them. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import autocannon from 'autocannon';
import { createCallbackTokens } from '../../src/callbacks/token';
import { aHeldOrder, placeAndPay, type RoleProcess, startTopology, type Topology } from '../roles/topology';
import { ensureBuilt } from '../start/built';
import { leaveFigure } from '../support/figures';
import { TEST_TIMEOUT_MS } from './pace';

const FORGED = 10_000;
const ENGINE = process.env['HOLDFAST_TEST_ENGINE'] ?? '';

let at: Topology;
let server: RoleProcess;
let connection: Connection;

beforeAll(async () => {
  await ensureBuilt();
  connection = await Connection.connect({ address: ENGINE });
  at = await startTopology(ENGINE);
  const [started, worker] = await Promise.all([at.run('server'), at.run('worker')]);
  server = await started.ready();
  await worker.ready();
}, 240_000);
afterAll(async () => {
  await at.close();
  await connection.close();
});

describe('ten thousand forged callbacks', () => {
  it(
    'cost no signal, while an order beside them is read and captured',
    async () => {
      const { orderId, uuid } = await placeAndPay(at, server, aHeldOrder());
      const history = () =>
        new Client({ connection }).workflow.getHandle(`reservation/${orderId}`).fetchHistory();
      const before = (await history()).events?.length ?? 0;
      const tokens = createCallbackTokens(at.env['FRONT_PAYMENT_CALLBACK_SECRET'] ?? '');
      const genuine = new URL(tokens.urlFor({ publicUrl: server.url, orderId, attempt: 1 })).pathname;
      const query = `?orderUuid=${uuid}&status=CAPTURED&checksum=${'0'.repeat(64)}`;
      const flood = autocannon({
        url: server.url,
        connections: 50,
        amount: FORGED,
        timeout: 60,
        requests: [{ path: `${genuine}${query}` }, { path: `/callbacks/front-payment/forged${query}` }],
      });
      const read = await at.as(server).get(`/v1/reservations/${orderId}`);
      const result = await flood;
      expect(read.status).toBe(200);
      expect([result.errors, result.timeouts]).toEqual([0, 0]);
      expect(result.statusCodeStats).toEqual({ 403: { count: FORGED / 2 }, 404: { count: FORGED / 2 } });
      const cost = ((await history()).events?.length ?? 0) - before;
      expect(cost).toBe(0);
      leaveFigure('forged callbacks', result.requests.total);
      leaveFigure('refused a second', result.requests.average);
      leaveFigure('events they cost the order', cost);
      const captured = await at.as(server).post(`/v1/reservations/${orderId}/capture`, {});
      expect([captured.status, await at.sandbox.captures(uuid)]).toEqual([200, 1]);
    },
    TEST_TIMEOUT_MS,
  );
});
