/** Every promise that a chaos run checks can be found broken: doctored books are called by their names. */
import { describe, expect, it } from '@jest/globals';
import type { CommandLog } from '../../chaos/door';
import { type Breach, judgeOrder, type OrderFacts } from '../../chaos/judge-order';
import type { TrueReservation } from '../../chaos/true-books';
import type { Execution } from '../../src/sandbox/books';
import type { Reservation, ReservationOperation } from '../../workflows/view';

const NOW = new Date('2026-11-21T12:10:00.000Z');
const RESERVED_AT = '2026-11-21T12:00:00.000Z';
const UUID = 'RES1';

function operation(fields: Partial<ReservationOperation> = {}): ReservationOperation {
  return {
    operationId: 'capture-2',
    kind: 'capture',
    status: 'executed',
    amountMinor: 1_000,
    reference: 'CAP1',
    requestedBy: 'timer',
    requestedAt: RESERVED_AT,
    settledAt: RESERVED_AT,
    reason: null,
    ...fields,
  };
}

function execution(fields: Partial<Execution> = {}): Execution {
  return {
    id: 1,
    kind: 'capture',
    at: '2026-11-21T12:00:30.000Z',
    reservationUuid: UUID,
    by: 'api',
    amountMinor: 1_000,
    reference: 'CAP1',
    note: '[op:capture-2]',
    ...fields,
  };
}

const ORDER = {
  orderId: 'one',
  reservationUuid: UUID,
  state: 'completed',
  policy: {},
  amounts: { reservedMinor: 1_000, capturedMinor: 1_000, chargedMinor: 0, refundedMinor: 0, runwayMinor: 0 },
  deadlines: { captureAt: null },
  attention: null,
  operations: [operation()],
} as unknown as Reservation;

const TRUE = {
  reservationUuid: UUID,
  status: 'COMPLETED',
  reservedAt: RESERVED_AT,
  reservedMinor: 1_000,
  capturedMinor: 1_000,
  chargedMinor: 0,
  refundedMinor: 0,
  captures: [{ reference: 'CAP1', amountMinor: 1_000, refundedMinor: 0 }],
  charges: [],
} as unknown as TrueReservation;

function facts(fields: Partial<OrderFacts> = {}): OrderFacts {
  return {
    orderId: 'one',
    order: ORDER,
    entries: null,
    reservations: [TRUE],
    executions: [execution()],
    commands: [],
    captureWindowMs: 60_000,
    wasRefused: false,
    linkEndMs: Date.parse('2026-11-21T13:00:00.000Z'),
    ...fields,
  };
}

const taken: CommandLog = {
  orderId: 'one',
  command: 'capture',
  key: 'capture-0',
  operationId: 'k-1',
  mustBeRefused: false,
  answers: [{ status: 200, code: null, operationId: 'k-1', operationStatus: 'executed' }],
  unanswered: 0,
};

const order = (fields: object): Reservation => ({ ...ORDER, ...fields }) as Reservation;
const truly = (fields: object): TrueReservation => ({ ...TRUE, ...fields }) as TrueReservation;

describe('the books of one order', () => {
  it('are right when nothing is wrong', () => {
    expect(judgeOrder(facts(), NOW)).toEqual([]);
  });

  it.each<[string, Breach, Partial<OrderFacts>]>([
    ['a capture executed twice', 'double_execution', { executions: [execution(), execution({ id: 2 })] }],
    [
      'a refund that nobody asked for',
      'double_execution',
      { executions: [execution(), execution({ kind: 'refund', amountMinor: 500, note: null })] },
    ],
    [
      'a capture after the deadline',
      'late_capture',
      { executions: [execution({ at: '2026-11-21T12:01:00.001Z' })] },
    ],
    [
      'a hold that lapsed although it was to be captured',
      'lapsed_hold',
      {
        executions: [],
        order: order({ amounts: { ...ORDER.amounts, capturedMinor: 0 } }),
        reservations: [truly({ capturedMinor: 0, captures: [] })],
      },
    ],
    ['a command that was never answered', 'lost_command', { commands: [{ ...taken, answers: [] }] }],
    ['a command that was taken and is not known', 'lost_command', { commands: [taken] }],
    [
      'a command that became two operations',
      'lost_command',
      {
        commands: [taken],
        order: order({ operations: [operation({ operationId: 'k-1' }), operation({ operationId: 'k-1' })] }),
      },
    ],
    [
      'a command that was answered as done and was refused',
      'lost_command',
      {
        commands: [taken],
        order: order({ operations: [operation({ operationId: 'k-1', status: 'refused' })] }),
      },
    ],
    [
      'a command that had to be refused',
      'refusal_ignored',
      {
        commands: [{ ...taken, mustBeRefused: true }],
        order: order({ operations: [operation({ operationId: 'k-1' })] }),
      },
    ],
    ['an order that nobody can tell of', 'stuck', { order: null }],
    [
      'an operation without an end',
      'stuck',
      { order: order({ operations: [operation({ status: 'unknown' })] }) },
    ],
    ['an order that stands still', 'stuck', { order: order({ state: 'reserved' }) }],
    [
      'an attention without evidence',
      'attention_without_evidence',
      { order: order({ attention: { code: 'books_differ', evidence: null } }) },
    ],
    ['another total', 'ledger_differs', { reservations: [truly({ refundedMinor: 1 })] }],
    [
      'the same total from another source',
      'ledger_differs',
      {
        entries: [
          {
            reference: 'CAP2',
            amountMinor: 1_000,
            refundedMinor: 0,
            operationId: null,
            products: [],
            refundedProducts: [],
          },
        ],
      },
    ],
    [
      'a second reservation that still holds money',
      'stray_left',
      { reservations: [TRUE, truly({ reservationUuid: 'RES2', status: 'RESERVED', capturedMinor: 0 })] },
    ],
  ])('show %s', (_what, breach, doctored) => {
    expect(judgeOrder(facts(doctored), NOW).map((finding) => finding.breach)).toContain(breach);
  });

  it('blame nobody for a hold that a person released', () => {
    const released = facts({
      executions: [execution({ kind: 'cancel', amountMinor: null, reference: null, note: '[op:k-1]' })],
      order: order({
        state: 'cancelled',
        amounts: { ...ORDER.amounts, capturedMinor: 0 },
        operations: [operation({ operationId: 'k-1', kind: 'cancel', requestedBy: 'booking' })],
      }),
      reservations: [truly({ status: 'CANCELLED', capturedMinor: 0, captures: [] })],
    });
    expect(judgeOrder(released, NOW)).toEqual([]);
  });
});
