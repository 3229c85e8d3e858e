/** What the loop does next: the policy matrix at every timer, who goes before whom, and when nothing is done. */
import { describe, expect, it } from '@jest/globals';
import type { CommandKind } from '../../workflows/messages';
import { observe } from '../../workflows/observe';
import type { Resolution } from '../../workflows/operation';
import type { Policy } from '../../workflows/order';
import type { ReservationState } from '../../workflows/state';
import {
  asked,
  at,
  awaitingPayment,
  CAPTURE_AT,
  CAPTURE_BY,
  captured,
  DAY,
  HOUR,
  inState,
  MINUTE,
  movement,
  operationAt,
  PAY_BY,
  RESERVED_AT,
  reading,
  readingWith,
  reserved,
  SECOND,
  shown,
  submitting,
  T0,
  unknownOperation,
  unpaidReading,
} from './states';
import { attention, stepAt } from './steps';

const CHARGE_BY = at(HOUR + 90 * DAY);
const LATE_CHARGE = { chargeValidityMs: 90 * DAY };

/** Money was charged, and nothing captured. */
function charged(policy: Partial<Policy>): ReservationState {
  return shown(reserved(policy), readingWith({ charges: [movement('CHA1', 9_900)] }));
}

describe('at the timers, by policy', () => {
  const policies: Partial<Policy>[] = (['automatic', 'manual'] as const).flatMap((capture) =>
    ['deadline', 'reserved', at(2 * DAY)].flatMap((captureAt) =>
      (['release', 'capture'] as const).flatMap((remainder) =>
        (['settled', 'chargeValidityEnd', 'manual'] as const).flatMap((complete) =>
          (['cancel', 'leave'] as const).map((unpaid) => ({
            capture,
            captureAt,
            remainder,
            complete,
            unpaid,
          })),
        ),
      ),
    ),
  );
  const timerOf = ({ captureAt }: Partial<Policy>): string =>
    captureAt === 'deadline' ? CAPTURE_AT : captureAt === 'reserved' ? RESERVED_AT : at(2 * DAY);
  /** What happens at the timer to what cannot or shall not be captured. */
  const completing = ({ complete }: Partial<Policy>): CommandKind | null =>
    complete === 'settled' ? 'complete' : null;
  const timed = (kind: CommandKind | null): RegExp => (kind ? new RegExp(`^ask ${kind}$`) : /^wait /);
  const justBefore = (instant: string): string => new Date(Date.parse(instant) - 1).toISOString();
  const name = (policy: Partial<Policy>) => [Object.values(policy).join(', '), policy] as const;

  it.each(policies.map(name))('%s: an unpaid order', (_name, policy) => {
    const state = awaitingPayment(policy);
    observe(state, unpaidReading({ at: PAY_BY }), PAY_BY);
    expect(stepAt(state, PAY_BY)).toMatch(timed(policy.unpaid === 'cancel' ? 'cancel' : null));
  });

  it.each(policies.map(name))('%s: a hold', (_name, policy) => {
    const state = reserved(policy);
    if (policy.captureAt !== 'reserved') {
      expect(stepAt(state, justBefore(timerOf(policy)))).toBe(`wait ${timerOf(policy)}`);
    }
    expect(stepAt(state, timerOf(policy))).toBe(
      policy.capture === 'automatic' ? 'ask capture' : 'ask cancel',
    );
  });

  it.each(policies.map(name))('%s: a hold captured in part', (_name, policy) => {
    const state = captured(200_000, policy);
    if (policy.captureAt !== 'reserved') {
      expect(stepAt(state, justBefore(timerOf(policy)))).toBe(`wait ${timerOf(policy)}`);
    }
    const now = policy.captureAt === 'reserved' ? at(3 * HOUR) : timerOf(policy);
    expect(stepAt(state, now)).toMatch(
      timed(policy.remainder === 'capture' ? 'capture' : completing(policy)),
    );
  });

  it.each(policies.map(name))(
    '%s: a hold of which nothing was captured, beside a charge',
    (_name, policy) => {
      const state = charged(policy);
      const now = policy.captureAt === 'reserved' ? at(3 * HOUR) : timerOf(policy);
      expect(stepAt(state, now)).toMatch(
        timed(policy.capture === 'automatic' ? 'capture' : completing(policy)),
      );
    },
  );

  it.each(policies.map(name))('%s: a hold captured whole', (_name, policy) => {
    const state = captured(300_000, policy);
    expect(stepAt(state, at(3 * HOUR))).toMatch(timed(completing(policy)));
    const ending = policy.complete === 'manual' ? null : 'complete';
    expect(stepAt(state, CHARGE_BY)).toMatch(timed(ending));
  });
});

