/**
 * Invented orders in every state of their lives, brought there by the workflow's own pure functions, and readings
 * of the provider's books. The order: NOK 3,000.00 in two lines, payable for ten days, held for seven.
 */
import type { CommandBodies, CommandKind } from '../../workflows/messages';
import { addOperation, newState } from '../../workflows/new-state';
import { observe } from '../../workflows/observe';
import type { Operation } from '../../workflows/operation';
import type { Order, OrderInput, Policy } from '../../workflows/order';
import type { ProviderMovement, Reading } from '../../workflows/reading';
import { nextReading } from '../../workflows/reading-plan';
import { PRESENT_RULES } from '../../workflows/rules';
import { settleExecuted } from '../../workflows/settle';
import type { LifecycleState, ReservationState } from '../../workflows/state';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** When every order here was placed. */
export const T0 = '2026-11-21T12:00:00.000Z';

/** The contract's `VERIFY_SCHEDULE`. */
export const SCHEDULE_MS = [2, 5, 15, 30, 60, 120, 300].map((seconds) => seconds * SECOND);

export const ORDER_MINOR = 300_000;
export const LINES_MINOR = [240_000, 60_000] as const;

/** So long after the order was placed. */
export function at(ms: number): string {
  return new Date(Date.parse(T0) + ms).toISOString();
}

export const RESERVED_AT = at(HOUR);
export const CAPTURE_AT = at(HOUR + 6 * DAY);
export const CAPTURE_BY = at(HOUR + 7 * DAY);
export const PAY_BY = at(10 * DAY);

const INPUT: OrderInput = {
  orderId: 'booking-1042',
  currency: 'NOK',
  customer: {
    type: 'private',
    name: 'Kari Nordmann',
    email: 'kari@example.com',
    phone: { countryCode: '+47', number: '46567468' },
    language: 'en',
    address: { street: 'Storgata 1', zip: '0155', city: 'Oslo', country: 'NO' },
  },
  lines: [
    { name: 'Cabin, two nights', amountMinor: LINES_MINOR[0], taxPercent: 12 },
    { name: 'Cleaning', amountMinor: LINES_MINOR[1], taxPercent: 25 },
  ],
  linkExpiresAt: PAY_BY,
};

const POLICY: Policy = {
  capture: 'automatic',
  captureAt: 'deadline',
  captureWindowMs: 7 * DAY,
  safetyMarginMs: DAY,
  remainder: 'release',
  complete: 'settled',
  chargeValidityMs: null,
  unpaid: 'cancel',
  remindBeforeMs: [],
};

/** Placed, its submit not yet sent. */
export function submitting(policy: Partial<Policy> = {}, linkExpiresAt = PAY_BY): ReservationState {
  const order: Order = {
    ...structuredClone(INPUT),
    payment: { via: 'link' },
    notify: { sms: false, email: true },
    linkExpiresAt,
    policy: { ...POLICY, ...policy },
  };
  const settings = { verifyScheduleMs: SCHEDULE_MS, providerTimeoutMs: 30 * SECOND, rules: PRESENT_RULES };
  return newState({ input: structuredClone(INPUT), order, settings, attempts: 0 }, T0);
}

/** Submitted at T0, not paid. */
export function awaitingPayment(policy: Partial<Policy> = {}): ReservationState {
  const state = submitting(policy);
  state.reservationUuid = 'RES1';
  state.checkoutUrl = 'https://checkout.example/RES1';
  settleExecuted(state, operationAt(state, 0), { reference: 'RES1', by: 'answer' }, T0);
  state.readAt = nextReading(state, T0);
  return state;
}

/** Paid an hour later, and seen. */
export function reserved(policy: Partial<Policy> = {}): ReservationState {
  const state = awaitingPayment(policy);
  observe(state, reading(), RESERVED_AT);
  return state;
}

/** Captured as CAP1 at two hours, by an operation of its own, and seen. */
export function captured(amountMinor: number = ORDER_MINOR, policy: Partial<Policy> = {}): ReservationState {
  const state = reserved(policy);
  const operation = asked(state, 'capture', { amountMinor });
  operation.amountMinor = amountMinor;
  const [first, second] = [Math.min(amountMinor, LINES_MINOR[0]), Math.max(0, amountMinor - LINES_MINOR[0])];
  operation.intent = {
    baseline: state.lastReading,
    products: [
      { id: 11, amountMinor: first },
      { id: 12, amountMinor: second },
    ].filter((product) => product.amountMinor > 0),
    repeatable: amountMinor === ORDER_MINOR,
  };
  settleExecuted(state, operation, { reference: 'CAP1', by: 'answer' }, at(2 * HOUR));
  observe(state, readingOf(state), at(2 * HOUR));
  return state;
}

