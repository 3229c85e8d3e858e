/** What each moment allows: every refusal by its name, the deadlines to the millisecond, the actions by state. */
import { describe, expect, it } from '@jest/globals';
import { allowedActions, COMMANDS_BY_STATE, type Judgement, judge } from '../../workflows/guards';
import type { CommandBodies, CommandKind } from '../../workflows/messages';
import type { StateRefusal } from '../../workflows/refusals';
import type { LifecycleState, ReservationState } from '../../workflows/state';
import {
  asked,
  at,
  awaitingPayment,
  CAPTURE_BY,
  captured,
  DAY,
  HOUR,
  inState,
  LINES_MINOR,
  movement,
  ORDER_MINOR,
  operationAt,
  reading,
  reserved,
  shown,
  unknownOperation,
} from './states';

const NOW = at(3 * HOUR);
const COMMANDS: { [K in CommandKind]: CommandBodies[K] } = {
  capture: {},
  charge: { lines: [{ name: 'Minibar', amountMinor: 9_900, taxPercent: 25 }] },
  refund: { reference: 'CAP1' },
  cancel: { note: 'Not wanted any more' },
  complete: { note: 'All done' },
  resend: {},
};
const KINDS = Object.keys(COMMANDS) as CommandKind[];

function refusalOf(judgement: Judgement): StateRefusal | null {
  return 'refusal' in judgement ? judgement.refusal : null;
}

function judged(state: ReservationState, kind: CommandKind, now = NOW): StateRefusal | null {
  return refusalOf(judge(state, kind, COMMANDS[kind], now));
}

describe('a command against the state', () => {
  const refusals: Record<LifecycleState, Partial<Record<CommandKind, StateRefusal>>> = {
    submitting: all('not_placed'),
    awaitingPayment: {
      capture: 'not_reserved',
      charge: 'not_reserved',
      refund: 'nothing_to_refund',
      complete: 'nothing_captured',
    },
    reserved: { refund: 'nothing_to_refund', complete: 'nothing_captured', resend: 'already_paid' },
    captured: { cancel: 'already_captured', resend: 'already_paid' },
    completed: { ...all('already_completed'), refund: undefined } as never,
    cancelled: all('already_cancelled'),
    expired: all('already_expired'),
    failed: all('not_placed'),
  };
  const rows = (Object.keys(refusals) as LifecycleState[]).flatMap((state) =>
    KINDS.map((kind) => ({ state, kind, refusal: refusals[state][kind] ?? null })),
  );

  it.each(rows)('answers $kind in state $state with $refusal', ({ state, kind, refusal }) => {
    expect(judged(inState(state), kind)).toBe(refusal);
  });

  it('decides every command in every state', () => {
    expect(Object.keys(COMMANDS_BY_STATE).sort()).toEqual([...KINDS].sort());
    for (const byState of Object.values(COMMANDS_BY_STATE)) expect(Object.keys(byState)).toHaveLength(8);
  });

  it.each(KINDS.filter((kind) => kind !== 'resend'))('refuses %s while an operation is unknown', (kind) => {
    const state = captured(200_000);
    unknownOperation(state, 'capture', { amountMinor: 50_000 }, 50_000);
    expect(judged(state, kind)).toBe('operation_unsettled');
  });

  it('sends the link once more although an operation is unknown', () => {
    const state = awaitingPayment();
    unknownOperation(state, 'cancel', { note: 'Not wanted' });
    expect(judged(state, 'resend')).toBeNull();
  });

  it('lets no unknown resend stand in the way of money', () => {
    const state = reserved();
    unknownOperation(state, 'resend', {});
    expect(judged(state, 'capture')).toBeNull();
  });
});