describe('completing', () => {
  it('does not let go of the hold before the capture timer, although charges are no longer allowed', () => {
    const policy = { complete: 'chargeValidityEnd', chargeValidityMs: DAY } as const;
    const state = charged(policy);
    expect(stepAt(state, at(HOUR + DAY))).toBe(`wait ${CAPTURE_AT}`);
    expect(stepAt(state, CAPTURE_AT)).toBe('ask capture');
  });

  it('waits for the end of the charge validity after the timer has done its part', () => {
    const state = captured(200_000, { complete: 'chargeValidityEnd', ...LATE_CHARGE });
    expect(stepAt(state, CAPTURE_AT)).toBe(`wait ${CAPTURE_BY}`);
    expect(stepAt(state, CAPTURE_BY)).toBe(`wait ${CHARGE_BY}`);
    expect(stepAt(state, CHARGE_BY)).toBe('ask complete');
  });

  it('does not let go of the hold while it cannot be captured for want of the provider’s ids: after a fresh look a person is told', () => {
    const state = charged({});
    state.lastReading = reading({ products: [] });
    expect(stepAt(state, CAPTURE_AT)).toBe('read');
    state.readAt = at(HOUR + 6 * DAY + MINUTE);
    expect(stepAt(state, CAPTURE_AT)).toBe(`wait ${state.readAt}`);
    state.readAt = null;
    state.lastReading = reading({ products: [], at: CAPTURE_AT });
    expect(stepAt(state, CAPTURE_AT)).toBe('warn capture_at_risk');
    state.attentions.push(attention('capture_at_risk'));
    expect(stepAt(state, CAPTURE_AT)).toBe(`wait ${CAPTURE_BY}`);
  });

  it('says that the capture deadline was missed before it lets go of what is left', () => {
    const state = captured(200_000, { remainder: 'capture' });
    expect(stepAt(state, CAPTURE_BY)).toBe('warn capture_deadline_missed');
    state.attentions.push(attention('capture_deadline_missed'));
    expect(stepAt(state, CAPTURE_BY)).toBe('ask complete');
  });
});

describe('a missed or endangered capture', () => {
  it('is told from the capture deadline on, and nothing is sent after it', () => {
    const state = reserved();
    expect(stepAt(state, CAPTURE_BY)).toBe('warn capture_deadline_missed');
    state.attentions.push(attention('capture_deadline_missed'));
    expect(stepAt(state, CAPTURE_BY)).toBe(`wait ${CHARGE_BY}`);
  });

  it('is told as endangered when its outcome is unknown at the timer, and no timer sends money', () => {
    const state = reserved();
    const operation = unknownOperation(state, 'capture', { amountMinor: 1 }, 1);
    operation.dueAt = CAPTURE_BY;
    expect(stepAt(state, CAPTURE_AT)).toBe('warn capture_at_risk');
    state.attentions.push(attention('capture_at_risk'));
    expect(stepAt(state, CAPTURE_AT)).toBe(`wait ${CAPTURE_BY}`);
  });

  it('is not told as endangered where nothing is left to capture', () => {
    const state = captured();
    unknownOperation(state, 'refund', { reference: 'CAP1' }, 1).dueAt = CAPTURE_BY;
    expect(stepAt(state, CAPTURE_AT)).toBe(`wait ${CAPTURE_BY}`);
  });

  it('that the timer itself asked for is told once the readings have not told, or could not any more', () => {
    const untilRisk = HOUR + 7 * DAY - 562 * SECOND;
    const state = reserved();
    const operation = unknownOperation(state, 'capture', {}, 1);
    Object.assign(operation, { requestedBy: 'timer', dueAt: CAPTURE_BY });
    expect(stepAt(state, CAPTURE_AT)).toBe(`wait ${at(untilRisk)}`);
    expect(stepAt(state, at(untilRisk))).toBe('warn capture_at_risk');
    state.attentions.push({ ...attention('capture_at_risk'), code: 'operation_unsettled' });
    expect(stepAt(state, CAPTURE_AT)).toBe('warn capture_at_risk');
  });

  it('is told as endangered when the lines cannot bear it, not as missed', () => {
    const state = reserved();
    const products = reading().products.map((product) => ({ ...product, capturedMinor: 1 }));
    state.lastReading = reading({ products });
    expect(stepAt(state, CAPTURE_AT)).toBe('warn capture_at_risk');
  });
});

