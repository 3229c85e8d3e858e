/** Every deadline is planned backwards from the hold, by policy; none before there is one. */
import { describe, expect, it } from '@jest/globals';
import { deadlinesOf, settlingMs } from '../../workflows/deadlines';
import type { Policy } from '../../workflows/order';
import {
  at,
  awaitingPayment,
  CAPTURE_AT,
  CAPTURE_BY,
  DAY,
  HOUR,
  PAY_BY,
  RESERVED_AT,
  reserved,
  SCHEDULE_MS,
} from './states';

describe('the deadlines', () => {
  it('are the link’s end alone until the hold was made', () => {
    expect(deadlinesOf(awaitingPayment())).toEqual({
      payBy: PAY_BY,
      captureAt: null,
      captureBy: null,
      chargeBy: null,
    });
  });

  it('count from the moment the hold was made, the timer a margin before the end', () => {
    expect(deadlinesOf(reserved())).toEqual({
      payBy: PAY_BY,
      captureAt: CAPTURE_AT,
      captureBy: CAPTURE_BY,
      chargeBy: at(HOUR + 90 * DAY),
    });
  });

  it.each<[string, Partial<Policy>, string]>([
    ['at once', { captureAt: 'reserved' }, RESERVED_AT],
    ['at its own time', { captureAt: at(3 * DAY) }, at(3 * DAY)],
    ['no later than the margin allows', { captureAt: at(HOUR + 6 * DAY + 1) }, CAPTURE_AT],
    ['at once, when its time has gone by', { captureAt: at(0) }, at(0)],
    ['a shorter margin before the end', { safetyMarginMs: HOUR }, at(7 * DAY)],
    ['by its own window', { captureWindowMs: 2 * DAY, safetyMarginMs: DAY }, at(HOUR + DAY)],
  ])('let the timer act %s', (_when, policy, captureAt) => {
    expect(deadlinesOf(reserved(policy)).captureAt).toBe(captureAt);
  });

  it('let charges end by their own validity', () => {
    expect(deadlinesOf(reserved({ chargeValidityMs: 5 * HOUR })).chargeBy).toBe(at(6 * HOUR));
  });

  it('are the same whenever they are asked for', () => {
    const state = reserved();
    expect(deadlinesOf(structuredClone(state))).toEqual(deadlinesOf(state));
  });
});

describe('the settling time', () => {
  it('is that of all readings of the schedule', () => {
    expect(settlingMs(SCHEDULE_MS)).toBe(532_000);
    expect(settlingMs([])).toBe(0);
  });
});
