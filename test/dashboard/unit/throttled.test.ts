/** What changes all the time is read again and again, but never without rest, and never too seldom by one. */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { throttled } from '../../../src/dashboard/live/throttled';

const EVERY_MS = 2_000;

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
    }, EVERY_MS);
    run();
    run();
    run();
    expect(count).toBe(1);
    await jest.advanceTimersByTimeAsync(EVERY_MS - 1);
    expect(count).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(count).toBe(2);
    await jest.advanceTimersByTimeAsync(10 * EVERY_MS);
    expect(count).toBe(2);
  });

  it('rests four times as long as it took', async () => {
    let count = 0;
    const { run } = throttled(async () => {
      count += 1;
      await new Promise((resolve) => setTimeout(resolve, 3_000));
    }, EVERY_MS);
    run();
    run();
    await jest.advanceTimersByTimeAsync(3_000 + 11_999);
    expect(count).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(count).toBe(2);
  });

  it('begins no more once it was cancelled', async () => {
    let count = 0;
    const { run, cancel } = throttled(async () => {
      count += 1;
    }, EVERY_MS);
    run();
    run();
    cancel();
    await jest.advanceTimersByTimeAsync(10 * EVERY_MS);
    expect(count).toBe(1);
  });
});
