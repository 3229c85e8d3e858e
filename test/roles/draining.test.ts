/** A worker and a server that are told to stop: what they are at comes home, and they exit with 0. */
import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureBuilt } from '../start/built';
import { leaveFigure } from '../support/figures';
import { until } from '../support/until';
import { type Balanced, balance } from './balance';
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

/** Done, not known yet, or nobody there to tell while one worker has gone and the next has not come: never a refusal. */
const ANSWERS = [200, 202, 503];

let at: Topology;
beforeAll(ensureBuilt, 180_000);
afterEach(() => at.close());

async function stopped(process: RoleProcess): Promise<number> {
  const startedAtMs = performance.now();
  process.child.kill('SIGTERM');
  expect(await process.ended).toBe(0);
  return (performance.now() - startedAtMs) / 1000;
}

/** Asks for a capture that the provider executes at once and answers late; gives the answer to come, once it is executed. */
async function captureUnderWay(
  server: RoleProcess,
  { uuid, orderId, afterMs }: { uuid: string; orderId: string; afterMs: number },
): Promise<{ answer: Promise<{ status: number }> }> {
  await at.sandbox.setFault({ call: 'capture', kind: 'slow', when: 'after', afterMs, times: 1 });
  const answer = at.as(server).post(`/v1/reservations/${orderId}/capture`, {});
  await until('the provider has captured', async () => (await at.sandbox.captures(uuid)) === 1);
  return { answer };
}

async function captureOf(server: RoleProcess, orderId: string): Promise<{ status: string }> {
  const { data } = await at.as(server).get(`/v1/reservations/${orderId}`);
  return data.operations.find(({ kind }: { kind: string }) => kind === 'capture');
}

describe('a worker that is told to stop in the middle of a call to the provider', () => {
  it('waits for the answer, tells the order of it, and exits with 0', async () => {
    at = await startTopology(ENGINE, { FRONT_PAYMENT_TIMEOUT: 'PT20S' });
    const [server, first] = await Promise.all([at.run('server'), at.run('worker')]);
    await Promise.all([server.ready(), first.ready()]);
    const { orderId, uuid } = await placeAndPay(at, server, aHeldOrder());
    const { answer } = await captureUnderWay(server, { uuid, orderId, afterMs: 6_000 });
    leaveFigure('a worker with a call under way has drained in', await stopped(first), 's');
    expect(first.stdout()).not.toContain('before all calls came home');
    await at.run('worker').then((second) => second.ready());
    await untilState(at, server, { orderId, state: 'completed' });
    expect(ANSWERS).toContain((await answer).status);
    expect(await captureOf(server, orderId)).toMatchObject({ status: 'executed' });
    expect(await at.sandbox.captures(uuid)).toBe(1);
    leaveFigure('captures at the provider after it', await at.sandbox.captures(uuid));
  }, 180_000);

  it('leaves an answer that does not come within its grace to be verified by another worker', async () => {
    const env = { FRONT_PAYMENT_TIMEOUT: 'PT10S', SHUTDOWN_GRACE: 'PT4S' };
    at = await startTopology(ENGINE, env);
    const [server, first] = await Promise.all([at.run('server'), at.run('worker')]);
    await Promise.all([server.ready(), first.ready()]);
    const { orderId, uuid } = await placeAndPay(at, server, aHeldOrder());
    const { answer } = await captureUnderWay(server, { uuid, orderId, afterMs: 120_000 });
    leaveFigure('a worker whose call does not come home has stopped in', await stopped(first), 's');
    await at.run('worker').then((second) => second.ready());
    await untilState(at, server, { orderId, state: 'completed' });
    expect(await captureOf(server, orderId)).toMatchObject({ status: 'executed' });
    expect(await at.sandbox.captures(uuid)).toBe(1);
    expect(ANSWERS).toContain((await answer).status);
  }, 180_000);

  it('ends at once at a second signal, and not with 0', async () => {
    at = await startTopology(ENGINE, { SHUTDOWN_GRACE: 'PT5M', SHUTDOWN_DELAY: 'PT2M' });
    const server = await at.run('server').then((made) => made.ready());
    server.child.kill('SIGTERM');
    await server.says('draining');
    const again = setInterval(() => server.child.kill('SIGTERM'), 100);
    expect(await server.ended).toBe(130);
    clearInterval(again);
  }, 120_000);
});

describe('a server that is told to stop while it is asked', () => {
  it('is not ready from that moment, cuts no request, ends streams with a hint, and exits with 0', async () => {
    at = await startTopology(ENGINE, { SHUTDOWN_DELAY: 'PT6S' });
    const [leaving, staying] = await Promise.all([at.run('server'), at.run('server'), at.run('worker')]);
    await Promise.all([leaving.ready(), staying.ready()]);
    await untilProbe(leaving, '/readyz', ({ status }) => status === 200);
    const { orderId, uuid } = await placeAndPay(at, leaving, aHeldOrder());
    const stream = follow(leaving, at);
    await stream.begun;
    const clients: Balanced = balance(at, [leaving, staying], orderId);
    await until('both are asked', () => clients.answeredBy(leaving) > 20 && clients.answeredBy(staying) > 20);
    const { answer } = await captureUnderWay(leaving, { uuid, orderId, afterMs: 5_000 });
    const startedAtMs = performance.now();
    leaving.child.kill('SIGTERM');
    await untilProbe(
      leaving,
      '/readyz',
      ({ status, missing }) => status === 503 && missing.includes('draining'),
    );
    expect(await leaving.probe('/healthz')).toMatchObject({ status: 200 });
    expect(await stream.ended).toMatch(/retry: \d{4}\n\n$/);
    expect(await leaving.ended).toBe(0);
    leaveFigure('a server under requests has drained in', (performance.now() - startedAtMs) / 1000, 's');
    expect((await answer).status).toBe(200);
    const before = clients.answeredBy(staying);
    await until('the other one is asked on', () => clients.answeredBy(staying) > before + 20);
    const { answered, failures } = await clients.stop();
    expect(failures).toEqual([]);
    leaveFigure('requests answered while it drained, by both', answered);
    leaveFigure('requests cut', failures.length);
  }, 180_000);
});

/** The stream of all changes, to its end. */
function follow({ url }: RoleProcess, { env }: Topology): { begun: Promise<void>; ended: Promise<string> } {
  const [, key] = /operator:(\S+)/.exec(env['HOLDFAST_API_KEYS'] ?? '') ?? [];
  let onBegun = () => {};
  const begun = new Promise<void>((resolve) => {
    onBegun = resolve;
  });
  const ended = new Promise<string>((resolve, reject) => {
    const headers = { Authorization: `Bearer ${key}`, Accept: 'text/event-stream' };
    get(`${url}/v1/changes`, { headers, agent: false }, (response) => {
      onBegun();
      text(response).then(resolve, reject);
    }).on('error', reject);
  });
  return { begun, ended };
}