/** A state of the given name, by its shortest way. */
export function inState(lifecycle: LifecycleState): ReservationState {
  switch (lifecycle) {
    case 'submitting':
      return submitting();
    case 'awaitingPayment':
      return awaitingPayment();
    case 'reserved':
      return reserved();
    case 'captured':
      return captured(200_000);
    case 'completed':
      return shown(captured(), { status: 'COMPLETED' });
    case 'cancelled':
      return shown(reserved(), { status: 'CANCELLED' });
    case 'expired':
      return shown(awaitingPayment(), { status: 'EXPIRED' });
    case 'failed':
      return { ...submitting(), lifecycle: 'failed' };
    default:
      return lifecycle satisfies never;
  }
}

/** The same state after a reading that shows what it knows already, but for the changes. */
export function shown(state: ReservationState, changes: Partial<Reading>): ReservationState {
  observe(state, { ...readingOf(state), ...changes }, at(3 * HOUR));
  return state;
}

/** The whole hold, made at one hour, and nothing moved. */
export function reading(changes: Partial<Reading> = {}): Reading {
  return {
    at: RESERVED_AT,
    reservationUuid: 'RES1',
    status: 'RESERVED',
    isPaid: false,
    reservedAt: RESERVED_AT,
    reservedMinor: ORDER_MINOR,
    capturedMinor: 0,
    chargedMinor: 0,
    refundedFromCapturedMinor: 0,
    refundedFromChargedMinor: 0,
    referenceNumber: 'booking-1042',
    products: [
      { id: 11, name: 'Cabin, two nights', amountMinor: LINES_MINOR[0], capturedMinor: 0 },
      { id: 12, name: 'Cleaning', amountMinor: LINES_MINOR[1], capturedMinor: 0 },
    ],
    captures: [],
    charges: [],
    ...changes,
  };
}

/** A reading before anybody has paid. */
export function unpaidReading(changes: Partial<Reading> = {}): Reading {
  return reading({ status: 'SENT', reservedAt: null, reservedMinor: 0, ...changes });
}

/** A reading that shows these movements, its sums adding up. */
export function readingWith(
  { captures = [], charges = [] }: { captures?: ProviderMovement[]; charges?: ProviderMovement[] },
  changes: Partial<Reading> = {},
): Reading {
  const sum = (movements: ProviderMovement[], key: 'amountMinor' | 'refundedMinor') =>
    movements.reduce((total, movement) => total + movement[key], 0);
  return reading({
    isPaid: captures.length + charges.length > 0,
    captures,
    charges,
    capturedMinor: sum(captures, 'amountMinor'),
    chargedMinor: sum(charges, 'amountMinor'),
    refundedFromCapturedMinor: sum(captures, 'refundedMinor'),
    refundedFromChargedMinor: sum(charges, 'refundedMinor'),
    ...changes,
  });
}

/** A reading that shows exactly what the state knows. */
export function readingOf(state: ReservationState): Reading {
  const movements = (entries: ReservationState['ledger']['captures']) =>
    entries.map(({ reference, amountMinor, refundedMinor, operationId }) =>
      movement(reference ?? 'none', amountMinor, { refundedMinor, marker: operationId }),
    );
  const { captures, charges } = state.ledger;
  return readingWith({ captures: movements(captures), charges: movements(charges) });
}

/** One capture or charge in the provider's books; without a marker it was made in the provider's own dashboard. */
export function movement(
  reference: string,
  amountMinor: number,
  { refundedMinor = 0, marker = null, hasText = marker !== null }: Partial<ProviderMovement> = {},
): ProviderMovement {
  return { reference, amountMinor, refundedMinor, marker, hasText };
}

/** Asks for a command, and leaves it pending. */
export function asked<K extends CommandKind>(
  state: ReservationState,
  kind: K,
  body: CommandBodies[K],
  requestedBy = 'operator',
): Operation {
  return addOperation(state, { kind, body, requestedBy }, at(2 * HOUR));
}

/** Asks for a command whose answer was then ambiguous; its next reading is due at two hours and two seconds. */
export function unknownOperation<K extends CommandKind>(
  state: ReservationState,
  kind: K,
  body: CommandBodies[K],
  amountMinor: number | null = null,
): Operation {
  const operation = asked(state, kind, body);
  operation.status = 'unknown';
  operation.amountMinor = amountMinor;
  operation.ambiguousSends = 1;
  operation.sentAt = at(2 * HOUR);
  operation.dueAt = at(2 * HOUR + 2 * SECOND);
  operation.intent = { baseline: state.lastReading, products: [], repeatable: false };
  return operation;
}

export function operationAt(state: ReservationState, index: number): Operation {
  const operation = state.operations[index];
  if (!operation) throw new Error(`The order has no operation ${index}.`);
  return operation;
}

/** The types on the timeline, oldest first. */
export function story(state: ReservationState): string[] {
  return state.timeline.map(({ type }) => type);
}
