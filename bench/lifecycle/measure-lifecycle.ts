/**
 * What a whole life of an order costs, and how many of them a second there can be: order, payment by the provider's
 * callback, timer, capture, completion, end. Each round starts both sides anew, one after the other.
 */
import type { Bench, Run } from '../bench';
import { type Figure, type Goal, ratio } from '../figures';
import { startProvider } from '../provider/start-provider';
import { type LifeCost, runLifecycles } from './run-lifecycles';
import { PARTS, type StartSide, startHoldfastSide, startPlainSide } from './sides';

const FASTER: Goal = { atLeast: 1.2 };
const CHEAPER: Goal = { atMost: 0.8 };
const EVENTS: Goal = { atMost: 36 };
const CALLS: Goal = { atMost: 5 };

/** `orders` of each side in each round, fifty at once. */
export const lifecycleBench: Bench = {
  name: 'lifecycle',
  about: 'lifecycles a second at 50 in flight, and what one costs, beside the plain workflow',
  usual: { rounds: 3, orders: 400 },
  measure: measureLifecycle,
};

/** @throws Error when an order of either side did not live as it should */
async function measureLifecycle({ rounds, orders, say }: Run): Promise<Figure[]> {
  const plain: LifeCost[] = [];
  const holdfast: LifeCost[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    plain.push(await measureSide(startPlainSide, orders));
    say(`round ${round} of ${rounds}, plain: ${shown(plain.at(-1))}`);
    holdfast.push(await measureSide(startHoldfastSide, orders));
    say(`round ${round} of ${rounds}, Holdfast: ${shown(holdfast.at(-1))}`);
  }
  return figuresOf(holdfast, plain);
}

async function measureSide(start: StartSide, orders: number): Promise<LifeCost> {
  const provider = await startProvider({ paysAfterMs: 0 });
  try {
    const side = await start(provider);
    try {
      return await runLifecycles(side, provider, orders);
    } finally {
      await side.stop();
    }
  } finally {
    await provider.stop();
  }
}

function figuresOf(holdfast: readonly LifeCost[], plain: readonly LifeCost[]): Figure[] {
  const both = (
    name: string,
    unit: Figure['unit'],
    of: (cost: LifeCost) => number,
    goal: Goal | null = null,
  ): Figure[] => [
    { name: `${name}, Holdfast`, unit, values: holdfast.map(of), goal },
    { name: `${name}, plain`, unit, values: plain.map(of), goal: null },
  ];
  const speed = ({ perSecond }: LifeCost): number => perSecond;
  return [
    ...both('lifecycles', 'per second', speed),
    ratio('lifecycles over plain', holdfast.map(speed), plain.map(speed), FASTER),
    ...both('CPU of one', 'ms', totalCpuMs),
    ...PARTS.flatMap((part) => both(`of that ${part}`, 'ms', (cost) => cost.cpuMs[part])),
    ratio('CPU over plain', holdfast.map(totalCpuMs), plain.map(totalCpuMs), CHEAPER),
    ...both('history', 'events', ({ events }) => events, EVENTS),
    ...both('size of it', 'bytes', ({ bytes }) => bytes),
    ...both('provider calls', 'calls', ({ providerCalls }) => providerCalls, CALLS),
  ];
}

function totalCpuMs({ cpuMs }: LifeCost): number {
  return PARTS.reduce((sum, part) => sum + cpuMs[part], 0);
}

function shown(cost: LifeCost | undefined): string {
  if (cost === undefined) return '';
  const cpu = PARTS.map((part) => `${part} ${cost.cpuMs[part].toFixed(1)}`).join(', ');
  return `${cost.perSecond.toFixed(1)} a second, ms of CPU each: ${cpu}`;
}
