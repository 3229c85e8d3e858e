/**
 * What the HTTP API answers with, as far as the dashboard uses it. Types only; money in minor units, instants ISO 8601
 * in UTC. A test holds them against the server's own.
 */

/** What an API key may do: `viewer` reads, `booking` also resends and cancels, `operator` does everything. */
export type Role = 'viewer' | 'booking' | 'operator';

/** Who is signed in. The CSRF token goes along with every request that changes something. */
export interface Session {
  role: Role;
  csrfToken: string;
  expiresAt: string;
  sandbox: boolean;
  version: string;
}

/** Where an order is in its life. */
export type OrderState =
  | 'submitting'
  | 'awaitingPayment'
  | 'reserved'
  | 'captured'
  | 'completed'
  | 'cancelled'
  | 'expired'
  | 'failed';

/** The six commands on a reservation. */
export type CommandKind = 'capture' | 'charge' | 'refund' | 'cancel' | 'complete' | 'resend';

/** One operation, from when it was asked for until its outcome is known. */
export interface Operation {
  operationId: string;
  kind: 'submit' | CommandKind;
  status: 'pending' | 'executed' | 'refused' | 'unknown';
  amountMinor: number | null;
  reference: string | null;
  requestedBy: string;
  requestedAt: string;
  settledAt: string | null;
  reason: string | null;
}

/** What waits for a person. */
export interface Attention {
  code: string;
  message: string;
  operationId: string | null;
  since: string;
  evidence: unknown;
}

/** The order's policy as it was sent: what is left out follows the server's defaults. */
export interface Policy {
  capture?: 'automatic' | 'manual';
  remainder?: 'release' | 'capture';
  complete?: 'settled' | 'chargeValidityEnd' | 'manual';
  unpaid?: 'cancel' | 'leave';
}

/**
 * What a timer will do next. `release` lets go of what is held, `cancel` withdraws an unpaid link; `none`: the time comes,
 * and nothing is done.
 */
export interface NextTimer {
  at: string;
  does: 'capture' | 'release' | 'cancel' | 'complete' | 'none';
}

/** What became of an order's money. */
export interface Amounts {
  orderMinor: number;
  reservedMinor: number;
  capturedMinor: number;
  chargedMinor: number;
  refundedMinor: number;
  runwayMinor: number;
}

/** One order as every answer shows it. */
export interface Reservation {
  orderId: string;
  reservationUuid: string | null;
  state: OrderState;
  provider: { status: string; isPaid: boolean } | null;
  checkoutUrl: string | null;
  currency: string;
  amounts: Amounts;
  deadlines: {
    payBy: string | null;
    captureAt: string | null;
    captureBy: string | null;
    chargeBy: string | null;
  };
  /** What the order's timer does next; null when none is running. */
  timer: NextTimer | null;
  policy: Policy;
  attention: Attention | null;
  allowedActions: string[];
  operations: Operation[];
  createdAt: string;
}

/** A page of orders; `unreadable` names those that did not answer. */
export interface ReservationPage {
  items: Reservation[];
  nextCursor: string | null;
  unreadable?: string[];
}

/** One thing that happened to an order. */
export interface TimelineItem {
  id: string;
  at: string;
  type: string;
  source: string;
  data: Record<string, unknown>;
}

/** A page of the timeline, oldest first. */
export interface TimelinePage {
  items: TimelineItem[];
  nextCursor: string | null;
}

/** The answer to every command. */
export interface CommandAnswer {
  operation: Operation;
  reservation: Reservation;
}

/** The counts at the head of every screen. */
export interface Summary {
  asOf: string;
  open: number;
  dueWithin24h: number;
  dueWithin1h: number;
  attention: number;
  byState: Record<string, number>;
}

/** Told by the feed whenever an order has changed. */
export interface Change {
  orderId: string;
  state: OrderState;
  attention: boolean;
  changedAt: string;
}