describe('an unpaid order', () => {
  it('is read before it is cancelled: a hold that was just made must not be lost', () => {
    const state = awaitingPayment();
    observe(state, unpaidReading({ at: at(10 * DAY - HOUR) }), at(10 * DAY - HOUR));
    expect(state.readAt).toBe(PAY_BY);
    expect(stepAt(state, PAY_BY)).toBe('read');
    state.readAt = at(10 * DAY + MINUTE);
    expect(stepAt(state, PAY_BY)).toBe(`wait ${state.readAt}`);
  });

  it('is reminded at each of its times, once each', () => {
    const state = awaitingPayment({ remindBeforeMs: [HOUR, DAY] });
    state.reminders = [at(9 * DAY), at(10 * DAY - HOUR)];
    state.readAt = null;
    expect(stepAt(state, at(8 * DAY))).toBe(`wait ${at(9 * DAY)}`);
    expect(stepAt(state, at(9 * DAY))).toBe('ask resend');
    state.reminders.shift();
    expect(stepAt(state, at(9 * DAY))).toBe(`wait ${at(10 * DAY - HOUR)}`);
  });
});

describe('a submit', () => {
  it('is sent first, and hints wait for it', () => {
    const state = submitting();
    state.hints = [{ source: 'callback', reservationUuid: 'RES1' }];
    expect(stepAt(state, T0)).toBe('send submit');
    operationAt(state, 0).dueAt = at(MINUTE);
    expect(stepAt(state, T0)).toBe(`wait ${at(MINUTE)}`);
  });

  it('is looked for at once when a callback names a reservation', () => {
    const state = submitting();
    Object.assign(operationAt(state, 0), { status: 'unknown', dueAt: at(MINUTE) });
    expect(stepAt(state, T0)).toBe(`wait ${at(MINUTE)}`);
    state.hints = [{ source: 'callback', reservationUuid: 'RES1' }];
    expect(stepAt(state, T0)).toBe('verify submit');
  });
});

describe('an order that is over', () => {
  it.each(['completed', 'cancelled', 'expired', 'failed'] as const)('ends when it is %s', (lifecycle) => {
    const state = inState(lifecycle);
    for (const operation of state.operations) operation.status = 'executed';
    expect(stepAt(state, at(4 * HOUR))).toBe('end');
  });

  it('reads its books once more after an act of ours', () => {
    const state = inState('completed');
    state.dirty = true;
    expect(stepAt(state, at(4 * HOUR))).toBe('read');
  });

  it.each<[string, (state: ReservationState) => void]>([
    [
      'a stray is not yet released',
      (state) => state.strays.push({ reservationUuid: 'RES9', tries: 1, dueAt: at(DAY) }),
    ],
    ['its books are to be read again', (state) => Object.assign(state, { readAt: at(DAY) })],
    [
      'an operation is pending',
      (state) => Object.assign(asked(state, 'refund', { reference: 'CAP1' }), { dueAt: at(DAY) }),
    ],
    [
      'an operation is unknown',
      (state) =>
        Object.assign(unknownOperation(state, 'refund', { reference: 'CAP1' }, 1), { dueAt: at(DAY) }),
    ],
    [
      'somebody waits for the answer to a resolution',
      (state) => state.resolutions.push({ ...person(), dueAt: at(DAY) }),
    ],
  ])('goes on while %s', (_why, change) => {
    const state = inState('completed');
    change(state);
    expect(stepAt(state, at(4 * HOUR))).toBe(`wait ${at(DAY)}`);
  });
});

function person(): Resolution {
  return {
    key: null,
    operationId: 'capture-2',
    outcome: 'executed',
    evidence: 'Seen',
    requestedBy: 'operator',
    requestedAt: T0,
    dueAt: null,
    result: null,
    shown: null,
  };
}
