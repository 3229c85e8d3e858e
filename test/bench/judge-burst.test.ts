import { describe, expect, it } from '@jest/globals';
import { budgetUsedPercent, overtakenByMs, pairsInOrderPercent } from '../../bench/burst/judge-burst';

describe('the judge of a burst', () => {
  it('counts the pairs that were sent in the order of their deadlines', () => {
    expect(pairsInOrderPercent([1, 2, 3])).toBe(100);
    expect(pairsInOrderPercent([3, 2, 1])).toBe(0);
    expect(pairsInOrderPercent([1, 3, 2, 4])).toBeCloseTo((5 / 6) * 100);
  });

  it('tells by how much a deadline was overtaken at most', () => {
    expect(overtakenByMs([10, 20, 30])).toBe(0);
    expect(overtakenByMs([10, 30, 20, 35, 31])).toBe(10);
  });

  it('counts only calls of the time that it is asked about', () => {
    const waiting = { fromMs: 1_000, untilMs: 31_000, ratePerMinute: 4 };
    expect(budgetUsedPercent([999, 1_000, 30_999, 31_000], waiting)).toBe(100);
    expect(budgetUsedPercent([1_000], waiting)).toBe(50);
  });
});
