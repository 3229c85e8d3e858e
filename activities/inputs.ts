/**
 * What workflows ask of activities, and what comes back: plain JSON on both sides. `at` is the workflow's own time of
 * the decision; a sandbox keeps its clock by it. Amounts are minor units, instants ISO 8601 in UTC. Types only.
 */
import type { ChargeBody, ResendBody } from '../workflows/messages';
import type { Order, OrderInput } from '../workflows/order';
import type { FieldFault } from '../workflows/refusals';
import type { ProductAmount, Reading, ReservationState, WorkflowSettings } from '../workflows/state';

/** For `submit` and `createSession`. */
export interface SubmitInput {
  order: Order;
  operationId: string;
  /** Each attempt has its own callback URL. */
  attempt: number;
  at: string;
}

/** What Front Payment made of an order: its name for it, and where the customer pays. */
export interface Submitted {
  reservationUuid: string;
  checkoutUrl: string;
}

/** Amounts are read in `currency`. */
export interface ReadDetailsInput {
  reservationUuid: string;
  currency: string;
  at: string;
}

/** What details showed; the workflow adds when it learned it. */
export type Details = Omit<Reading, 'at'>;

interface OperationInput {
  reservationUuid: string;
  operationId: string;
  at: string;
}

/** `products` say what of `amountMinor` stands against which of the provider's product ids; `note` is the caller's. */
export interface CaptureInput extends OperationInput {
  currency: string;
  amountMinor: number;
  products: ProductAmount[];
  note: string | null;
}

/** New lines, tax included; `note` is the caller's. */
export interface ChargeInput extends OperationInput {
  currency: string;
  lines: ChargeBody['lines'];
  note: string | null;
}

/** `source` says of what kind `reference` is; the provider keeps them apart. */
export interface RefundInput extends OperationInput {
  currency: string;
  source: 'captured' | 'charged';
  reference: string;
  amountMinor: number;
  products: ProductAmount[];
}

/** For `cancel` and `complete`. */
export interface NoteInput extends OperationInput {
  note: string;
}

/** Where the link goes once more; null is not sent. */
export interface ResendInput extends OperationInput {
  email: string | null;
  phone: ResendBody['phone'] | null;
}

/** The provider's reference of a capture or charge. */
export interface Moved {
  reference: string;
}

/** The time frame that is asked for. */
export interface HistoryInput {
  from: string;
  to: string;
  at: string;
}

/** One row of the provider's history, without who it was sent to. */
export interface HistoryEntry {
  uuid: string;
  title: string;
  at: string | null;
}

/** `reopen`: nothing may be placed; only an order that has ended is wanted. */
export interface AdmitInput {
  order: OrderInput;
  /** Under which the order runs. */
  workflowId: string;
  reopen: boolean;
  at: string;
}

/** A fresh order, an order that has ended, or why it is none. */
export type Admission =
  | { is: 'fresh'; order: Order; settings: WorkflowSettings; attempts: number }
  | { is: 'ended'; state: ReservationState }
  | { is: 'unknown' }
  | { is: 'invalid'; faults: FieldFault[] };

/** Which reservations to look for among our orders. */
export interface StrangersInput {
  reservationUuids: string[];
}

/** The rows of one sweep. */
export interface HintsInput {
  entries: HistoryEntry[];
}

/** What a sweep's rows led to; `hinted` counts the orders that were told. */
export interface HintsPassed {
  hinted: number;
  /** Reservations that no workflow here knows. */
  strangers: string[];
}

/** A reservation that bears an order's id, and that no order here knows. */
export interface StrangerInput {
  orderId: string;
  reservationUuid: string;
}
