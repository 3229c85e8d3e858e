/** The sheet of an order: what it shows, what it hides, and that what it says of the timer is what the timer does. */
import { describe, expect, it } from '@jest/globals';
import { masked } from '../../workflows/mask';
import { nextTimer } from '../../workflows/next-timer';
import type { Policy } from '../../workflows/order';
import { toSheet, unadmittedSheet, withoutPersonalNumber } from '../../workflows/sheet';
import type { ReservationState } from '../../workflows/state';
import { timedStep } from '../../workflows/timed-step';
import {
  at,
  awaitingPayment,
  CAPTURE_AT,
  captured,
  DAY,
  HOUR,
  inState,
  PAY_BY,
  reading,
  readingWith,
  reserved,
  shown,
  unpaidReading,
} from './states';

const NOW = at(3 * HOUR);

describe('the customer on a sheet', () => {
  const customer = awaitingPayment().order.customer;

  it.each([
    ['Kari Nordmann', 'K… N…'],
    ['  Åse   Øverås-Ødegård ', 'Å… Ø…'],
    ['山田', '山…'],
    ['Xi', 'X…'],
  ])('has the name %j shown as %j', (name, expected) => {
    expect(masked({ ...customer, name }).name).toBe(expected);
  });

  it.each([
    ['kari@example.com', 'k…@e….com'],
    ['k@nordmann.co.uk', 'k…@n….uk'],
    ['kari@localhost', 'k…@l…'],
  ])('has the address %j shown as %j', (email, expected) => {
    expect(masked({ ...customer, email }).email).toBe(expected);
  });

  it('keeps two digits of the telephone, and says that it is masked', () => {
    expect(masked(customer)).toMatchObject({ phone: '+47 …68', isMasked: true });
  });

  it('is in the whole sheet nowhere in the clear', () => {
    const text = JSON.stringify(toSheet(reserved(), NOW));
    for (const personal of ['Nordmann', 'kari@', '46567468', 'Storgata']) {
      expect(text).not.toContain(personal);
    }
  });

  it('is shown on purpose without his personal number', () => {
    const personal = { ...customer, personalNumber: '01017012345' };
    expect(withoutPersonalNumber(personal)).toEqual(customer);
  });
});

describe('what moved', () => {
  it('is shown by line, with when it was known', () => {
    expect(toSheet(captured(250_000), NOW).movements).toEqual([
      {
        reference: 'CAP1',
        kind: 'capture',
        amountMinor: 250_000,
        refundedMinor: 0,
        at: at(2 * HOUR),
        lines: [
          { line: 0, name: 'Cabin, two nights', amountMinor: 240_000, refundedMinor: 0 },
          { line: 1, name: 'Cleaning', amountMinor: 10_000, refundedMinor: 0 },
        ],
      },
    ]);
  });

  it('shows what of each line was refunded', () => {
    const state = captured(250_000);
    const [entry] = state.ledger.captures;
    Object.assign(entry ?? {}, {
      refundedMinor: 40_000,
      refundedProducts: [{ id: 11, amountMinor: 40_000 }],
    });
    const [movement] = toSheet(state, NOW).movements;
    expect(movement?.lines?.map(({ refundedMinor }) => refundedMinor)).toEqual([40_000, 0]);
  });

  it('is shown without lines when somebody else moved it, at the time it was seen', () => {
    const state = reserved();
    const movements = [
      { reference: 'CAP9', amountMinor: 1_000, refundedMinor: 0, marker: null, hasText: false },
    ];
    shown(state, readingWith({ captures: movements }));
    expect(toSheet(state, NOW).movements).toEqual([
      { reference: 'CAP9', kind: 'capture', amountMinor: 1_000, refundedMinor: 0, at: at(3 * HOUR) },
    ]);
  });
});

