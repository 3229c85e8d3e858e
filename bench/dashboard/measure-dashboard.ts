/**
 * How soon an operator can use the first screen, over many open orders and everything real: `holdfast start` as a user has
 * it, the embedded engine, a browser without a cache. Warm, and right after a restart, when no process remembers anything.
 */
import { ensureBuilt } from '../../test/start/built';
import { type StartPlace, startPlace } from '../../test/start/start-process';
import { findBrowser, launchBrowser } from '../../test/support/browser';
import type { Bench, Run } from '../bench';
import type { Figure, Goal } from '../figures';
import { type FirstLook, openDue } from './open-due';
import { parkOrders } from './park-orders';
import { parkedOrder } from './parked-order';

/** The goal of the first screen: the rows stand, each with its command; and of what is typed into it then. */
const USABLE: Goal = { atMost: 1_000 };
const FIRST_LOAD: Goal = { atMost: 200_000 };

/** How often Holdfast is started anew. */
const RESTARTS = 3;

const SEED_MS = 15 * 60_000;

/** `orders` holds; `rounds` looks at a warm server, and one after each restart. */
export const dashboardBench: Bench = {
  name: 'dashboard',
  about: 'the first screen in a real Chromium, over many open orders, warm and after a restart',
  usual: { rounds: 9, orders: 10_000 },
  measure: measureDashboard,
};

/** @throws Error without a browser, or when the orders could not be parked */
async function measureDashboard({ orders, rounds, say }: Run): Promise<Figure[]> {
  const browserPath = findBrowser();
  if (browserPath === null) throw new Error('There is no chromium or chrome. Set CHROME_PATH to one.');
  ensureBuilt();
  const place = await startPlace();
  const browser = await launchBrowser(browserPath);
  try {
    let running = await start(place);
    const seedBeganMs = performance.now();
    const address = /Temporal +(\S+:\d+)/.exec(running.stdout())?.[1] ?? '';
    await parkOrders({ address, taskQueue: 'reservations', count: orders, patienceMs: SEED_MS, say });
    const perSecond = orders / ((performance.now() - seedBeganMs) / 1_000);
    say(`${orders} orders are parked`);
    const draw = searchedFor(orders);
    await openDue(browser, place, draw());
    const warm = await times(rounds, () => openDue(browser, place, draw()));
    const lists = await times(rounds * 3, () => firstPageMs(place));
    say('measured warm');
    const cold = await times(RESTARTS, async (round) => {
      running.child.kill('SIGTERM');
      await running.ended;
      running = await start(place);
      say(`restart ${round + 1} of ${RESTARTS}`);
      return openDue(browser, place, draw());
    });
    return [
      ...looksOf('warm', warm, USABLE),
      ...looksOf('directly after a restart', cold, null),
      figure('GET /v1/reservations, first page', lists),
      {
        ...figure(
          'first load',
          warm.map(({ bytes }) => bytes),
          FIRST_LOAD,
        ),
        unit: 'bytes',
      },
      { ...figure('orders parked', [perSecond]), unit: 'per second' },
    ];
  } finally {
    await browser.close();
    await place.close();
  }
}

async function start(place: StartPlace) {
  const running = place.start();
  await running.ready();
  return running;
}

/** A warm look is held to the goal; after a restart no process remembers anything, and nobody promised a second. */
function looksOf(when: string, looks: readonly FirstLook[], goal: Goal | null): Figure[] {
  const of = (read: (look: FirstLook) => number): number[] => looks.map(read);
  return [
    figure(
      `Due is usable, ${when}`,
      of(({ rowsMs }) => rowsMs),
      goal,
    ),
    figure(
      `a search typed then, ${when}`,
      of(({ answeredMs, rowsMs }) => answeredMs - rowsMs),
      goal,
    ),
    figure(
      `both, ${when}`,
      of(({ answeredMs }) => answeredMs),
    ),
  ];
}

function figure(name: string, values: readonly number[], goal: Goal | null = null): Figure {
  return { name, unit: 'ms', values, goal };
}

/** One after the other: each measurement has the machine for itself. */
async function times<T>(count: number, measure: (round: number) => Promise<T>): Promise<T[]> {
  const measured: T[] = [];
  for (let round = 0; round < count; round += 1) measured.push(await measure(round));
  return measured;
}

/** Another order each time, spread over all: none was asked for before. */
function searchedFor(orders: number): () => string {
  let drawn = 0;
  return () => {
    drawn += 1;
    const index = Math.floor((drawn * 0.618_034 * orders) % orders);
    return parkedOrder(index, { count: orders, nowMs: Date.now() }).input.orderId;
  };
}

async function firstPageMs(place: StartPlace): Promise<number> {
  const begunMs = performance.now();
  const { status, data } = await place.as('operator').get('/v1/reservations');
  const tookMs = performance.now() - begunMs;
  if (status !== 200 || data.items.length === 0) throw new Error(`The list was answered ${status}.`);
  return tookMs;
}
