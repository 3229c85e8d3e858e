/** What changes all the time is read again and again, but never without rest, and never too seldom by one. */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { throttled } from '../../../src/dashboard/live/throttled';

const REST = { leastMs: 1_000, mostMs: 3_000 };

describe('a throttled reading', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('begins at once, and once more for all that asked meanwhile', async () => {
    let count = 0;
    const { run } = throttled(async () => {
      count += 1;
    }, REST);
    run();
    run();
    run();
    expect(count).toBe(1);
    await jest.advanceTimersByTimeAsync(REST.leastMs - 1);
    expect(count).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(count).toBe(2);
    await jest.advanceTimersByTimeAsync(10 * REST.mostMs);
    expect(count).toBe(2);
  });

  it.each([
    { tookMs: 100, restMs: 1_000, because: 'and not for less than the least' },
    { tookMs: 500, restMs: 2_000, because: 'between the two' },
    { tookMs: 6_000, restMs: 3_000, because: 'and not for longer than the most' },
  ])('rests four times as long as it took, $because', async ({ tookMs, restMs }) => {
    let count = 0;
    const { run } = throttled(async () => {
      count += 1;
      await new Promise((resolve) => setTimeout(resolve, tookMs));
    }, REST);
    run();
    run();
    await jest.advanceTimersByTimeAsync(tookMs + restMs - 1);
    expect(count).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(count).toBe(2);
  });

  it('begins no more once it was cancelled', async () => {
    let count = 0;
    const { run, cancel } = throttled(async () => {
      count += 1;
    }, REST);
    run();
    run();
    cancel();
    await jest.advanceTimersByTimeAsync(10 * REST.mostMs);
    expect(count).toBe(1);
  });
});
