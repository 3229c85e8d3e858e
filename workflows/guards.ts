/**
 * What this moment allows: each command against the state, allowed with what it will move, or refused by name.
 * Guards first, top-down; nothing is written here. Pure.
 */
import { type Allocation, allocate } from './allocate';
import { deadlinesOf } from './deadlines';
import { hasCome } from './instants';
import { runwayMinor, sourceOf } from './ledger';
import type { CaptureBody, ChargeBody, CommandBodies, CommandKind, RefundBody } from './messages';
import type { Operation } from './operation';
import { capturable, refundable } from './products';
import type { ProductAmount } from './reading';
import type { StateRefusal } from './refusals';
import type { LifecycleState, ReservationState } from './state';

/** What an allowed command will move. `repeatable`: the provider itself would refuse a second execution. */
export interface Allowed {
  amountMinor: number | null;
  products: ProductAmount[];
  repeatable: boolean;
}

/** What a command will move, or the one name for why it may not. */
export type Judgement = Allowed | { refusal: StateRefusal };

type ByState = Record<LifecycleState, StateRefusal | null>;

/** Every (state, command) pair, decided; null where the state allows it. */
export const COMMANDS_BY_STATE: Record<CommandKind, ByState> = {
  capture: row('not_reserved', null, null, 'already_completed'),
  charge: row('not_reserved', null, null, 'already_completed'),
  refund: row('nothing_to_refund', 'nothing_to_refund', null, null),
  cancel: row(null, null, 'already_captured', 'already_completed'),
  complete: row('nothing_captured', 'nothing_captured', null, 'already_completed'),
  resend: row(null, 'already_paid', 'already_paid', 'already_completed'),
};

const COMMANDS: CommandKind[] = ['capture', 'charge', 'refund', 'cancel', 'complete', 'resend'];

/** Judges one command by the state it finds. */
export function judge<K extends CommandKind>(
  state: ReservationState,
  kind: K,
  body: CommandBodies[K],
  now: string,
): Judgement {
  const unsettled = kind !== 'resend' && unsettledOperation(state) !== null;
  if (unsettled) return { refusal: 'operation_unsettled' };
  const forbidden = COMMANDS_BY_STATE[kind][state.lifecycle];
  if (forbidden) return { refusal: forbidden };
  switch (kind) {
    case 'capture':
      return judgeCapture(state, body as CaptureBody, now);
    case 'charge':
      return judgeCharge(state, body as ChargeBody, now);
    case 'refund':
      return judgeRefund(state, body as RefundBody);
    case 'cancel':
    case 'complete':
      return { amountMinor: null, products: [], repeatable: true };
    case 'resend':
      return { amountMinor: null, products: [], repeatable: false };
    default:
      return kind satisfies never;
  }
}

/** What this moment allows, by name, for people and for timers. */
export function allowedActions(state: ReservationState, now: string): string[] {
  const unknown = state.operations.find((operation) => operation.status === 'unknown');
  const commands = COMMANDS.filter((kind) => allows(state, kind, now));
  return unknown ? ['resolve', ...commands] : commands;
}

/** The money operation (or submit) whose outcome is unknown. A mail sent once more blocks nothing. */
export function unsettledOperation(state: ReservationState): Operation | null {
  return state.operations.find(({ status, kind }) => status === 'unknown' && kind !== 'resend') ?? null;
}

function allows(state: ReservationState, kind: CommandKind, now: string): boolean {
  if (kind === 'refund') {
    const forbidden =
      unsettledOperation(state) !== null || COMMANDS_BY_STATE.refund[state.lifecycle] !== null;
    const { captures, charges } = state.ledger;
    return !forbidden && [...captures, ...charges].some((entry) => entry.refundedMinor < entry.amountMinor);
  }
  const smallest: Omit<CommandBodies, 'refund'> = {
    capture: {},
    charge: { lines: [] },
    cancel: { note: '' },
    complete: { note: '' },
    resend: {},
  };
  return !('refusal' in judge(state, kind, smallest[kind], now));
}

function judgeCapture(state: ReservationState, body: CaptureBody, now: string): Judgement {
  const runway = runwayMinor(state.ledger);
  if (runway === 0) return { refusal: 'nothing_left_to_capture' };
  if (hasCome(deadlinesOf(state).captureBy, now)) return { refusal: 'capture_deadline_passed' };
  const available = capturable(state);
  if (available.length < state.order.lines.length) return { refusal: 'products_unknown' };
  if ((body.amountMinor ?? 0) > runway) return { refusal: 'capture_exceeds_runway' };
  const allocation = allocate(
    available,
    body.lines ? { lines: body.lines } : { amountMinor: body.amountMinor ?? runway },
  );
  if ('refusal' in allocation) return { refusal: CAPTURE_ALLOCATION[allocation.refusal] };
  if (allocation.amountMinor > runway) return { refusal: 'capture_exceeds_runway' };
  return { ...allocation, repeatable: allocation.amountMinor === runway };
}

function judgeCharge(state: ReservationState, body: ChargeBody, now: string): Judgement {
  if (hasCome(deadlinesOf(state).chargeBy, now)) return { refusal: 'charge_validity_ended' };
  const amountMinor = body.lines.reduce((sum, line) => sum + line.amountMinor, 0);
  return { amountMinor, products: [], repeatable: false };
}

function judgeRefund(state: ReservationState, body: RefundBody): Judgement {
  const found = sourceOf(state.ledger, body.reference);
  if (!found) return { refusal: 'reference_not_found' };
  const left = found.entry.amountMinor - found.entry.refundedMinor;
  if (left === 0) return { refusal: 'nothing_left_to_refund' };
  if ((body.amountMinor ?? 0) > left) return { refusal: 'refund_exceeds_source' };
  const available = refundable(state, found.source, found.entry);
  const allocation = allocate(
    available,
    body.lines ? { lines: body.lines } : { amountMinor: body.amountMinor ?? left },
  );
  if ('refusal' in allocation) return { refusal: REFUND_ALLOCATION[allocation.refusal] };
  if (allocation.amountMinor > left) return { refusal: 'refund_exceeds_source' };
  return { ...allocation, repeatable: false };
}

type Refused = Extract<Allocation, { refusal: unknown }>['refusal'];

const CAPTURE_ALLOCATION: Record<Refused, StateRefusal> = {
  exceeds_total: 'capture_exceeds_runway',
  exceeds_line: 'capture_exceeds_line',
  line_not_found: 'line_not_found',
};

const REFUND_ALLOCATION: Record<Refused, StateRefusal> = {
  exceeds_total: 'refund_exceeds_source',
  exceeds_line: 'refund_exceeds_line',
  line_not_found: 'line_not_found',
};

function row(
  awaitingPayment: StateRefusal | null,
  reserved: StateRefusal | null,
  captured: StateRefusal | null,
  completed: StateRefusal | null,
): ByState {
  return {
    submitting: 'not_placed',
    awaitingPayment,
    reserved,
    captured,
    completed,
    cancelled: 'already_cancelled',
    expired: 'already_expired',
    failed: 'not_placed',
  };
}
