/**
 * How long a caller waits for the checkout URL: `POST /v1/reservations` of Holdfast's server, beside a client of Temporal
 * that starts the plain workflow itself, without any door. One order at a time, and twenty a second.
 */
import { Client, Connection } from '@temporalio/client';
import type { Bench, Run } from '../bench';
import { type Figure, type Goal, ratio } from '../figures';
import { startHoldfastSide } from '../lifecycle/sides';
import { percentile } from '../machine/percentile';
import { placePlain } from '../plain/place-plain';
import { startPlain } from '../plain/start-plain';
import { type BenchProvider, startProvider } from '../provider/start-provider';
import { type Place, placeAtRate, placeOneByOne } from './place-orders';

const NO_SLOWER: Goal = { atMost: 1.1 };

const PER_SECOND = 20;

/** Orders before the first that counts. */
const WARM_UP = 60;

/** Milliseconds of every order of one round. */
interface Waits {
  unloaded: number[];
  loaded: number[];
}

/** `orders` of each side in each round, once one by one and once at the rate. */
export const doorBench: Bench = {
  name: 'door',
  about: 'from an order to its checkout URL, beside a bare update-with-start of the plain workflow',
  usual: { rounds: 3, orders: 200 },
  measure: measureDoor,
};

/** @throws Error when an order was not placed */
async function measureDoor({ rounds, orders, say }: Run): Promise<Figure[]> {
  const plain: Waits[] = [];
  const holdfast: Waits[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    plain.push(await withProvider((provider) => plainWaits(provider, orders)));
    say(`round ${round} of ${rounds}, plain: ${shown(plain.at(-1))}`);
    holdfast.push(await withProvider((provider) => holdfastWaits(provider, orders)));
    say(`round ${round} of ${rounds}, Holdfast: ${shown(holdfast.at(-1))}`);
  }
  const cells = [
    { name: 'unloaded, p50', of: ({ unloaded }: Waits) => percentile(unloaded, 50), goal: NO_SLOWER },
    { name: 'unloaded, p99', of: ({ unloaded }: Waits) => percentile(unloaded, 99), goal: null },
    { name: `at ${PER_SECOND} a second, p50`, of: ({ loaded }: Waits) => percentile(loaded, 50), goal: null },
    { name: `at ${PER_SECOND} a second, p99`, of: ({ loaded }: Waits) => percentile(loaded, 99), goal: null },
  ];
  return cells.flatMap(({ name, of, goal }): Figure[] => {
    const [ours, theirs] = [holdfast.map(of), plain.map(of)];
    return [
      { name: `${name}, Holdfast over HTTP`, unit: 'ms', values: ours, goal: null },
      { name: `${name}, plain client`, unit: 'ms', values: theirs, goal: null },
      ratio(`${name}, over plain`, ours, theirs, goal),
    ];
  });
}

async function withProvider<T>(measure: (provider: BenchProvider) => Promise<T>): Promise<T> {
  const provider = await startProvider();
  try {
    return await measure(provider);
  } finally {
    await provider.stop();
  }
}

async function plainWaits(provider: BenchProvider, orders: number): Promise<Waits> {
  const running = await startPlain({ provider });
  try {
    const connection = await Connection.connect({ address: running.address });
    try {
      const client = new Client({ connection });
      return await waits(async (order) => void (await placePlain(client, running.taskQueue, order)), orders);
    } finally {
      await connection.close();
    }
  } finally {
    await running.stop();
  }
}

async function holdfastWaits(provider: BenchProvider, orders: number): Promise<Waits> {
  const side = await startHoldfastSide(provider);
  try {
    return await waits(side.place, orders);
  } finally {
    await side.stop();
  }
}

async function waits(place: Place, count: number): Promise<Waits> {
  await placeAtRate(place, 'warm', { count: WARM_UP, perSecond: PER_SECOND });
  const unloaded = await placeOneByOne(place, 'one', count);
  const loaded = await placeAtRate(place, 'many', { count, perSecond: PER_SECOND });
  return { unloaded, loaded };
}

function shown(measured: Waits | undefined): string {
  if (measured === undefined) return '';
  const [one, many] = [measured.unloaded, measured.loaded].map((each) => percentile(each, 50).toFixed(1));
  return `p50 ${one} ms, at ${PER_SECOND} a second ${many} ms`;
}
