/** What the server answers with, as the commands read it; /openapi.json describes the same. */
import type { Reservation, ReservationOperation, TimelineItem } from '../client';

/** The answer to a command. */
export interface CommandAnswer {
  operation: ReservationOperation;
  reservation: Reservation;
}

/** Some of a list, and where the rest begins. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  /** Orders of this page that did not answer. */
  unreadable?: string[];
}

/** A page of a timeline. */
export type EventPage = Page<TimelineItem>;

/** How many orders there are of each kind, by the engine's counts. */
export interface Summary {
  asOf: string;
  open: number;
  dueWithin24h: number;
  dueWithin1h: number;
  attention: number;
  byState: Partial<Record<Reservation['state'], number>>;
}

/** What an operator sees of an order besides the reservation. Personal data is masked. */
export interface OrderSheet {
  lines: { line: number; name: string; amountMinor: number; taxPercent: number }[];
  customer: { [field: string]: unknown; isMasked: boolean };
  movements: {
    /** Null until the provider has shown it. */
    reference: string | null;
    kind: 'capture' | 'charge';
    amountMinor: number;
    refundedMinor: number;
    at: string | null;
  }[];
  timer: Reservation['timer'];
  /** When the customer's data was shown, and to whom. */
  shown: { at: string; by: string }[];
}

/** The customer in the clear. */
export interface ShownCustomer {
  customer: Record<string, unknown>;
}

/** The sandbox's present, the faults that can still strike, and those that have struck and are used up. */
export interface SandboxView {
  now: string;
  faults: { id: number; fault: Record<string, unknown>; left: number | null }[];
  usedUp: { id: number; fault: Record<string, unknown> }[];
}

/** What is left of a forgotten order. */
export interface ForgottenOrder {
  forgotten: { at: string; by: string; note: string };
  reservation: Reservation;
  isComplete: boolean;
  runsDeleted: number;
  webhooksRedacted: number;
  filesOverwritten: boolean;
}

/** One webhook on its way, delivered or parked. */
export interface Delivery {
  id: string;
  orderId: string;
  eventId: string;
  type: string;
  state: 'pending' | 'parked' | 'delivered';
  attempts: number;
  lastStatus: number | null;
  lastError: string | null;
  createdAt: string;
  nextAttemptAt: string | null;
}

/** One thing that was looked at: fine, wrong, or not to be seen from there. */
export interface Check {
  name: string;
  ok: boolean | null;
  message: string;
  todo: string | null;
}

/** Who a key belongs to, and what server it is. */
export interface Session {
  role: string;
  sandbox: boolean;
  version: string;
}

/** What `GET /v1/changes` tells of an order that has moved. */
export interface Change {
  orderId: string;
  state: Reservation['state'];
  attention: boolean;
  changedAt: string;
}
