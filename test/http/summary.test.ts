/** The counts of open orders, by the engine alone, over everything real. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EngineUnavailableError } from '../../src/client';
import { createSummary, type Summary } from '../../src/client/summary';
import type { OrderInput } from '../../workflows/order';
import { anOrder } from '../support/orders';
import { until } from '../support/until';
import { type EngineServer, startEngineServer } from './engine-server';
import { KEYS, problemOf, runServer } from './running-server';

let server: EngineServer;
beforeAll(async () => {
  server = await startEngineServer();
});
afterAll(() => server.close());

const summary = async (): Promise<Summary> => (await server.http.get('/v1/summary')).data;

async function placed(overrides: Partial<OrderInput> = {}): Promise<string> {
  const { data } = await server.http.post('/v1/reservations', anOrder(overrides));
  return data.orderId;
}

async function paid(overrides: Partial<OrderInput> = {}): Promise<string> {
  const orderId = await placed(overrides);
  await server.http.post(`/v1/sandbox/orders/${orderId}/pay`);
  return orderId;
}

describe('the summary', () => {
  it('counts open orders by state, by what is due, and by attention, of this task queue alone', async () => {
    await placed();
    await paid();
    await paid({ policy: { captureWindow: 'PT12H', safetyMargin: 'PT1H' } });
    await paid({ policy: { captureWindow: 'PT50M', safetyMargin: 'PT1M' } });
    const partly = await paid({
      policy: { complete: 'manual', remainder: 'capture', captureWindow: 'PT12H' },
    });
    const wholly = await paid({ policy: { complete: 'manual', captureWindow: 'PT12H' } });
    const done = await paid();
    await until('all are reserved', async () => (await summary()).byState.reserved === 6);
    await server.http.post(`/v1/reservations/${partly}/capture`, { amountMinor: 100 });
    await server.http.post(`/v1/reservations/${wholly}/capture`, {});
    await server.http.post(`/v1/reservations/${done}/capture`, {});
    await until('the ended one is not counted', async () => (await summary()).open === 6);
    const before = new Date().toISOString();
    const counted = await until('its states are published', async () => {
      const now = await summary();
      return now.byState.captured === 2 ? now : null;
    });
    expect(counted).toEqual({
      asOf: expect.any(String),
      open: 6,
      // What was captured wholly falls due no more.
      dueWithin24h: 3,
      dueWithin1h: 1,
      attention: 0,
      byState: {
        submitting: 0,
        awaitingPayment: 1,
        reserved: 3,
        captured: 2,
        completed: 0,
        cancelled: 0,
        expired: 0,
        failed: 0,
      },
    });
    expect(counted.asOf >= before).toBe(true);
  });

  it('is for every role, and for nobody without one', async () => {
    for (const key of Object.values(KEYS)) expect((await server.as(key).get('/v1/summary')).status).toBe(200);
    const { as } = await runServer();
    expect(problemOf(await as(null).get('/v1/summary'))).toContain('401 api_key_missing');
  });
});

describe('the counts', () => {
  it('are asked one after the other: a list that is asked meanwhile waits for one of them', async () => {
    const { client, taskQueue } = server.world;
    let underWay = 0;
    let most = 0;
    const counting = new Proxy(client, {
      get(target, name, receiver) {
        if (name !== 'workflow') return Reflect.get(target, name, receiver);
        return {
          count: async (query: string) => {
            underWay += 1;
            most = Math.max(most, underWay);
            return target.workflow.count(query).finally(() => (underWay -= 1));
          },
        };
      },
    });
    await createSummary({ client: counting, taskQueue })();
    expect(most).toBe(1);
  });
});

describe('many who ask at once', () => {
  it('share one count that began after they asked', async () => {
    const { client, taskQueue } = server.world;
    let counts = 0;
    const counting = new Proxy(client, {
      get(target, name, receiver) {
        if (name !== 'workflow') return Reflect.get(target, name, receiver);
        return {
          count: (query: string) => {
            counts += 1;
            return target.workflow.count(query);
          },
        };
      },
    });
    const summarize = createSummary({ client: counting, taskQueue, gapMs: 100 });
    const first = summarize();
    await until('the first count has begun', () => counts > 0);
    const answers = await Promise.all(Array.from({ length: 50 }, () => summarize()));
    expect(new Set([await first, ...answers]).size).toBe(2);
    const [second] = answers;
    expect(Date.parse(second?.asOf ?? '') - Date.parse((await first).asOf)).toBeGreaterThanOrEqual(99);
    // Two rounds of seven at most, and of the rare states where anything is left over.
    expect(counts).toBeLessThanOrEqual(2 * 12);
  });

  it('are told of an engine that is away, and counted for once it is back', async () => {
    const { client, taskQueue } = server.world;
    let isAway = true;
    const flaky = new Proxy(client, {
      get(target, name, receiver) {
        if (name !== 'workflow' || !isAway) return Reflect.get(target, name, receiver);
        return {
          count: async () => {
            throw new EngineUnavailableError();
          },
        };
      },
    });
    const summarize = createSummary({ client: flaky, taskQueue, gapMs: 1 });
    const refused = await Promise.allSettled([summarize(), summarize()]);
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isAway = false;
    expect((await summarize()).open).toBeGreaterThan(0);
  });
});

describe('the diagnosis', () => {
  it('is told to operators alone', async () => {
    const check = { name: 'engine', ok: true, message: 'The engine answers.', todo: null };
    const { as } = await runServer({ diagnose: async () => [check] });
    const told = await as(KEYS.operator).get('/v1/diagnosis');
    expect([told.status, told.data]).toEqual([200, { checks: [check] }]);
    for (const role of ['viewer', 'booking'] as const) {
      expect(problemOf(await as(KEYS[role]).get('/v1/diagnosis'))).toContain('403 role_not_allowed');
    }
  });
});
