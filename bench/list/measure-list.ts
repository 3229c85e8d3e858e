/**
 * What it takes to list many orders: a page, a search, all of them as CSV; and what those cost who follow streams of events:
 * nothing for each of them.
 */
import axios, { type AxiosInstance } from 'axios';
import type { Bench, Run } from '../bench';
import { startCountedServer } from '../counting/counted-server';
import { parkOrders } from '../dashboard/park-orders';
import { parkedOrder } from '../dashboard/parked-order';
import type { Figure, Goal } from '../figures';
import { startHoldfast } from '../holdfast/start-holdfast';
import { startProvider } from '../provider/start-provider';
import { type FollowersCost, whatFollowersCost } from './what-followers-cost';

const PAGE: Goal = { atMost: 50 };

/** The one list of the change feed, whoever follows and however many; a window may see the beginning of one more. */
const ONE_LIST_A_SECOND: Goal = { atMost: 1.1 };

const FOLLOWERS = 100;
const EXPORTS = 3;
const PARK_MS = 15 * 60_000;
const REQUEST_MS = 120_000;

/** `orders` holds; `rounds` pages and searches. */
export const listBench: Bench = {
  name: 'list',
  about: 'the first page, a search and the CSV of many orders; what a hundred followers of events cost',
  usual: { rounds: 100, orders: 10_000 },
  measure: measureList,
};

/** @throws Error when the orders could not be parked, or anything is answered otherwise than it should be */
async function measureList({ rounds, orders, say }: Run): Promise<Figure[]> {
  const provider = await startProvider();
  const holdfast = await startHoldfast({ provider, roles: 'apart' });
  try {
    const { address, taskQueue } = holdfast;
    await parkOrders({ address, taskQueue, count: orders, patienceMs: PARK_MS, say });
    const api = axios.create({
      baseURL: holdfast.url,
      timeout: REQUEST_MS,
      headers: { Authorization: `Bearer ${holdfast.key('viewer')}` },
    });
    const first = await pageMs(api, {}, Math.min(orders, 50));
    const pages = await times(rounds, () => pageMs(api, {}, Math.min(orders, 50)));
    const due = await times(rounds, () => pageMs(api, { sort: 'captureBy' }, Math.min(orders, 50)));
    const draw = anotherOf(orders);
    const searches = await times(rounds, () => pageMs(api, { q: draw() }, 1));
    say('pages and searches are measured');
    const exports = await times(EXPORTS, () => csvMs(api, orders));
    say('the CSV is measured');
    const counted = await startCountedServer(holdfast, provider);
    try {
      const measured = {
        server: counted,
        enginePid: holdfast.processes().engine,
        key: holdfast.key('viewer'),
      };
      const none = await whatFollowersCost({ ...measured, paths: [] });
      const ofAll = await whatFollowersCost({ ...measured, paths: Array(FOLLOWERS).fill('/v1/changes') });
      say(`${FOLLOWERS} followers of all changes are measured`);
      const paths = Array.from({ length: FOLLOWERS }, () => `/v1/reservations/${draw()}/events`);
      const ofOne = await whatFollowersCost({ ...measured, paths });
      return [
        figure('first page, nothing remembered', [first]),
        figure('first page (p50)', pages, PAGE),
        figure('first page by deadline (p50)', due),
        figure('search for an order (p50)', searches),
        figure(`CSV of ${orders} orders`, exports),
        ...costFigures('nobody follows', none, null),
        ...costFigures(`${FOLLOWERS} follow all changes`, ofAll, ONE_LIST_A_SECOND),
        ...costFigures(`${FOLLOWERS} follow an order each`, ofOne, ONE_LIST_A_SECOND),
      ];
    } finally {
      await counted.stop();
    }
  } finally {
    await holdfast.stop();
    await provider.stop();
  }
}

function figure(name: string, values: readonly number[], goal: Goal | null = null): Figure {
  return { name, unit: 'ms', values, goal };
}

function costFigures(
  who: string,
  { callsPerSecond, serverCpuPercent, engineCpuPercent }: FollowersCost,
  goal: Goal | null,
): Figure[] {
  return [
    { name: `${who}: calls to the engine`, unit: 'per second', values: [callsPerSecond], goal },
    { name: `${who}: CPU of the server`, unit: '%', values: [serverCpuPercent], goal: null },
    { name: `${who}: CPU of the engine`, unit: '%', values: [engineCpuPercent], goal: null },
  ];
}

/** One after the other: each measurement has the machine for itself. */
async function times<T>(count: number, measure: () => Promise<T>): Promise<T[]> {
  const measured: T[] = [];
  while (measured.length < count) measured.push(await measure());
  return measured;
}

/** Another order each time, spread over all: none comes twice. */
function anotherOf(orders: number): () => string {
  let drawn = 0;
  return () => {
    drawn += 1;
    const index = Math.floor((drawn * 0.618_034 * orders) % orders);
    return parkedOrder(index, { count: orders, nowMs: Date.now() }).input.orderId;
  };
}

async function pageMs(api: AxiosInstance, params: object, rows: number): Promise<number> {
  const begunMs = performance.now();
  const { data } = await api.get('/v1/reservations', { params });
  const tookMs = performance.now() - begunMs;
  if (data.items.length !== rows)
    throw new Error(`${data.items.length} rows instead of ${rows} were listed.`);
  return tookMs;
}

/** Until the last row has come. Each order must be in it, once, with all that is known of it. */
async function csvMs(api: AxiosInstance, orders: number): Promise<number> {
  const begunMs = performance.now();
  const { data } = await api.get<string>('/v1/reservations', { headers: { Accept: 'text/csv' } });
  const tookMs = performance.now() - begunMs;
  const rows = data.trimEnd().split('\r\n').slice(1);
  const readable = rows.filter((row) => row.includes(',reserved,'));
  if (rows.length !== orders || readable.length !== orders)
    throw new Error(`The CSV has ${rows.length} rows, ${readable.length} of them readable.`);
  return tookMs;
}
