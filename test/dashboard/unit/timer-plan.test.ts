/** What a row says of the timer: the same as the server says on the order's sheet. */
import { describe, expect, it } from '@jest/globals';
import type { Policy } from '../../../src/dashboard/api/types';
import { isTimerWaiting, timerPlanOf } from '../../../src/dashboard/due/timer-plan';
import { nextTimer } from '../../../workflows/next-timer';
import type { ReservationState } from '../../../workflows/state';
import { toReservation } from '../../../workflows/view';
import { at, awaitingPayment, captured, HOUR, inState, reserved } from '../../workflows/states';
import { captureOperation, hold } from './orders';

const NOW = at(3 * HOUR);

/** The view shows the policy as it was sent; these states only have it as it was kept. */
function withPolicy(state: ReservationState, policy: Policy): ReservationState {
  state.input.policy = policy;
  return state;
}

const WITH: [string, ReservationState][] = [
  ...([{}, { unpaid: 'leave' }] as const).map((policy): [string, ReservationState] => [
    `unpaid, ${JSON.stringify(policy)}`,
    withPolicy(awaitingPayment(policy), policy),
  ]),
  ...([{}, { capture: 'manual' }] as const).map((policy): [string, ReservationState] => [
    `reserved, ${JSON.stringify(policy)}`,
    withPolicy(reserved(policy), policy),
  ]),
  ...[200_000, 300_000].flatMap((amountMinor) =>
    (
      [
        {},
        { remainder: 'capture' },
        { complete: 'manual' },
        { complete: 'chargeValidityEnd' },
        { remainder: 'capture', complete: 'manual' },
      ] as const
    ).map((policy): [string, ReservationState] => [
      `captured ${amountMinor}, ${JSON.stringify(policy)}`,
      withPolicy(captured(amountMinor, policy), policy),
    ]),
  ),
];

describe('the timer of a row', () => {
  it.each(WITH)('does what the server says: %s', (_name, state) => {
    const told = nextTimer(state, NOW);
    const plan = timerPlanOf(toReservation(state, NOW));
    expect(plan?.does).toBe(told?.does ?? 'none');
    if (plan?.at) expect(plan.at).toBe(told?.at);
  });

  it.each(['submitting', 'completed', 'cancelled', 'expired', 'failed'] as const)('is none: %s', (state) => {
    expect(timerPlanOf(toReservation(inState(state), NOW))).toBeNull();
  });

  it('waits while an outcome is unknown, but not for a mail', () => {
    const unknown = captureOperation({ status: 'unknown' });
    expect(timerPlanOf(hold({ operations: [unknown] }))?.isStopped).toBe(true);
    expect(timerPlanOf(hold({ operations: [{ ...unknown, kind: 'resend' }] }))?.isStopped).toBe(false);
    expect(timerPlanOf(hold())?.isStopped).toBe(false);
  });

  it('waits for a person after a refusal, and while an outcome is unknown whatever the attention names first', () => {
    const attention = { message: '', operationId: null, since: NOW, evidence: null };
    expect(isTimerWaiting(hold({ attention: { ...attention, code: 'timer_operation_refused' } }))).toBe(true);
    const atRisk = { ...attention, code: 'capture_at_risk' };
    expect(isTimerWaiting(hold({ attention: atRisk }))).toBe(false);
    const operations = [captureOperation({ status: 'unknown' })];
    expect(isTimerWaiting(hold({ attention: atRisk, operations }))).toBe(true);
  });
});
