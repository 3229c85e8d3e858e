/** What a plan for many holds that fall due together does to one of them. */
import { describe, expect, it } from '@jest/globals';
import { deadlinesOf } from '../../workflows/deadlines';
import { takePlan } from '../../workflows/take-plan';
import { at, HOUR, MINUTE, reserved, submitting } from './states';

describe('a plan for many holds', () => {
  it('has the timer act earlier, and says why', () => {
    const state = reserved();
    const { captureAt } = deadlinesOf(state);
    const earlier = new Date(Date.parse(captureAt ?? '') - 20 * MINUTE).toISOString();
    takePlan(state, { captureAt: earlier, ordersAhead: 4_000, dueTogether: 5_000, atRisk: false }, at(HOUR));
    expect(deadlinesOf(state).captureAt).toBe(earlier);
    expect(state.timeline.at(-1)).toMatchObject({
      type: 'capture_planned_earlier',
      data: {
        captureAt: earlier,
        insteadOf: captureAt,
        ordersAhead: 4_000,
        dueTogether: 5_000,
        because: 'many_orders_due_together',
      },
    });
    expect(state.attentions).toEqual([]);
  });

  it('never has the timer act later', () => {
    const state = reserved();
    const before = deadlinesOf(state);
    const later = new Date(Date.parse(before.captureAt ?? '') + MINUTE).toISOString();
    takePlan(state, { captureAt: later, ordersAhead: 1, dueTogether: 2, atRisk: false }, at(HOUR));
    expect(deadlinesOf(state)).toEqual(before);
    expect(state.plan).toBeNull();
  });

  it('asks a person before the deadline when even acting at once may be too late', () => {
    const state = reserved();
    takePlan(
      state,
      { captureAt: at(HOUR), ordersAhead: 90_000, dueTogether: 90_001, atRisk: true },
      at(HOUR),
    );
    expect(state.attentions).toMatchObject([
      { code: 'capture_at_risk', evidence: { ordersAhead: 90_000, captureBy: deadlinesOf(state).captureBy } },
    ]);
  });

  it.each([
    [
      'an order without a hold',
      submitting(),
      { captureAt: at(HOUR), ordersAhead: 1, dueTogether: 2, atRisk: true },
    ],
    ['what is no instant', reserved(), { captureAt: 'soon', ordersAhead: 1, dueTogether: 2, atRisk: true }],
    ['nothing at all', reserved(), undefined],
  ])('changes nothing for %s', (_, state, hint) => {
    const before = structuredClone(state);
    takePlan(state, hint as never, at(HOUR));
    expect(state).toEqual(before);
  });
});
