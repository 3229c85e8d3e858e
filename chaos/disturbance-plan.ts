/** What happens to the machinery during a run: which process is killed when, when readings lag. Drawn from the seed. */
import fc from 'fast-check';
import { draw, weighted } from './draw';

/** A process killed with SIGKILL, so long after the one before; `which` picks among those that run. */
export interface Kill {
  afterMs: number;
  which: number;
  /** All that run at once: nobody is left to go on. */
  isOfAll: boolean;
}

/** History hides its youngest rows for a while. */
export interface Lag {
  afterMs: number;
  historyLagMs: number;
  forMs: number;
}

/** The three kinds, each in a row of its own, more than any run can use up. */
export interface DisturbancePlan {
  memberKills: Kill[];
  engineKills: Kill[];
  lags: Lag[];
}

const LONGEST = 2_000;

/** The disturbances of the run of that seed. */
export function disturbancePlan(seed: number): DisturbancePlan {
  return {
    memberKills: several(seed, 'member', kill(5_000, 20_000)),
    engineKills: several(seed, 'engine', kill(40_000, 75_000)),
    lags: several(
      seed,
      'lag',
      fc.record({
        afterMs: fc.integer({ min: 10_000, max: 40_000 }),
        historyLagMs: fc.integer({ min: 2_000, max: 12_000 }),
        forMs: fc.integer({ min: 5_000, max: 15_000 }),
      }),
    ),
  };
}

function kill(min: number, max: number): fc.Arbitrary<Kill> {
  return fc.record({
    afterMs: fc.integer({ min, max }),
    which: fc.nat(1_000),
    isOfAll: weighted([7, false], [1, true]),
  });
}

function several<T>(seed: number, name: string, one: fc.Arbitrary<T>): T[] {
  return draw(fc.array(one, { minLength: LONGEST, maxLength: LONGEST, size: 'max' }), seed, name);
}
