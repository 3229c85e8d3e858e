/** The timer column of `holdfast due` says what the order itself says its timer will do, whatever its policy and state. */
import { describe, expect, it } from '@jest/globals';
import { nextTimerOf } from '../../src/cli/next-timer';
import { dueText } from '../../src/cli/show-list';
import { raise } from '../../workflows/attention';
import { nextTimer } from '../../workflows/next-timer';
import type { Policy } from '../../workflows/order';
import type { ReservationState } from '../../workflows/state';
import { toReservation } from '../../workflows/view';
import {
  at,
  awaitingPayment,
  CAPTURE_AT,
  CAPTURE_BY,
  captured,
  DAY,
  HOUR,
  inState,
  movement,
  PAY_BY,
  readingWith,
  reserved,
  shown,
  submitting,
} from '../workflows/states';

type Choice = Partial<Pick<Policy, 'capture' | 'captureAt' | 'remainder' | 'complete' | 'unpaid'>>;

const CAPTURES: Choice[] = [{}, { capture: 'automatic' }, { capture: 'manual' }];

/** Every policy, what is the default also left out. */
const POLICIES = CAPTURES.flatMap((policy): Choice[] => [policy, { ...policy, captureAt: 'reserved' }])
  .flatMap((policy): Choice[] => [
    policy,
    { ...policy, remainder: 'release' },
    { ...policy, remainder: 'capture' },
  ])
  .flatMap((policy): Choice[] => [
    policy,
    { ...policy, complete: 'settled' },
    { ...policy, complete: 'manual' },
    { ...policy, complete: 'chargeValidityEnd' },
  ])
  .flatMap((policy): Choice[] => [policy, { ...policy, unpaid: 'cancel' }, { ...policy, unpaid: 'leave' }]);

const charged = (policy: Choice) =>
  shown(reserved(policy), readingWith({ charges: [movement('CHA1', 5_000)] }));

const STATES: Record<string, (policy: Choice) => ReservationState> = {
  submitting: (policy) => submitting(policy),
  awaitingPayment: (policy) => awaitingPayment(policy),
  reserved: (policy) => reserved(policy),
  'captured in part': (policy) => captured(200_000, policy),
  'captured wholly': (policy) => captured(300_000, policy),
  'charged only': (policy) => charged(policy),
  completed: () => inState('completed'),
  cancelled: () => inState('cancelled'),
  expired: () => inState('expired'),
  failed: () => inState('failed'),
};

/** Before and after every deadline, and at the capture deadline itself. */
const NOWS = [at(3 * HOUR), CAPTURE_AT, at(HOUR + 6 * DAY + 1), CAPTURE_BY, PAY_BY, at(100 * DAY)];

/** The view shows the policy as it was sent; these states only have it as it was kept. */
function sent(state: ReservationState, policy: Choice): ReservationState {
  state.input.policy = policy;
  return state;
}

function halted(state: ReservationState): ReservationState {
  state.timersHalted = true;
  const attention = { operationId: null, message: 'Refused.', evidence: {} };
  raise(state, { ...attention, code: 'timer_operation_refused' }, at(2 * HOUR));
  return state;
}

describe('what the timer does next', () => {
  it.each(Object.keys(STATES))('is what the order says, by every policy and at any time: %s', (name) => {
    const differing = POLICIES.flatMap((policy) => {
      const make = () => sent((STATES[name] as (policy: Choice) => ReservationState)(policy), policy);
      return [make(), halted(make())].flatMap((state) =>
        NOWS.map((now) => ({
          case: { policy, now, isHalted: state.timersHalted },
          here: nextTimerOf(toReservation(state, now), now),
          there: nextTimer(state, now),
        })).filter(({ here, there }) => JSON.stringify(here) !== JSON.stringify(there)),
      );
    });
    expect(differing.slice(0, 3)).toEqual([]);
  });

  it('is compared in states that are what they are called', () => {
    expect(charged({})).toMatchObject({ lifecycle: 'captured', ledger: { captures: [] } });
    expect(POLICIES.length * NOWS.length).toBe(216 * 6);
  });
});

describe('the timer column', () => {
  const column = (state: ReservationState, policy: Choice, now = at(3 * HOUR)) => {
    const reservation = toReservation(sent(state, policy), now);
    return dueText([reservation], { terminal: { hasColor: false }, now });
  };

  it.each<[string, ReservationState, Choice, string]>([
    ['captures', reserved(), {}, 'captures 2026-11-27 13:00:00'],
    ['releases', reserved({ capture: 'manual' }), { capture: 'manual' }, 'releases 2026-11-27 13:00:00'],
    ['captures what was only charged beside', charged({}), {}, 'captures 2026-11-27 13:00:00'],
    [
      'completes only at the end of charging',
      captured(200_000, { complete: 'chargeValidityEnd' }),
      { complete: 'chargeValidityEnd' },
      'completes 2027-02-19 13:00:00',
    ],
    [
      'does nothing by hand',
      captured(200_000, { complete: 'manual' }),
      { complete: 'manual' },
      'does nothing',
    ],
    ['does nothing once it was refused', halted(reserved()), {}, 'does nothing'],
  ])('%s', (_name, state, policy, said) => {
    expect(column(state, policy)).toContain(`│ ${said}`);
  });

  it('is empty where no timer runs', () => {
    expect(column(reserved(), {}, CAPTURE_BY)).not.toMatch(/captures|releases|nothing/);
  });
});
