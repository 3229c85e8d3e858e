/**
 * The whole state of one reservation's workflow: plain JSON, carried through continue-as-new and kept in the record.
 * No Map, Set, Date or class in it. Instants are ISO 8601 strings in UTC.
 */
import type { Operation, Resolution } from './operation';
import type { Order, OrderInput } from './order';
import type { ProductAmount, Reading } from './reading';

/** Where a reservation is in its life; `attention` stands beside it. */
export type LifecycleState =
  | 'submitting'
  | 'awaitingPayment'
  | 'reserved'
  | 'captured'
  | 'completed'
  | 'cancelled'
  | 'expired'
  | 'failed';

/** What money moved, by source. */
export interface Ledger {
  reservedMinor: number;
  captures: LedgerEntry[];
  charges: LedgerEntry[];
}

/** One capture or charge, and what was refunded of it. */
export interface LedgerEntry {
  /** Null while the provider's reference is not known (resolved by a person). */
  reference: string | null;
  amountMinor: number;
  refundedMinor: number;
  /** Null when somebody else moved it, in the provider's own dashboard say. */
  operationId: string | null;
  /** What of it stands against which product; empty when somebody else moved it. */
  products: ProductAmount[];
  refundedProducts: ProductAmount[];
}

/** Why a person is asked; stable once published. */
export type AttentionCode =
  | 'capture_at_risk'
  | 'capture_deadline_missed'
  | 'operation_unsettled'
  | 'provider_unauthorized'
  | 'books_differ'
  | 'timer_operation_refused'
  | 'stray_reservation'
  | 'reservation_missing'
  | 'provider_unreachable';

/** Waits for a person, with the reason and the evidence. */
export interface Attention {
  code: AttentionCode;
  message: string;
  operationId: string | null;
  since: string;
  evidence: unknown;
}

/** One thing that happened. `source` is who caused it; `data` holds facts by name, nothing personal. */
export interface TimelineItem {
  /** Ever growing within an order. */
  id: string;
  at: string;
  type: string;
  source: string;
  data: Record<string, unknown>;
}

/** A reason to look at the provider's books. */
export interface Hint {
  source: 'callback' | 'history';
  reservationUuid: string;
}

/** A reservation of an attempt that had worked after all: never captured, always released. */
export interface Stray {
  reservationUuid: string;
  tries: number;
  dueAt: string;
}

/** What the worker's settings give to a workflow at its start; recorded, so that a replay sees the same. */
export interface WorkflowSettings {
  verifyScheduleMs: number[];
  /** The time-out of one HTTP call to the provider; the activities' own are longer. */
  providerTimeoutMs: number;
  /** Which rules the order began with; see `rules.ts`. Absent means the first. */
  rules?: number;
}

/** Why the timer acts earlier than the order's own policy says: many holds fall due together. */
export interface CapturePlan {
  captureAt: string;
  ordersAhead: number;
  dueTogether: number;
}

/** That a person's data were taken out of an ended order, and by whom. The texts that held them are FORGOTTEN since. */
export interface Forgotten {
  at: string;
  /** A name of whoever asked that is no person's own. */
  by: string;
  note: string;
}

/** Everything there is to know of one order. */
export interface ReservationState {
  /** As it was sent: what a repeated `place` is compared with. */
  input: OrderInput;
  order: Order;
  settings: WorkflowSettings;
  createdAt: string;
  lifecycle: LifecycleState;
  reservationUuid: string | null;
  checkoutUrl: string | null;
  reservedAt: string | null;
  plan: CapturePlan | null;
  lastReading: Reading | null;
  ledger: Ledger;
  operations: Operation[];
  resolutions: Resolution[];
  /** The instants at which the link is sent once more, earliest first. */
  reminders: string[];
  hints: Hint[];
  /** Reservations that were looked at and need no second look: somebody else's, or ours and over. */
  examined: string[];
  strays: Stray[];
  attentions: Attention[];
  timeline: TimelineItem[];
  /** Something of ours happened since the last reading. */
  dirty: boolean;
  /** Readings that contradicted us, in a row; the verification schedule paces them. */
  rereads: number;
  /** History has said that a refund was rejected, and the books have not yet told which. */
  rejectionHinted: boolean;
  /** When the books are read without a reason: while unpaid, or to settle a contradiction. */
  readAt: string | null;
  /** A timer's operation was refused: timers send no more until a person has acted. */
  timersHalted: boolean;
  /** How many attempts to submit were made in all. */
  attempts: number;
  /** Whether somebody was already told that he created the order. */
  placed: boolean;
  nextId: number;
  /** Absent of an order that nobody has asked to forget. */
  forgotten?: Forgotten;
}

/** The order's total, tax included. */
export function orderMinor(order: Pick<Order, 'lines'>): number {
  return order.lines.reduce((sum, line) => sum + line.amountMinor, 0);
}
