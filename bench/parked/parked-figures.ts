/** The figures of orders that wait, beside their goals. */
import type { Figure, Goal } from '../figures';
import { percentile } from '../machine/percentile';
import { type Weight, weightEach } from './weigh';

/** Of one core, engine, worker and server together. */
const IDLE: Goal = { atMost: 2 };

/** Past its cache a worker keeps nothing of an order; what a heap does by itself is within this. */
const BYTES_PAST_CACHE: Goal = { atMost: 8_000 };

/** What an order's first task after a restart takes: its history is fetched and replayed. */
const LATE: Goal = { atMost: 1_000 };

const MEGABYTE = 1_000_000;

/** What was measured of one Holdfast. */
export interface Waiting {
  /** Of orders that lived in earnest, with the cache not yet full. */
  each: Weight;
  /** The whole, once half of the orders were parked, and all. */
  halfWay: Weight;
  full: Weight;
  /** Percent of one core. */
  idle: Record<'engine' | 'worker' | 'server', number>;
  /** Of every capture after its timer, in ms. */
  latenessMs: number[];
}

/** All of them: ours of each round, and what an order weighs on the plain side. */
export function figuresOf(orders: number, ours: Waiting[], plain: Weight[]): Figure[] {
  const of = (
    name: string,
    unit: Figure['unit'],
    read: (one: Waiting) => number,
    goal: Goal | null = null,
  ): Figure => ({ name, unit, values: ours.map(read), goal });
  const beside = (name: string, read: (weight: Weight) => number): Figure => ({
    name: `plain: ${name}`,
    unit: 'bytes',
    values: plain.map(read),
    goal: null,
  });
  const grown = ({ halfWay, full }: Waiting): Weight =>
    weightEach(halfWay, full, orders - Math.floor(orders / 2));
  const late = (percent: number) => (one: Waiting) => percentile(one.latenessMs, percent);
  return [
    of('database, each', 'bytes', ({ each }) => each.database),
    beside('database, each', ({ database }) => database),
    of('worker memory, each that is cached', 'bytes', ({ each }) => each.worker),
    beside('worker memory, each that is cached', ({ worker }) => worker),
    of('engine memory, each', 'bytes', ({ each }) => each.engine),
    beside('engine memory, each', ({ engine }) => engine),
    of('worker memory, each of the second half', 'bytes', (one) => grown(one).worker, BYTES_PAST_CACHE),
    of('engine memory, each of the second half', 'bytes', (one) => grown(one).engine),
    of('worker memory, all parked', 'MB', ({ full }) => full.worker / MEGABYTE),
    of('engine memory, all parked', 'MB', ({ full }) => full.engine / MEGABYTE),
    of('idle CPU, of one core', '%', ({ idle }) => idle.engine + idle.worker + idle.server, IDLE),
    of('of that, the engine', '%', ({ idle }) => idle.engine),
    of('of that, the worker', '%', ({ idle }) => idle.worker),
    of('capture after its timer, p50', 'ms', late(50)),
    of('capture after its timer, p99', 'ms', late(99), LATE),
    of('capture after its timer, the latest', 'ms', late(100)),
  ];
}
