/** The workflow's time: never behind what was waited for, whatever the SDK shows. */
import { describe, expect, it } from '@jest/globals';
import { TimeoutType } from '@temporalio/common';
import { createClock } from '../../workflows/clock';
import { heedTime } from '../../workflows/heed-time';
import { providerFailure, timeoutFailure } from './failures';

const LATER = '2999-01-01T00:00:00.000Z';
const EARLIER = '1999-01-01T00:00:00.000Z';

function clockWith(act: () => Promise<unknown>) {
  const clock = createClock();
  return { clock, activities: heedTime({ act }, clock, { runMs: 35_000, startWithinMs: 7_000 }) };
}

describe('the clock', () => {
  it('shows no time before what was reached, and is not held back by what lies behind', () => {
    const clock = createClock();
    clock.reached(EARLIER);
    expect(clock.now() > '2020').toBe(true);
    clock.reached(LATER);
    expect(clock.now()).toBe(LATER);
    clock.reached(EARLIER);
    expect(clock.now()).toBe(LATER);
  });

  it('has reached the end that an activity tells, with its answer or its failure', async () => {
    const good = clockWith(async () => ({ reference: 'CAP1', endedAt: LATER }));
    expect(await good.activities.act()).toEqual({ reference: 'CAP1', endedAt: LATER });
    expect(good.clock.now()).toBe(LATER);
    const bad = clockWith(async () => {
      throw providerFailure({ execution: 'unknown', endedAt: LATER });
    });
    await expect(bad.activities.act()).rejects.toThrow();
    expect(bad.clock.now()).toBe(LATER);
  });

  it.each([
    [TimeoutType.START_TO_CLOSE, 35_000],
    [TimeoutType.SCHEDULE_TO_START, 7_000],
  ])('has moved on by the time that ran out (%s)', async (timeoutType, ms) => {
    const { clock, activities } = clockWith(async () => {
      throw timeoutFailure(timeoutType);
    });
    const before = Date.now();
    await expect(activities.act()).rejects.toThrow();
    expect(Date.parse(clock.now())).toBeGreaterThanOrEqual(before + ms);
    expect(Date.parse(clock.now())).toBeLessThan(before + ms + 5_000);
  });

  it('is left alone by what tells no time', async () => {
    const { clock, activities } = clockWith(async () => []);
    await activities.act();
    expect(Date.parse(clock.now()) - Date.now()).toBeLessThan(1_000);
  });
});