describe('the timer on a sheet', () => {
  const sheetOf = (state: ReservationState, now = NOW) => toSheet(state, now).timer;

  it.each<[string, ReservationState, ReturnType<typeof nextTimer>]>([
    ['withdraws an unpaid link', awaitingPayment(), { at: PAY_BY, does: 'cancel' }],
    ['leaves an unpaid link', awaitingPayment({ unpaid: 'leave' }), { at: PAY_BY, does: 'none' }],
    ['captures a hold', reserved(), { at: CAPTURE_AT, does: 'capture' }],
    ['releases a hold by hand', reserved({ capture: 'manual' }), { at: CAPTURE_AT, does: 'release' }],
    ['releases the rest', captured(200_000), { at: CAPTURE_AT, does: 'release' }],
    ['captures the rest', captured(200_000, { remainder: 'capture' }), { at: CAPTURE_AT, does: 'capture' }],
    [
      'completes when charging ends',
      captured(300_000, { complete: 'chargeValidityEnd' }),
      { at: at(HOUR + 90 * DAY), does: 'complete' },
    ],
    ['is none by command', captured(300_000, { complete: 'manual' }), null],
    ['leaves the rest', captured(200_000, { complete: 'manual' }), { at: CAPTURE_AT, does: 'none' }],
  ])('%s', (_name, state, expected) => {
    expect(sheetOf(state)).toEqual(expected);
  });

  it.each(['submitting', 'completed', 'cancelled', 'expired', 'failed'] as const)('is none: %s', (state) => {
    expect(sheetOf(inState(state))).toBeNull();
  });

  it('does nothing after a refusal, until a person has acted', () => {
    expect(sheetOf({ ...reserved(), timersHalted: true })).toEqual({ at: CAPTURE_AT, does: 'none' });
  });

  const policies: Partial<Policy>[] = (['automatic', 'manual'] as const).flatMap((capture) =>
    (['release', 'capture'] as const).flatMap((remainder) =>
      (['settled', 'chargeValidityEnd', 'manual'] as const).flatMap((complete) =>
        (['cancel', 'leave'] as const).map((unpaid) => ({ capture, remainder, complete, unpaid })),
      ),
    ),
  );
  const states = policies.flatMap((policy): [string, ReservationState][] => {
    const name = Object.values(policy).join(' ');
    return [
      [`unpaid, ${name}`, awaitingPayment(policy)],
      [`reserved, ${name}`, reserved(policy)],
      [`partly captured, ${name}`, captured(200_000, policy)],
      [`wholly captured, ${name}`, captured(300_000, policy)],
    ];
  });

  it.each(states)('says what the timer then does, and nothing that it does before: %s', (_name, state) => {
    const told = nextTimer(state, NOW);
    expect(deedAt(state, told === null ? at(200 * DAY) : told.at)).toBe(told?.does ?? 'none');
    if (told !== null && told.at > NOW) {
      expect(deedAt(state, new Date(Date.parse(told.at) - 1).toISOString())).toBe('none');
    }
  });
});

/** What the timer asks for at this instant, in the words of the sheet; the books were read just before. */
function deedAt(state: ReservationState, now: string): string {
  const fresh = structuredClone(state);
  const base = fresh.lastReading ?? (fresh.reservedAt === null ? unpaidReading() : reading());
  fresh.lastReading = { ...base, at: now };
  const step = timedStep(fresh, now);
  if (step?.do !== 'ask') return 'none';
  if (step.kind === 'capture') return 'capture';
  if (step.kind === 'cancel') return fresh.lifecycle === 'awaitingPayment' ? 'cancel' : 'release';
  return step.why === 'remainder_released' ? 'release' : step.kind;
}

describe('an order in the moment before it is admitted', () => {
  it('has its lines and its masked customer on its sheet, and nothing else', () => {
    const { input } = awaitingPayment();
    expect(unadmittedSheet(input, NOW)).toMatchObject({
      lines: [{ line: 0, name: 'Cabin, two nights', amountMinor: 240_000, taxPercent: 12 }, { line: 1 }],
      customer: { name: 'K… N…' },
      movements: [],
      timer: null,
    });
  });
});
