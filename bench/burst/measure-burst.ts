/**
 * Captures that fall due together, at a provider that enforces its rate: how much of it they use, whether any is too much for
 * it, and whether the earliest deadline goes first. There is no plain side: it has no budget, and would be refused.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Bench, Run } from '../bench';
import type { Figure, Goal } from '../figures';
import { startHoldfast } from '../holdfast/start-holdfast';
import { parkHolds } from '../parking/park-holds';
import type { ProviderStats } from '../provider/facts';
import { startProvider } from '../provider/start-provider';
import { Crowd } from './crowd';
import { budgetUsedPercent, overtakenByMs, pairsInOrderPercent } from './judge-burst';

/**
 * Five times what Front Payment allows, for a fifth of the time; the arithmetic is the same. Not more: two cores must carry it
 * without becoming what is measured.
 */
const RATE_PER_MINUTE = 1_200;

const USED: Goal = { atLeast: 98 };
const NONE: Goal = { atMost: 0 };
const IN_ORDER: Goal = { atLeast: 99 };

/** How long parking may take, and then the plan, which is made every minute, must find them well before they are due. */
const PARK_EACH_MS = 30;
const PLANNED_MS = 4 * 60_000;
const UNPLANNED_MS = 3 * 60_000;

const AFTER_MS = 30_000;
const POLL_MS = 1_000;

/** `orders` captures; `rounds` crowds, each on an engine of its own. */
export const burstBench: Bench = {
  name: 'burst',
  about: 'captures that fall due together at a provider that enforces its rate',
  usual: { rounds: 1, orders: 2_000 },
  measure: measureBurst,
};

async function measureBurst({ orders, rounds, say }: Run): Promise<Figure[]> {
  const measured: Burst[] = [];
  for (let round = 0; round < rounds; round += 1) measured.push(await burst(orders, say));
  const of = (
    name: string,
    unit: Figure['unit'],
    read: (one: Burst) => number,
    goal: Goal | null = null,
  ): Figure => ({ name, unit, values: measured.map(read), goal });
  return [
    of('budget used while captures wait', '%', ({ used }) => used, USED),
    of('of that, by captures', '%', ({ usedByCaptures }) => usedByCaptures),
    of('calls answered 429', 'calls', ({ refused }) => refused, NONE),
    of('captures late or not sent', 'orders', ({ late }) => late, NONE),
    of('least time left to a deadline', 's', ({ leastSlackMs }) => leastSlackMs / 1_000),
    of('pairs in the order of their deadlines', '%', ({ inOrder }) => inOrder, IN_ORDER),
    of('a deadline overtaken by', 's', ({ overtakenMs }) => overtakenMs / 1_000),
    of('from the first capture to the last', 's', ({ tookMs }) => tookMs / 1_000),
  ];
}

/** What became of one crowd. */
type Burst = Record<
  'used' | 'usedByCaptures' | 'refused' | 'late' | 'leastSlackMs' | 'inOrder' | 'overtakenMs' | 'tookMs',
  number
>;

async function burst(orders: number, say: Run['say']): Promise<Burst> {
  const provider = await startProvider({ ratePerMinute: RATE_PER_MINUTE });
  try {
    const settings = { FRONT_PAYMENT_RATE_PER_MINUTE: String(RATE_PER_MINUTE) };
    const holdfast = await startHoldfast({ provider, roles: 'apart', settings });
    try {
      const dueFromMs = Date.now() + orders * PARK_EACH_MS + PLANNED_MS;
      const crowd = new Crowd({ dueFromMs, count: orders });
      const { address, taskQueue } = holdfast;
      const patienceMs = dueFromMs - UNPLANNED_MS - Date.now();
      const orderAt = (index: number) => crowd.at(index);
      await parkHolds({ address, taskQueue, count: orders, orderAt, patienceMs, say });
      await provider.seedHolds(crowd.seeds);
      say(`${orders} orders are parked; the first is due in ${secondsUntil(dueFromMs)} s`);
      let stats = await provider.stats();
      while (crowd.sentOf(stats.calls).length < orders && Date.now() < crowd.lastDeadlineMs + AFTER_MS) {
        await delay(POLL_MS);
        stats = await provider.stats();
      }
      return judged(crowd, orders, stats);
    } finally {
      await holdfast.stop();
    }
  } finally {
    await provider.stop();
  }
}

/** @throws Error when there were no captures */
function judged(crowd: Crowd, orders: number, { calls, refusedByRate }: ProviderStats): Burst {
  const sent = crowd.sentOf(calls);
  const [first, last] = [sent.at(0), sent.at(-1)];
  if (!first || !last) throw new Error('Nothing was captured.');
  const waiting = { fromMs: first.atMs, untilMs: last.atMs, ratePerMinute: RATE_PER_MINUTE };
  const allowed = calls.filter(({ status }) => status !== 429).map(({ atMs }) => atMs);
  const deadlinesMs = sent.map(({ deadlineMs }) => deadlineMs);
  const slackMs = sent.map(({ atMs, deadlineMs }) => deadlineMs - atMs);
  return {
    used: budgetUsedPercent(allowed, waiting),
    usedByCaptures: budgetUsedPercent(
      sent.map(({ atMs }) => atMs),
      waiting,
    ),
    refused: refusedByRate,
    late: slackMs.filter((ms) => ms <= 0).length + orders - sent.length,
    leastSlackMs: Math.min(...slackMs),
    inOrder: pairsInOrderPercent(deadlinesMs),
    overtakenMs: overtakenByMs(deadlinesMs),
    tookMs: last.atMs - first.atMs,
  };
}

function secondsUntil(atMs: number): number {
  return Math.round((atMs - Date.now()) / 1_000);
}
