/** A worker that dies while it makes a call within a workflow task: nobody knows of the call, and nothing is done twice for it. */
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import axios from 'axios';
import { ensureBuilt } from '../start/built';
import { anOrder } from '../support/orders';
import { until } from '../support/until';
import { aHeldOrder, placeAndPay, startTopology, type Topology, untilState } from './topology';

const ENGINE = process.env['HOLDFAST_TEST_ENGINE'] ?? '';

let at: Topology;
beforeAll(ensureBuilt, 180_000);
afterEach(() => at.close());

const PATIENCE = { patienceMs: 60_000, pollMs: 20 };

function untilCalled(call: string): Promise<boolean> {
  return until(
    `the provider has had a ${call}`,
    async () => (await at.sandbox.books()).executions.some(({ kind }) => kind === call),
    PATIENCE,
  );
}

async function reservationsOf(orderId: string): Promise<{ reservationUuid: string; status: string }[]> {
  const params = { referenceNo: orderId };
  return (await axios.get(`${at.sandbox.origin}/sandbox/reservations`, { params })).data.items;
}

async function startBoth() {
  at = await startTopology(ENGINE, { FRONT_PAYMENT_TIMEOUT: 'PT8S', VERIFY_SCHEDULE: 'PT1S,PT1S,PT1S,PT1S' });
  const [server, worker] = await Promise.all([at.run('server'), at.run('worker')]);
  await Promise.all([server.ready(), worker.ready()]);
  return { server, worker };
}

describe('a worker that dies at a call within a workflow task', () => {
  it('leaves one reservation to be paid where it had submitted, and releases what was lost with it', async () => {
    const { server, worker } = await startBoth();
    const order = anOrder();
    await at.sandbox.setFault({ call: 'submit', kind: 'timeout', when: 'after', times: 1 });
    const placing = at.as(server).post('/v1/reservations', order);
    await untilCalled('submit');
    worker.child.kill('SIGKILL');
    await worker.ended;
    await at.run('worker').then((second) => second.ready());
    await untilState(at, server, { orderId: order.orderId, state: 'awaitingPayment' });
    await placing;
    const { data } = await at.as(server).get(`/v1/reservations/${order.orderId}`);
    const open = await until(
      'one of them is left',
      async () => {
        const standing = (await reservationsOf(order.orderId)).filter(({ status }) => status === 'SENT');
        return standing.length === 1 ? standing : null;
      },
      PATIENCE,
    );
    expect(open.map(({ reservationUuid }) => reservationUuid)).toEqual([data.reservationUuid]);
    expect(data.attention).toBeNull();
  }, 180_000);

  it('leaves a completed order completed, and says that it was', async () => {
    const { server, worker } = await startBoth();
    const { orderId } = await placeAndPay(at, server, aHeldOrder());
    await at.sandbox.setFault({ call: 'complete', kind: 'timeout', when: 'after', times: 1 });
    const { data } = await at.as(server).post(`/v1/reservations/${orderId}/capture`, {});
    expect(data.operation).toMatchObject({ status: 'executed' });
    await untilCalled('complete');
    worker.child.kill('SIGKILL');
    await worker.ended;
    await at.run('worker').then((second) => second.ready());
    await untilState(at, server, { orderId, state: 'completed' });
    const { data: ended } = await at.as(server).get(`/v1/reservations/${orderId}`);
    const completing = ended.operations.filter(({ kind }: { kind: string }) => kind === 'complete');
    expect(completing.map(({ status }: { status: string }) => status)).toEqual(['executed']);
    expect(ended.attention).toBeNull();
  }, 180_000);
});
