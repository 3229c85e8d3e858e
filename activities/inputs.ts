/**
 * What workflows ask of activities, and what comes back: plain JSON on both sides. `at` is the workflow's own time of
 * the decision; a sandbox keeps its clock by it. Amounts are minor units, instants ISO 8601 in UTC. Types only.
 */
import type { ChargeBody, ResendBody } from '../workflows/messages';
import type { Order, OrderInput } from '../workflows/order';
import type { ProductAmount, Reading } from '../workflows/reading';
import type { FieldFault } from '../workflows/refusals';
import type { ReservationState, TimelineItem, WorkflowSettings } from '../workflows/state';

/** For `submit` and `createSession`. */
export interface SubmitInput {
  order: Order;
  operationId: string;
  /** Each attempt has its own callback URL. */
  attempt: number;
  /** How many events the order's history had when the workflow task began within which it is sent; absent outside one. */
  events?: number;
  at: string;
}

/** What Front Payment made of an order: its name for it, and where the customer pays. */
export interface Submitted {
  reservationUuid: string;
  checkoutUrl: string;
}

/** Instead of an answer: the call goes on at the worker that made it, under this name. */
export interface UnderWay {
  underWay: string;
}

/** In which unit amounts are; without `exponent` as they were before there was one table of decimals. */
export interface UnitInput {
  currency: string;
  exponent?: number | undefined;
}

/** Amounts are read in this unit. */
export interface ReadDetailsInput extends UnitInput {
  reservationUuid: string;
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
export interface CaptureInput extends OperationInput, UnitInput {
  amountMinor: number;
  products: ProductAmount[];
  note: string | null;
  /** From then on it is not sent any more: the hold is over. */
  notAfter?: string | null;
}

/** New lines, tax included; `note` is the caller's. */
export interface ChargeInput extends OperationInput, UnitInput {
  lines: ChargeBody['lines'];
  note: string | null;
}

/** `source` says of what kind `reference` is; the provider keeps them apart. */
export interface RefundInput extends OperationInput, UnitInput {
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

/** The time frame that is asked for; with a reservation, its rows only. */
export interface HistoryInput {
  from: string;
  to: string;
  at: string;
  reservationUuid?: string | null;
}

/** What a submit whose answer was lost may have become. */
export interface SearchInput {
  from: string;
  to: string;
  at: string;
  /** When it was sent: what history shows closest to it is the likeliest. */
  sentAt: string;
  /** Reservations that a hint has named; the likeliest of all. */
  hinted: string[];
  /** Those that need no second look. */
  examined: string[];
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
  | {
      is: 'fresh';
      order: Order;
      settings: WorkflowSettings;
      attempts: number;
      earlier?: TimelineItem[];
    }
  | { is: 'ended'; state: ReservationState }
  | { is: 'unknown' }
  | { is: 'invalid'; faults: FieldFault[] };

/** Which reservations to look for among our orders. */
export interface StrangersInput {
  reservationUuids: string[];
}

/** A row that an order was told of, by a key that is the same in every reading; `times` how often, `at` when last. */
export interface ToldRow {
  key: string;
  at: string;
  times: number;
}

/** A reservation that nobody here knows and that was not looked at yet; `rows` are the keys of what history shows. */
export interface Stranger {
  reservationUuid: string;
  titles: string[];
  rows: string[];
  /** How often its details could not be read. */
  tries: number;
}

/**
 * A capture or charge in no ledger of ours, and how far the orders were asked about it: it `waits` in its first sweep,
 * then those that it would take wholly (`exact`) are asked, then the others, until all were `asked`.
 */
export interface OpenReference {
  reference: string;
  title: string;
  amount: string | null;
  /** The key of its row. */
  row: string;
  search: 'waits' | 'exact' | 'other' | 'asked';
  /** The last order that was asked was started then, and so were these; null while none was asked. */
  after: { startedAt: string; asked: string[] } | null;
}

/** What one sweep hands on to the next. Bounded throughout. */
export interface SweepMemory {
  told: ToldRow[];
  strangers: Stranger[];
  /** Reservations that were looked at and are nobody's here. */
  examined: string[];
  references: OpenReference[];
}

/** One reading of history, and what is remembered. `taskQueue`: where an order that is opened again runs. */
export interface SweepHistoryInput {
  from: string;
  to: string;
  at: string;
  taskQueue: string;
  memory: SweepMemory;
}

/** How many rows and orders one reading of history led to. */
export interface SweepCounts {
  rows: number;
  /** Reservations, captures and charges of which history shows something that we do not know. */
  differences: number;
  /** Open orders that were told, candidates for a capture or charge that nobody knows among them. */
  hinted: number;
  /** Ended orders that were opened again. */
  reopened: number;
  /** Rows that name neither a reservation nor a capture or charge. */
  unplaced: number;
}

/** What one reading of history led to; `too_large`: nothing was done, a shorter frame can be read. */
export type SweptHistory = { is: 'swept'; counts: SweepCounts; memory: SweepMemory } | { is: 'too_large' };

/** A stranger whose details bear the id of an order. */
export interface NamedStranger extends Stranger {
  orderId: string;
  shown: Pick<Details, 'status' | 'capturedMinor' | 'chargedMinor'> & { refundedMinor: number };
}

/** Strangers that name an order. `taskQueue` as in SweepHistoryInput. */
export interface PassStrangersInput {
  strangers: NamedStranger[];
  taskQueue: string;
}

/**
 * What became of each: `known`: its order has ended and knows all of it; `nobody`: there is no such order; `refused`: the
 * engine takes no signal for it.
 */
export interface StrangerPassed {
  reservationUuid: string;
  became: 'hinted' | 'reopened' | 'known' | 'nobody' | 'refused';
}