describe('a capture', () => {
  const capture = (state: ReservationState, body: CommandBodies['capture'], now = NOW) =>
    judge(state, 'capture', body, now);

  it('takes the whole runway when nothing is said, and only then would a second one be refused', () => {
    expect(capture(reserved(), {})).toEqual({
      amountMinor: ORDER_MINOR,
      products: [
        { id: 11, amountMinor: LINES_MINOR[0] },
        { id: 12, amountMinor: LINES_MINOR[1] },
      ],
      repeatable: true,
    });
    expect(capture(reserved(), { amountMinor: ORDER_MINOR })).toMatchObject({ repeatable: true });
    expect(capture(reserved(), { amountMinor: ORDER_MINOR - 1 })).toMatchObject({ repeatable: false });
  });

  it('takes what an earlier one has left', () => {
    expect(capture(captured(250_000), {})).toEqual({
      amountMinor: 50_000,
      products: [{ id: 12, amountMinor: 50_000 }],
      repeatable: true,
    });
  });

  it('takes amounts by line', () => {
    expect(capture(reserved(), { lines: [{ line: 1, amountMinor: 60_000 }] })).toEqual({
      amountMinor: 60_000,
      products: [{ id: 12, amountMinor: 60_000 }],
      repeatable: false,
    });
  });

  it.each<[string, ReservationState, CommandBodies['capture'], StateRefusal]>([
    ['above the runway', reserved(), { amountMinor: ORDER_MINOR + 1 }, 'capture_exceeds_runway'],
    ['above what is left', captured(250_000), { amountMinor: 50_001 }, 'capture_exceeds_runway'],
    ['above its line', reserved(), { lines: [{ line: 1, amountMinor: 60_001 }] }, 'capture_exceeds_line'],
    [
      'of a captured line',
      captured(250_000),
      { lines: [{ line: 0, amountMinor: 1 }] },
      'capture_exceeds_line',
    ],
    ['of a line that is not there', reserved(), { lines: [{ line: 2, amountMinor: 1 }] }, 'line_not_found'],
    ['of nothing that is left', captured(), {}, 'nothing_left_to_capture'],
    ['without the provider’s product ids', withoutProducts(), {}, 'products_unknown'],
  ])('is refused %s', (_why, state, body, refusal) => {
    expect(refusalOf(capture(state, body))).toBe(refusal);
  });

  it('is refused by lines above a hold that is smaller than the order', () => {
    const state = awaitingPayment();
    shown(state, reading({ reservedMinor: 100_000 }));
    expect(refusalOf(capture(state, { lines: [{ line: 0, amountMinor: 100_001 }] }))).toBe(
      'capture_exceeds_runway',
    );
    expect(capture(state, {})).toMatchObject({ amountMinor: 100_000 });
  });

  it('is allowed until a millisecond before the capture deadline, and not at it', () => {
    expect(refusalOf(capture(reserved(), {}, at(HOUR + 7 * DAY - 1)))).toBeNull();
    expect(refusalOf(capture(reserved(), {}, CAPTURE_BY))).toBe('capture_deadline_passed');
    expect(refusalOf(capture(reserved(), {}, at(30 * DAY)))).toBe('capture_deadline_passed');
  });

  it('gives no line more than it has when the provider shows one captured above its amount', () => {
    const state = reserved();
    const odd = reading().products.map((product, index) => ({
      ...product,
      capturedMinor: index === 0 ? 250_000 : 0,
    }));
    shown(state, reading({ products: odd }));
    expect(capture(state, { amountMinor: 60_000 })).toMatchObject({
      products: [{ id: 12, amountMinor: 60_000 }],
    });
    expect(refusalOf(capture(state, { amountMinor: 60_001 }))).toBe('capture_exceeds_runway');
  });
});

describe('a charge', () => {
  const charge = (state: ReservationState, now: string) => judge(state, 'charge', COMMANDS.charge, now);

  it('may exceed the hold, and a second one would not be refused', () => {
    const lines = [{ name: 'Damage', amountMinor: 2 * ORDER_MINOR, taxPercent: 0 }];
    expect(judge(reserved(), 'charge', { lines }, NOW)).toEqual({
      amountMinor: 2 * ORDER_MINOR,
      products: [],
      repeatable: false,
    });
  });

  it('is allowed for ninety days where the order says nothing', () => {
    const state = captured();
    expect(refusalOf(charge(state, at(HOUR + 90 * DAY - 1)))).toBeNull();
    expect(refusalOf(charge(state, at(HOUR + 90 * DAY)))).toBe('charge_validity_ended');
  });

  it('is refused from the end of its own validity on', () => {
    const state = reserved({ chargeValidityMs: 2 * DAY });
    expect(refusalOf(charge(state, at(HOUR + 2 * DAY - 1)))).toBeNull();
    expect(refusalOf(charge(state, at(HOUR + 2 * DAY)))).toBe('charge_validity_ended');
  });
});

