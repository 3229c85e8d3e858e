/** Fifty clients at once, for a while: all are answered, and the server needs no more memory at the end than at the beginning. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import autocannon from 'autocannon';
import axios from 'axios';
import { type RoleProcess, startTopology, type Topology } from '../roles/topology';
import { ensureBuilt } from '../start/built';
import { leaveFigure } from '../support/figures';
import { anOrder } from '../support/orders';
import { LOAD_MS, TEST_TIMEOUT_MS } from './pace';

const CLIENTS = 50;
const keyOf = (client: number): string => `operator-key-of-client-${client}`;

let at: Topology;
let server: RoleProcess;

beforeAll(async () => {
  await ensureBuilt();
  at = await startTopology(process.env['HOLDFAST_TEST_ENGINE'] ?? '', {
    // The limit is per key; one key for all would be limited.
    HOLDFAST_API_KEYS: Array.from({ length: CLIENTS }, (_, client) => `operator:${keyOf(client)}`).join(','),
  });
  const [started, worker] = await Promise.all([at.run('server'), at.run('worker')]);
  server = await started.ready();
  await worker.ready();
}, 240_000);
afterAll(() => at.close());

const headersOf = (client: number) => ({
  Authorization: `Bearer ${keyOf(client)}`,
  'Content-Type': 'application/json',
});

/** Nine readings for each order placed, under the key of one client. */
function requestsFor(orderId: string, client: number): autocannon.Request[] {
  const headers = headersOf(client);
  const reads = ['', '/events', '/sheet'].map((part) => ({
    method: 'GET' as const,
    headers,
    path: `/v1/reservations/${orderId}${part}`,
  }));
  const lists = ['?limit=20', '?state=awaitingPayment&limit=5', '?q=booking&limit=5'].map((query) => ({
    method: 'GET' as const,
    headers,
    path: `/v1/reservations${query}`,
  }));
  const place = {
    method: 'POST' as const,
    headers,
    path: '/v1/reservations',
    setupRequest: (request: autocannon.Request) => ({ ...request, body: JSON.stringify(anOrder()) }),
  };
  return [...reads, ...lists, ...reads, place];
}

type Asks = (client: number) => autocannon.Request[];

async function load(options: Partial<autocannon.Options>, requests: Asks): Promise<autocannon.Result> {
  let client = 0;
  return await autocannon({
    url: server.url,
    timeout: 60,
    setupClient: (connection) => {
      connection.setRequests(requests(client % CLIENTS));
      client += 1;
    },
    ...options,
  } as autocannon.Options);
}

async function placeOne(): Promise<string> {
  const order = anOrder();
  const { status } = await axios.post(`${server.url}/v1/reservations`, order, { headers: headersOf(0) });
  expect(status).toBe(201);
  return order.orderId;
}

/** The heap in use, sampled until the work is over; the least of a stretch is what stays after garbage was collected. */
async function heapDuring(work: Promise<unknown>): Promise<number[]> {
  const samples: number[] = [];
  let isOver = false;
  work.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    const { data } = await axios.get<string>(`${server.url}/metrics`);
    const [, bytes] = /^nodejs_heap_size_used_bytes(?:\{[^}]*\})? (\S+)$/m.exec(data) ?? [];
    samples.push(Number(bytes));
    await delay(100);
  }
  return samples;
}

const MB = 1024 * 1024;

describe('fifty clients at once', () => {
  it(
    'are all answered, and leave the server no larger than they found it',
    async () => {
      const orderId = await placeOne();
      const requests: Asks = (client) => requestsFor(orderId, client);
      await load({ connections: CLIENTS, duration: 5 }, requests);
      const loading = load({ connections: CLIENTS, duration: Math.ceil(LOAD_MS / 1000) }, requests);
      const heap = await heapDuring(loading);
      const result = await loading;
      const third = Math.floor(heap.length / 3);
      const before = Math.min(...heap.slice(0, third));
      const after = Math.min(...heap.slice(-third));
      leaveFigure('fifty clients, for', result.duration, 's');
      leaveFigure('requests answered', result.requests.total);
      leaveFigure('requests a second', result.requests.average);
      leaveFigure('median / 99 % of answers', `${result.latency.p50} / ${result.latency.p99}`, 'ms');
      leaveFigure(
        'errors, time-outs, other answers than 2xx',
        result.errors + result.timeouts + result.non2xx,
      );
      leaveFigure(
        'least heap in the first and in the last third',
        `${(before / MB).toFixed(1)} / ${(after / MB).toFixed(1)}`,
        'MB',
      );
      expect({ errors: result.errors, timeouts: result.timeouts, others: otherThan2xx(result) }).toEqual({
        errors: 0,
        timeouts: 0,
        others: {},
      });
      expect(result.requests.total).toBeGreaterThan(CLIENTS);
      // What is bounded by design (caches of rows, counters) may still fill; what leaks grows with the requests.
      expect(after - before).toBeLessThan(24 * MB);
    },
    TEST_TIMEOUT_MS,
  );

  it(
    'thirty times as many are answered or turned away with a time to come again, and then all is as before',
    async () => {
      const orderId = await placeOne();
      const waits = new Set<string>();
      const result = await load({ connections: 30 * CLIENTS, amount: 6_000 }, (client) => [
        {
          method: 'GET',
          path: `/v1/reservations/${orderId}`,
          headers: headersOf(client),
          onResponse: (status, _body, _context, headers) => {
            if (status === 503) waits.add(`${headers?.['retry-after']}`);
          },
        },
      ]);
      const statuses = Object.keys(result.statusCodeStats ?? {});
      leaveFigure('1,500 at once: answered / turned away', `${result['2xx']} / ${result['5xx']}`);
      expect(statuses.filter((status) => status !== '200' && status !== '503')).toEqual([]);
      expect([result.errors, result.timeouts]).toEqual([0, 0]);
      expect(result['2xx']).toBeGreaterThan(0);
      // How many are turned away is the machine's affair; each of them is told when to come again.
      expect(waits.size > 0).toBe(result['5xx'] > 0);
      expect([...waits].filter((wait) => !/^[1-9]\d*$/.test(wait))).toEqual([]);
      expect(await placeOne()).toBeTruthy();
    },
    TEST_TIMEOUT_MS,
  );
});

/** How many answers there were of each other status. */
function otherThan2xx({ statusCodeStats = {} }: autocannon.Result): Record<string, number | undefined> {
  const others = Object.entries(statusCodeStats).filter(([status]) => !status.startsWith('2'));
  return Object.fromEntries(others.map(([status, { count }]) => [status, count]));
}
