/**
 * What workflows ask of activities, and what comes back: plain JSON on both sides. `at` is the workflow's own time of
 * the decision; a sandbox keeps its clock by it. Amounts are minor units, instants ISO 8601 in UTC. Types only.
 */
import type { ChargeBody, ResendBody } from '../workflows/messages';
import type { Order, OrderInput } from '../workflows/order';
import type { FieldFault } from '../workflows/refusals';
import type { ProductAmount, Reading, ReservationState, WorkflowSettings } from '../workflows/state';

export interface SubmitInput {
  order: Order;
  /** Each attempt has its own callback URL. */
  attempt: number;
  at: string;
}

export interface Submitted {
  reservationUuid: string;
  checkoutUrl: string;
}

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

export interface CaptureInput extends OperationInput {
  currency: string;
  amountMinor: number;
  products: ProductAmount[];
  note: string | null;
}

export interface ChargeInput extends OperationInput {
  currency: string;
  lines: ChargeBody['lines'];
  note: string | null;
}

export interface RefundInput extends OperationInput {
  currency: string;
  source: 'captured' | 'charged';
  reference: string;
  amountMinor: number;
  products: ProductAmount[];
}

export interface NoteInput extends OperationInput {
  note: string;
}

export interface ResendInput extends OperationInput {
  email: string | null;
  phone: ResendBody['phone'] | null;
}

/** The provider's reference of a capture or charge. */
export interface Moved {
  reference: string;
}

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

export interface StrangersInput {
  reservationUuids: string[];
}

export interface HintsInput {
  entries: HistoryEntry[];
}

export interface HintsPassed {
  hinted: number;
  /** Reservations that no workflow here knows. */
  strangers: string[];
}

export interface StrangerInput {
  orderId: string;
  reservationUuid: string;
}
