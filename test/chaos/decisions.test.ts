/** The seed repeats a run's decisions, and the faults are as many as was asked. */
import { describe, expect, it } from '@jest/globals';
import { faultsOfARun } from '../../chaos/faults';
import { lifePlan } from '../../chaos/life-plan';
import { decide } from '../../chaos/run-chaos';

const LIFECYCLES = 200;

describe('the decisions of a chaos run', () => {
  it('are the same for the same seed', () => {
    const one = decide({ lifecycles: LIFECYCLES, seed: 7 });
    expect(decide({ lifecycles: LIFECYCLES, seed: 7 })).toEqual(one);
  });

  it('are others for another seed', () => {
    const one = decide({ lifecycles: LIFECYCLES, seed: 7 });
    const other = decide({ lifecycles: LIFECYCLES, seed: 8 });
    expect(other.digest).not.toBe(one.digest);
    expect(other.disturbances).not.toEqual(one.disturbances);
    expect(other.lives.map(({ acts }) => acts)).not.toEqual(one.lives.map(({ acts }) => acts));
  });

  it('of one lifecycle do not depend on how many there are', () => {
    expect(decide({ lifecycles: 40, seed: 7 }).lives[33]).toEqual(lifePlan(7, 33));
  });

  it('kill a process every 5 to 20 seconds', () => {
    const { memberKills } = decide({ lifecycles: 1, seed: 7 }).disturbances;
    expect(memberKills.every(({ afterMs }) => afterMs >= 5_000 && afterMs <= 20_000)).toBe(true);
  });

  it('let every kind of customer, command, dashboard act and forgery come up', () => {
    const { lives } = decide({ lifecycles: 1_000, seed: 7 });
    const deeds = new Set(lives.flatMap(({ acts }) => acts.map(({ by, deed }) => `${by} ${deed}`)));
    expect(deeds.size).toBe(14 + 5 + 5);
    expect(new Set(lives.map(({ customer }) => customer)).size).toBe(6);
  });
});

describe('the faults of a chaos run', () => {
  /** What becomes of the shares when each fault is tried after the other. */
  function shareOf(fits: (fault: object) => boolean): number {
    let left = 1;
    let share = 0;
    for (const { probability = 1 } of faultsOfARun().filter(fits) as { probability?: number }[]) {
      share += left * probability;
      left *= 1 - probability;
    }
    return share;
  }

  const isCall = (when: string) => (fault: object) =>
    'when' in fault && fault.when === when && 'call' in fault && fault.call === 'any' && !isSlow(fault);
  const isSlow = (fault: object): boolean => 'kind' in fault && fault.kind === 'slow';

  it('strike 20 % of calls, half of them after executing', () => {
    const before = shareOf(isCall('before'));
    expect(before).toBeCloseTo(0.1, 6);
    expect((1 - before) * shareOf(isCall('after'))).toBeCloseTo(0.1, 6);
  });

  it('drop 30 % of callbacks, double 20 % and reorder 30 %', () => {
    const chances = new Map<string, number>();
    let left = 1;
    for (const fault of faultsOfARun()) {
      if (!('callback' in fault)) continue;
      const { callback, probability = 1 } = fault;
      chances.set(callback, left * probability);
      left *= 1 - probability;
    }
    expect(chances.get('drop')).toBeCloseTo(0.3, 6);
    expect(chances.get('double')).toBeCloseTo(0.2, 6);
    expect(chances.get('reorder')).toBeCloseTo(0.3, 6);
  });

  it('deny nothing that was executed: 401 and 429 strike before', () => {
    const after = faultsOfARun().filter((fault) => 'when' in fault && fault.when === 'after');
    expect(after.length).toBeGreaterThan(0);
    expect(
      after.filter((fault) => 'kind' in fault && ['401', '429', 'refusal'].includes(fault.kind)),
    ).toEqual([]);
  });
});
