/**
 * The whole state of one reservation's workflow: plain JSON, carried through continue-as-new and kept in the record.
 * No Map, Set, Date or class in it. Instants are ISO 8601 strings in UTC.
 */
import type { CommandBodies, CommandKind } from './messages';
import type { Order, OrderInput } from './order';

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

/** Submit and the six commands: what is followed until its outcome is known. */
export type OperationKind = 'submit' | CommandKind;

/** `pending`: not sent, or sent and unanswered. `unknown`: from an ambiguous answer until it is settled. */
export type OperationStatus = 'pending' | 'executed' | 'refused' | 'unknown';

/** An amount against one of the provider's product ids. */
export interface ProductAmount {
  id: number;
  amountMinor: number;
}

/** One thing that was asked for, followed until its outcome is known. */
export interface Operation {
  operationId: string;
  kind: OperationKind;
  status: OperationStatus;
  /** What it moves; null until it is judged, and for what moves no money. */
  amountMinor: number | null;
  /** What came of it (`CAP…`, `CHA…`, `RES…`), or for a refund the source it refunds. */
  reference: string | null;
  requestedBy: string;
  requestedAt: string;
  settledAt: string | null;
  /** Why it was refused or is unknown: a stable code. */
  reason: string | null;
  /** The provider's own refusal, if it was one. */
  provider: ProviderRefusal | null;
  /** The body it was asked with; null for submit. */
  body: CommandBodies[CommandKind] | null;
  /** How often it was sent without our learning what came of it. */
  ambiguousSends: number;
  sentAt: string | null;
  /** Not before this instant: the next send after a back-off, or the next reading of an unknown outcome. */
  dueAt: string | null;
  /** The intent: what is sent, and what the provider's books showed before. Recorded before anything is sent. */
  intent: Intent | null;
  /** The readings since the last ambiguous answer, oldest first. */
  readings: Evidence[];
  /** How often it surely did not happen and was put off (429, 401, nothing written). */
  putOff: number;
}

/** What is about to be sent, and by what it will be recognised. */
export interface Intent {
  baseline: Reading | null;
  products: ProductAmount[];
  /** True when the provider itself would refuse a second execution. */
  repeatable: boolean;
}

/** In the provider's own words, without anything personal. */
export interface ProviderRefusal {
  status: number | null;
  message: string | null;
  fields: string[];
}

/** One look at the provider's books while an outcome was unknown; all null where only history could be searched. */
export interface Evidence {
  at: string;
  found: boolean;
  status: string | null;
  reservedMinor: number | null;
  capturedMinor: number | null;
  chargedMinor: number | null;
  refundedMinor: number | null;
  /** The captures and charges that the baseline did not have, with the operation that each names. */
  newMovements: Pick<ProviderMovement, 'reference' | 'amountMinor' | 'marker'>[];
}

/** What details showed, without any personal data. */
export interface Reading {
  /** The workflow's own time of the reading. */
  at: string;
  reservationUuid: string;
  status: string;
  isPaid: boolean;
  reservedAt: string | null;
  reservedMinor: number;
  capturedMinor: number;
  chargedMinor: number;
  refundedFromCapturedMinor: number;
  refundedFromChargedMinor: number;
  referenceNumber: string | null;
  products: ProviderProduct[];
  captures: ProviderMovement[];
  charges: ProviderMovement[];
}

/** One of the provider's products, with what was captured of it. */
export interface ProviderProduct extends ProductAmount {
  name: string;
  capturedMinor: number;
}

/** A capture or charge in the provider's books; `marker` is the operation id in its text, `hasText` whether it has any. */
export interface ProviderMovement {
  /** Empty where the provider gave a total and no list. */
  reference: string;
  amountMinor: number;
  refundedMinor: number;
  marker: string | null;
  hasText: boolean;
}

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
  | 'refund_rejected'
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

/** A person's word on an unknown operation, and what became of it. */
export interface Resolution {
  /** Names this word: the same key again is the same word. */
  key: string | null;
  operationId: string;
  outcome: 'executed' | 'refused';
  evidence: string;
  requestedBy: string;
  requestedAt: string;
  /** Not before this instant; null once it was taken or contradicted. */
  dueAt: string | null;
  result: 'accepted' | 'contradicted' | null;
  /** What the books showed when it was checked. */
  shown: Reading | null;
}

/** Why the timer acts earlier than the order's own policy says: many holds fall due together. */
export interface CapturePlan {
  captureAt: string;
  ordersAhead: number;
  dueTogether: number;
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
}

/** The order's total, tax included. */
export function orderMinor(order: Pick<Order, 'lines'>): number {
  return order.lines.reduce((sum, line) => sum + line.amountMinor, 0);
}
