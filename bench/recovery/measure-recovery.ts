/**
 * A worker killed with orders in flight and begun anew at once, at a provider that takes its time to answer: how long until all
 * are done, and what was sent twice.
 */
import type { Bench, Run } from '../bench';
import { type Figure, type Goal, ratio } from '../figures';
import { startHoldfast } from '../holdfast/start-holdfast';
import { startPlain } from '../plain/start-plain';
import { type BenchProvider, startProvider } from '../provider/start-provider';
import { type KillableSide, killAndRecover, type Recovery } from './kill-and-recover';

/** Long enough that calls are on their way whenever a worker is killed. */
const ANSWER_MS = 20;

/** Nobody pays before the order has heard of its page. */
const PAYS_AFTER_MS = 100;

const NO_SLOWER: Goal = { atMost: 1 };
const NEVER: Goal = { atMost: 0 };

/** `orders` in flight, `rounds` kills on each side in turn, each on an engine of its own. */
export const recoveryBench: Bench = {
  name: 'recovery',
  about: 'a worker killed with orders in flight and begun anew at once',
  usual: { rounds: 3, orders: 100 },
  measure: measureRecovery,
};

async function measureRecovery({ orders, rounds, say }: Run): Promise<Figure[]> {
  const plain: Recovery[] = [];
  const ours: Recovery[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    plain.push(await once(orders, plainSide));
    say(`round ${round}: plain, ${told(plain.at(-1))}`);
    ours.push(await once(orders, holdfastSide));
    say(`round ${round}: holdfast, ${told(ours.at(-1))}`);
  }
  const pair = (
    name: string,
    unit: Figure['unit'],
    read: (one: Recovery) => number,
    goal: Goal | null = null,
  ) => [
    { name, unit, values: ours.map(read), goal },
    { name: `plain: ${name}`, unit, values: plain.map(read), goal: null },
  ];
  const doneMs = (sides: Recovery[]) => sides.map((one) => one.doneMs);
  // The plain worker bundles its workflows when it begins, as by default; that is no merit of ours.
  const fromBackMs = (sides: Recovery[]) => sides.map((one) => one.doneMs - one.workerBackMs);
  return [
    ratio('until all are done, of plain', doneMs(ours), doneMs(plain), NO_SLOWER),
    ratio('the same, once the worker is back', fromBackMs(ours), fromBackMs(plain), null),
    ...pair('until all are done', 's', (one) => one.doneMs / 1_000),
    ...pair('until half are done', 's', (one) => one.halfDoneMs / 1_000),
    ...pair('until the worker is back', 's', (one) => one.workerBackMs / 1_000),
    ...pair('money calls executed again', 'calls', (one) => one.moneyRepeats, NEVER),
    ...pair('calls executed again', 'calls', (one) => one.repeats),
    ...pair('not done in two minutes', 'orders', (one) => one.unfinished, NEVER),
    ...pair('in flight when it was killed', 'orders', (one) => one.inFlight),
  ];
}

type Started = KillableSide & { stop(): Promise<void> };

async function once(orders: number, start: (provider: BenchProvider) => Promise<Started>): Promise<Recovery> {
  const provider = await startProvider({ answerMs: ANSWER_MS, paysAfterMs: PAYS_AFTER_MS });
  try {
    const side = await start(provider);
    try {
      return await killAndRecover(side, provider, orders);
    } finally {
      await side.stop();
    }
  } finally {
    await provider.stop();
  }
}

async function holdfastSide(provider: BenchProvider): Promise<Started> {
  return { ...(await startHoldfast({ provider, roles: 'apart' })), workflowType: 'reservation' };
}

async function plainSide(provider: BenchProvider): Promise<Started> {
  return { ...(await startPlain({ provider })), workflowType: 'plainReservation' };
}

function told(recovery: Recovery | undefined): string {
  if (!recovery) return 'nothing';
  const { inFlight, doneMs, repeats } = recovery;
  return `${inFlight} in flight done in ${(doneMs / 1_000).toFixed(1)} s, ${repeats} calls again`;
}
