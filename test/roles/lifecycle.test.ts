/** Orders live through servers and workers that are processes of their own, whichever of them takes the next step. */
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { workflowIdOf } from '../../workflows/messages';
import type { OrderInput } from '../../workflows/order';
import { ensureBuilt } from '../start/built';
import { connectToEngine } from '../support/engine';
import { leaveFigure } from '../support/figures';
import { anOrder } from '../support/orders';
import { until } from '../support/until';
import {
  aHeldOrder,
  placeAndPay,
  type RoleProcess,
  startTopology,
  type Topology,
  untilProbe,
  untilState,
} from './topology';

const ENGINE = process.env['HOLDFAST_TEST_ENGINE'] ?? '';
const ORDERS = 110;
const RATE_PER_MINUTE = 120;

let at: Topology;
beforeAll(ensureBuilt, 180_000);
afterEach(() => at.close());

describe('a server and two workers', () => {
  it('take an order through its whole life; the server is not ready before a worker works', async () => {
    at = await startTopology(ENGINE);
    const server = await at.run('server').then((made) => made.ready());
    await untilProbe(
      server,
      '/readyz',
      ({ status, missing }) => status === 503 && missing.join() === 'worker',
    );
    const workers = await Promise.all([at.run('worker'), at.run('worker')]);
    for (const worker of workers) await worker.ready();
    for (const each of [server, ...workers]) {
      await untilProbe(each, '/readyz', ({ status }) => status === 200);
      expect(await each.probe('/healthz')).toMatchObject({ status: 200 });
    }
    const { orderId, uuid } = await placeAndPay(at, server, aHeldOrder());
    const { data } = await at.as(server).post(`/v1/reservations/${orderId}/capture`, {});
    expect(data.operation).toMatchObject({ kind: 'capture', status: 'executed' });
    await untilState(at, server, { orderId, state: 'completed' });
    const refund = { reference: data.operation.reference };
    const { data: refunded } = await at.as(server).post(`/v1/reservations/${orderId}/refund`, refund);
    expect(refunded.reservation.amounts).toMatchObject({ capturedMinor: 300_000, refundedMinor: 300_000 });
    expect(await at.sandbox.captures(uuid)).toBe(1);
  }, 180_000);

  it('spend nothing on where promises came from, and say nothing of it', async () => {
    at = await startTopology(ENGINE);
    const [server, worker] = await Promise.all([at.run('server'), at.run('worker')]);
    await Promise.all([server.ready(), worker.ready()]);
    const { orderId } = await placeAndPay(at, server, aHeldOrder());
    const { client, close } = await connectToEngine(ENGINE);
    const asked = client.workflow.getHandle(workflowIdOf(orderId)).query('__stack_trace');
    await expect(asked.finally(close)).rejects.toThrow('stack traces are not enabled');
    for (const line of `${worker.stdout()}${worker.stderr()}`.trim().split('\n')) {
      expect(JSON.parse(line)).toMatchObject({ msg: expect.not.stringContaining('promise') });
    }
  }, 180_000);

  it('capture once when the worker at it is killed', async () => {
    at = await startTopology(ENGINE, { FRONT_PAYMENT_TIMEOUT: 'PT3S' });
    const [server, first] = await Promise.all([at.run('server'), at.run('worker')]);
    await Promise.all([server.ready(), first.ready()]);
    const { orderId, uuid } = await placeAndPay(at, server, aHeldOrder());
    await at.sandbox.setFault({ call: 'capture', kind: 'timeout', when: 'after', times: 1 });
    const answer = at.as(server).post(`/v1/reservations/${orderId}/capture`, {});
    await until('the provider has captured', async () => (await at.sandbox.captures(uuid)) === 1);
    first.child.kill('SIGKILL');
    expect(await first.ended).toBe('SIGKILL');
    await at.run('worker').then((second) => second.ready());
    await untilState(at, server, { orderId, state: 'completed' });
    expect([200, 202]).toContain((await answer).status);
    expect(await at.sandbox.captures(uuid)).toBe(1);
    leaveFigure(
      'captures at the provider after the worker at it was killed',
      await at.sandbox.captures(uuid),
    );
  }, 180_000);
});

describe('two servers and two workers', () => {
  it('keep to one budget of calls together', async () => {
    at = await startTopology(ENGINE, {
      FRONT_PAYMENT_RATE_PER_MINUTE: String(RATE_PER_MINUTE),
      SWEEP_INTERVAL: 'P1D',
    });
    const roles = ['server', 'server', 'worker', 'worker'] as const;
    const [one, other, ...workers] = await Promise.all(roles.map((role) => at.run(role)));
    if (!one || !other) throw new Error('There are no servers.');
    for (const each of [one, other, ...workers]) await each.ready();
    const orders = Array.from({ length: ORDERS }, () => anOrder());
    await Promise.all(orders.map((order, index) => placeInTheEnd(index % 2 === 0 ? one : other, order)));
    const submits = await until(
      'all are submitted',
      async () => {
        const { calls } = await at.sandbox.books();
        const found = calls.filter(({ call }) => call === 'submit');
        return found.length >= ORDERS ? found : null;
      },
      { patienceMs: 90_000, pollMs: 250 },
    );
    expect(submits.filter(({ status }) => status === 429)).toEqual([]);
    const times = submits.map((submit) => Date.parse(submit.at)).sort((a, b) => a - b);
    const tookS = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
    // Half of the minute may go at once, a twentieth more for each worker before it hears of the other, and what the engine
    // has saved up in an idle second. With a budget for each all of them would.
    const atOnce = RATE_PER_MINUTE * (0.5 + 2 * 0.05) + (2 * RATE_PER_MINUTE) / 60;
    const leastS = (ORDERS - 1 - atOnce) / (RATE_PER_MINUTE / 60);
    expect(tookS).toBeGreaterThan(leastS * 0.9);
    expect(await callersOf(orders.map(({ orderId }) => orderId))).toBe(2);
    leaveFigure('calls a minute of two workers with a budget of 120', Math.round((ORDERS / tookS) * 60));
  }, 240_000);
});

/** An engine that has too much to do says so, and is asked again: the same order is placed once. */
async function placeInTheEnd(server: RoleProcess, order: OrderInput): Promise<void> {
  let last: unknown = null;
  await until(
    () => `the order is placed; last it was answered ${JSON.stringify(last)}`,
    async () => {
      const { status, data } = await at.as(server).post('/v1/reservations', order);
      last = [status, data.code];
      return [200, 201, 202].includes(status);
    },
    { patienceMs: 90_000, pollMs: 500 },
  );
}

/** How many workers took on the provider's calls of these orders. */
async function callersOf(orderIds: string[]): Promise<number> {
  const engine = await connectToEngine();
  const callers = new Set<string>();
  for (const orderId of orderIds) {
    const { events } = await engine.client.workflow.getHandle(`reservation/${orderId}`).fetchHistory();
    for (const event of events ?? []) {
      const identity = event.activityTaskStartedEventAttributes?.identity;
      if (identity) callers.add(identity);
    }
  }
  await engine.close();
  return callers.size;
}