describe('a refund', () => {
  const refund = (
    state: ReservationState,
    body: Omit<CommandBodies['refund'], 'reference'>,
    reference = 'CAP1',
  ) => judge(state, 'refund', { reference, ...body }, NOW);

  it('takes what is left of its source when nothing is said', () => {
    const state = captured(250_000);
    expect(refund(state, {})).toEqual({
      amountMinor: 250_000,
      products: [
        { id: 11, amountMinor: 240_000 },
        { id: 12, amountMinor: 10_000 },
      ],
      repeatable: false,
    });
  });

  it.each<[string, Omit<CommandBodies['refund'], 'reference'>, string, StateRefusal]>([
    ['of what the order does not have', {}, 'CAP2', 'reference_not_found'],
    ['above its source', { amountMinor: 250_001 }, 'CAP1', 'refund_exceeds_source'],
    ['above its line', { lines: [{ line: 1, amountMinor: 10_001 }] }, 'CAP1', 'refund_exceeds_line'],
    ['of a line that is not there', { lines: [{ line: 2, amountMinor: 1 }] }, 'CAP1', 'line_not_found'],
  ])('is refused %s', (_why, body, reference, refusal) => {
    expect(refusalOf(refund(captured(250_000), body, reference))).toBe(refusal);
  });

  it('is refused where all of it went back', () => {
    const state = captured(250_000);
    const marker = operationAt(state, 1).operationId;
    const captures = [movement('CAP1', 250_000, { refundedMinor: 250_000, marker })];
    shown(state, { captures, refundedFromCapturedMinor: 250_000 });
    expect(refusalOf(refund(state, {}))).toBe('nothing_left_to_refund');
  });

  it('is refused by lines above what somebody else left of the source', () => {
    const state = captured(250_000);
    const marker = operationAt(state, 1).operationId;
    const captures = [movement('CAP1', 250_000, { refundedMinor: 200_000, marker })];
    shown(state, { captures, refundedFromCapturedMinor: 200_000 });
    expect(refusalOf(refund(state, { lines: [{ line: 0, amountMinor: 50_001 }] }))).toBe(
      'refund_exceeds_source',
    );
    expect(refund(state, {})).toMatchObject({ amountMinor: 50_000 });
  });
});

describe('the allowed actions', () => {
  it.each<[LifecycleState, string[]]>([
    ['submitting', []],
    ['awaitingPayment', ['cancel', 'resend']],
    ['reserved', ['capture', 'charge', 'cancel']],
    ['captured', ['capture', 'charge', 'refund', 'complete']],
    ['completed', ['refund']],
    ['cancelled', []],
    ['expired', []],
    ['failed', []],
  ])('of state %s are %j', (state, actions) => {
    expect(allowedActions(inState(state), NOW)).toEqual(actions);
  });

  it('leave capture out once everything was captured, and refund once everything went back', () => {
    const state = captured();
    expect(allowedActions(state, NOW)).toEqual(['charge', 'refund', 'complete']);
    const marker = operationAt(state, 1).operationId;
    const captures = [movement('CAP1', ORDER_MINOR, { refundedMinor: ORDER_MINOR, marker })];
    shown(state, { captures, refundedFromCapturedMinor: ORDER_MINOR });
    expect(allowedActions(state, NOW)).toEqual(['charge', 'complete']);
  });

  it('leave capture out from the capture deadline on, and charge from the end of its validity on', () => {
    const state = reserved({ chargeValidityMs: 3 * DAY });
    expect(allowedActions(state, at(HOUR + 3 * DAY - 1))).toEqual(['capture', 'charge', 'cancel']);
    expect(allowedActions(state, at(HOUR + 3 * DAY))).toEqual(['capture', 'cancel']);
    expect(allowedActions(state, CAPTURE_BY)).toEqual(['cancel']);
  });

  it('are to resolve alone while money is unknown', () => {
    const state = reserved();
    unknownOperation(state, 'capture', {}, ORDER_MINOR);
    expect(allowedActions(state, NOW)).toEqual(['resolve']);
  });

  it('are not narrowed by what only waits for its turn', () => {
    const state = reserved();
    asked(state, 'capture', {});
    expect(allowedActions(state, NOW)).toEqual(['capture', 'charge', 'cancel']);
  });
});

function all(refusal: StateRefusal): Record<CommandKind, StateRefusal> {
  return Object.fromEntries(KINDS.map((kind) => [kind, refusal])) as Record<CommandKind, StateRefusal>;
}

function withoutProducts(): ReservationState {
  const state = awaitingPayment();
  return shown(state, reading({ products: [] }));
}
