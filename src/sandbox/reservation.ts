// A reservation as the sandbox keeps it: plain JSON, facts with their instants, nothing that can be worked out.
// Instants are epoch milliseconds on the reservation's own clock; money is in minor units.

/** The provider's statuses. */
export type ReservationStatus = 'SENT' | 'RESERVED' | 'COMPLETED' | 'CANCELLED' | 'EXPIRED';

/** Card brands the provider offers. */
export type PaymentMethod = 'visa' | 'mastercard';

/** A line of the order (`chargeUuid` null) or of a later charge. `amountMinor` is its total with tax. */
export interface Line {
  id: number;
  name: string;
  productId: string | null;
  rateMinor: number;
  taxPercent: number;
  amountMinor: number;
  chargeUuid: string | null;
}

/** Part of a capture, charge or refund that falls on one line. */
export interface LineShare {
  id: number;
  amountMinor: number;
}

/** A capture (`CAP…`) or a charge (`CHA…`). */
export interface Taking {
  uuid: string;
  atMs: number;
  amountMinor: number;
  lines: LineShare[];
  note: string | null;
}

/** Money given back from one capture or charge. `atMs` is when it was accepted. */
export interface Refund {
  atMs: number;
  /** Until when it was pending, and what became of it then (`isTold`: a rejection stands in history); without it, it was done when it was accepted. */
  pending?: { untilMs: number; end: 'shown' | 'rejected'; isTold: boolean };
  source: 'captured' | 'charged';
  reference: string;
  amountMinor: number;
  lines: LineShare[];
}

/** One row of the provider's history. `uuid` is the reservation's, or a capture's or charge's own. */
export interface HistoryEntry {
  atMs: number;
  uuid: string;
  title: string;
  sentTo: string;
  actionBy: string | null;
  note: string | null;
  paymentMethod: PaymentMethod | null;
  isRefundable: boolean;
  amountMinor: number | null;
}

/** Who pays, as submitted. */
export interface Customer {
  type: 'private' | 'corporate';
  countryCode: string;
  msisdn: string;
  email: string;
  name: string;
  preferredLanguage: string;
  personalNumber: string | null;
  organizationId: string | null;
  address: { street: string; zip: string; city: string; country: string };
}

/** What the merchant submitted, apart from the lines. `chargeValidity` is kept as the string it came as. */
export interface Order {
  customer: Customer;
  orderDate: string;
  dueDateForPaymentLink: string;
  referenceNo: string | null;
  customerReference: string | null;
  sendOrderBy: { sms: boolean; email: boolean };
  chargeValidity: string | null;
  customerNotes: string | null;
  termsAndCondition: string | null;
  isChargePartiallyRefundable: boolean;
  callback: { callbackUrl: string | null; success: string | null; failure: string | null };
}

/** Everything the sandbox knows of one reservation. */
export interface Reservation {
  uuid: string;
  customerUuid: string;
  /** Token of the session's payment page; null for a submitted reservation. */
  paymentToken: string | null;
  paymentMethod: PaymentMethod;
  order: Order;
  lines: Line[];
  grandTotalMinor: number;
  createdAtMs: number;
  dueAtMs: number;
  /** What its clock is ahead of real time. */
  clockOffsetMs: number;
  /** When a customer of the kind that pays by himself does so. */
  autopayAtMs: number | null;
  /** Whether paying left a card that can be charged. */
  hasCard: boolean;
  statuses: Array<{ status: ReservationStatus; atMs: number }>;
  reserved: { atMs: number; amountMinor: number } | null;
  captures: Taking[];
  charges: Taking[];
  refunds: Refund[];
  history: HistoryEntry[];
}
