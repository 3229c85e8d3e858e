/**
 * One order as a person reads it beside its reservation: what was sold, what moved, what the timer will do, and whose it
 * is, masked. Derived from the workflow's state and never stored. Runs in the workflow sandbox: deterministic, no I/O.
 */
import { type MaskedCustomer, masked } from './mask';
import type { ChargeBody } from './messages';
import { type NextTimer, nextTimer } from './next-timer';
import type { Customer, OrderInput, OrderLine } from './order';
import { refundable } from './products';
import type { LedgerEntry, ReservationState } from './state';

/** What the reservation does not show. */
export interface OrderSheet {
  /** `line` is the index that captures and refunds name. */
  lines: (OrderLine & { line: number })[];
  customer: MaskedCustomer;
  /** Captures, then charges, each oldest first. */
  movements: Movement[];
  /** What the order's timer does next; null when none is running. */
  timer: NextTimer | null;
  /** The order's own present: a sandbox can move an order's clock ahead of everybody's. */
  asOf: string;
}

/** A capture or a charge, with what was given back of it. */
export interface Movement {
  /** Null until the provider has shown it. */
  reference: string | null;
  kind: 'capture' | 'charge';
  amountMinor: number;
  refundedMinor: number;
  /** When it was known to have happened; null where that is not recorded. */
  at: string | null;
  /** By line; absent when somebody else moved it. `line` counts the order's lines, for a charge the charge's own. */
  lines?: MovedLine[];
}

/** What of a movement stands against one line. */
export interface MovedLine {
  line: number;
  name: string;
  amountMinor: number;
  refundedMinor: number;
}

/** The sheet of an order. `now` decides which timer is next. */
export function toSheet(state: ReservationState, now: string): OrderSheet {
  const { captures, charges } = state.ledger;
  return {
    lines: numbered(state.order.lines),
    customer: masked(state.order.customer),
    movements: [
      ...captures.map((entry) => movement(state, 'capture', entry)),
      ...charges.map((entry) => movement(state, 'charge', entry)),
    ],
    timer: nextTimer(state, now),
    asOf: now,
  };
}

/** The sheet in the moment before the order was admitted. */
export function unadmittedSheet({ lines, customer }: OrderInput, now: string): OrderSheet {
  return { lines: numbered(lines), customer: masked(customer), movements: [], timer: null, asOf: now };
}

/** The customer as the order names him, without the personal number: no screen has a need of it. */
export function withoutPersonalNumber({ personalNumber: _, ...customer }: Customer): Customer {
  return customer;
}

function numbered(lines: OrderLine[]): OrderSheet['lines'] {
  return lines.map(({ name, amountMinor, taxPercent }, line) => ({ line, name, amountMinor, taxPercent }));
}

function movement(state: ReservationState, kind: Movement['kind'], entry: LedgerEntry): Movement {
  const { reference, amountMinor, refundedMinor } = entry;
  const lines = kind === 'capture' ? capturedLines(state, entry) : chargedLines(state, entry);
  return {
    reference,
    kind,
    amountMinor,
    refundedMinor,
    at: movedAt(state, kind, entry),
    ...(lines.length > 0 && { lines }),
  };
}

function movedAt(state: ReservationState, kind: Movement['kind'], entry: LedgerEntry): string | null {
  const operation = state.operations.find(({ operationId }) => operationId === entry.operationId);
  if (operation) return operation.settledAt;
  const adoption = state.timeline.find(
    ({ type, data }) => type === `${kind}_adopted` && data['reference'] === entry.reference,
  );
  return adoption?.at ?? null;
}

function capturedLines(state: ReservationState, entry: LedgerEntry): MovedLine[] {
  if (entry.products.length === 0) return [];
  const left = refundable(state, 'captured', entry);
  return state.order.lines.flatMap(({ name }, line) => {
    const id = state.lastReading?.products[line]?.id;
    const amountMinor = entry.products.reduce((sum, one) => sum + (one.id === id ? one.amountMinor : 0), 0);
    if (amountMinor === 0) return [];
    return [{ line, name, amountMinor, refundedMinor: amountMinor - (left[line]?.amountMinor ?? 0) }];
  });
}

function chargedLines(state: ReservationState, entry: LedgerEntry): MovedLine[] {
  const operation = state.operations.find(({ operationId }) => operationId === entry.operationId);
  const lines = (operation?.body as ChargeBody | null | undefined)?.lines ?? [];
  const left = refundable(state, 'charged', entry);
  // Where details do not list the charge's lines, its refunds are spread over the order's own.
  if (left.length !== lines.length) return [];
  return lines.map(({ name, amountMinor }, line) => ({
    line,
    name,
    amountMinor,
    refundedMinor: Math.max(0, amountMinor - (left[line]?.amountMinor ?? 0)),
  }));
}
