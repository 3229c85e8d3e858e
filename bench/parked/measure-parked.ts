/**
 * What orders cost that wait for their capture timer: database, memory, CPU of nothing happening. And what becomes of their
 * timers when all workers were restarted meanwhile.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../../test/support/until';
import type { Bench, Run } from '../bench';
import type { Figure } from '../figures';
import { type RunningHoldfast, startHoldfast } from '../holdfast/start-holdfast';
import { parkHolds } from '../parking/park-holds';
import { startPlain } from '../plain/start-plain';
import { type BenchProvider, startProvider } from '../provider/start-provider';
import { DueHolds } from './due-holds';
import { idleCpuPercent } from './idle-cpu';
import { liveToHold } from './live-to-hold';
import { figuresOf, type Waiting } from './parked-figures';
import { type Weighable, type Weight, weigh, weightEach } from './weigh';

/** One in so many lives in earnest, on both sides. */
const LIVED_ONE_IN = 10;

/** Orders before the first that is weighed. */
const WARM_UP = 100;

/** Timers come this far apart: two cores carry some twenty a second. */
const TIMERS_GAP_MS = 66;

/** Parked beforehand, to learn how long it takes here. */
const PILOTS = 300;
const PILOTS_FROM = 1_000_000;
const SPARE = 1.4;

const SETTLE_MS = 5_000;
const IDLE_MS = 30_000;
const RESTART_ROOM_MS = 40_000;
const PARK_MS = 20 * 60_000;
const LATEST_MS = 3 * 60_000;
const POLL_MS = 2_000;

/** `orders` wait for their timers; `rounds` times all of it. */
export const parkedBench: Bench = {
  name: 'parked',
  about: 'what waiting orders cost, and whether their timers are in time after a restart of all workers',
  usual: { rounds: 1, orders: 10_000 },
  measure: measureParked,
};

async function measureParked({ orders, rounds, say }: Run): Promise<Figure[]> {
  const plain: Weight[] = [];
  const ours: Waiting[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    plain.push(await plainWaiting(Math.ceil(orders / LIVED_ONE_IN)));
    say(`round ${round}: plain is measured`);
    ours.push(await holdfastWaiting(orders, say));
  }
  return figuresOf(orders, ours, plain);
}

async function plainWaiting(count: number): Promise<Weight> {
  const provider = await startProvider({ paysAfterMs: 0 });
  try {
    const plain = await startPlain({ provider });
    try {
      return await livedEach(plain, provider, count);
    } finally {
      await plain.stop();
    }
  } finally {
    await provider.stop();
  }
}

async function holdfastWaiting(orders: number, say: Run['say']): Promise<Waiting> {
  const provider = await startProvider({ paysAfterMs: 0 });
  try {
    const holdfast = await startHoldfast({ provider, roles: 'apart' });
    try {
      return await waiting({ holdfast, provider, orders, say });
    } finally {
      await holdfast.stop();
    }
  } finally {
    await provider.stop();
  }
}

/** What each of `count` orders weighs that has lived until its timer. */
async function livedEach(
  side: Weighable & Pick<RunningHoldfast, 'place'>,
  provider: BenchProvider,
  count: number,
): Promise<Weight> {
  const living = { place: side.place, provider };
  // What programs take for themselves once they work is no order's.
  await liveToHold({ ...living, count: WARM_UP, name: 'warm' });
  const before = weigh(side);
  await liveToHold({ ...living, count, name: 'lived' });
  return weightEach(before, weigh(side), count);
}

interface WaitingRoom {
  holdfast: RunningHoldfast;
  provider: BenchProvider;
  orders: number;
  say: Run['say'];
}

async function waiting({ holdfast, provider, orders, say }: WaitingRoom): Promise<Waiting> {
  const each = await livedEach(holdfast, provider, Math.ceil(orders / LIVED_ONE_IN));
  say('orders have lived until their timers');
  const parkEachMs = await pilotMs(holdfast);
  const fromMs = Date.now() + orders * parkEachMs * SPARE + 2 * SETTLE_MS + IDLE_MS + RESTART_ROOM_MS;
  const holds = new DueHolds({ fromMs, gapMs: TIMERS_GAP_MS });
  const half = Math.floor(orders / 2);
  const park = async (first: number, count: number): Promise<Weight> => {
    await parkHolds({ ...placeOf(holdfast), count, orderAt: (index) => holds.at(first + index), say });
    await delay(SETTLE_MS);
    return weigh(holdfast);
  };
  const halfWay = await park(0, half);
  const full = await park(half, orders - half);
  await provider.seedHolds(holds.seeds);
  const idleMs = fromMs - RESTART_ROOM_MS - Date.now();
  if (idleMs < IDLE_MS)
    throw new Error('Parking took so much longer than its beginning that timers are due.');
  say(`${orders} orders are parked; nothing happens for ${Math.round(idleMs / 1_000)} s`);
  const idle = await idleCpuPercent(holdfast.processes(), idleMs);
  await holdfast.endWorker('SIGTERM');
  await holdfast.startWorker();
  say('the worker is another one');
  const lastMs = fromMs + orders * TIMERS_GAP_MS;
  const latenessMs = await until(
    'all holds are captured',
    async () => {
      const late = Date.now() < lastMs ? [] : holds.latenessMs((await provider.stats()).calls);
      return late.length >= orders && late;
    },
    { patienceMs: lastMs - Date.now() + LATEST_MS, pollMs: POLL_MS },
  );
  return { each, halfWay, full, idle, latenessMs };
}

/** How long one order takes to be parked, in ms. Their timers are days away. */
async function pilotMs(holdfast: RunningHoldfast): Promise<number> {
  const far = new DueHolds({ fromMs: Date.now() + PARK_MS * 100, gapMs: 1 });
  const begunMs = performance.now();
  const orderAt = (index: number) => far.at(PILOTS_FROM + index);
  await parkHolds({ ...placeOf(holdfast), count: PILOTS, orderAt, say: () => {} });
  return (performance.now() - begunMs) / PILOTS;
}

function placeOf({ address, taskQueue }: RunningHoldfast) {
  return { address, taskQueue, patienceMs: PARK_MS };
}
