/**
 * The order as a booking system sends it, and as the workflow keeps it once it was admitted: defaults filled in,
 * durations in milliseconds. Types only.
 */

/** The body of `POST /v1/reservations` and the workflow's input. */
export interface OrderInput {
  orderId: string;
  /** ISO 4217. */
  currency: string;
  customer: Customer;
  lines: OrderLine[];
  payment?: Payment;
  notify?: { sms: boolean; email: boolean };
  /** ISO 8601 instant; one day after the order was placed unless given. */
  linkExpiresAt?: string;
  policy?: PolicyInput;
}

/** Who pays. Personal data: it reaches Front Payment, and nothing else that is not encrypted with keys set. */
export interface Customer {
  type: 'private' | 'corporate';
  name: string;
  email: string;
  phone: { countryCode: string; number: string };
  language: 'en' | 'no' | 'sv' | 'da' | 'de';
  address: { street: string; zip: string; city: string; country: string };
  /** Exactly 11 digits; private customers only. */
  personalNumber?: string;
  /** Digits; required for corporate customers. */
  organizationId?: string;
}

/** One thing sold. */
export interface OrderLine {
  name: string;
  /** The line's total with tax. */
  amountMinor: number;
  taxPercent: number;
}

/** By a payment link, or with a card chosen beforehand, whose customer comes back to one of the two URLs. */
export type Payment =
  | { via: 'link' }
  | { via: 'visa' | 'mastercard'; successUrl: string; failureUrl: string };

/** As sent: every field optional, durations ISO 8601. */
export interface PolicyInput {
  capture?: 'automatic' | 'manual';
  /** `deadline`, `reserved`, or an ISO 8601 instant. */
  captureAt?: string;
  captureWindow?: string;
  safetyMargin?: string;
  remainder?: 'release' | 'capture';
  complete?: 'settled' | 'chargeValidityEnd' | 'manual';
  chargeValidity?: string;
  unpaid?: 'cancel' | 'leave';
  remindBefore?: string[];
}

/** As kept: nothing optional, durations in milliseconds. */
export interface Policy {
  capture: 'automatic' | 'manual';
  captureAt: string;
  captureWindowMs: number;
  safetyMarginMs: number;
  remainder: 'release' | 'capture';
  complete: 'settled' | 'chargeValidityEnd' | 'manual';
  /** Null: the provider's own default, 90 days. */
  chargeValidityMs: number | null;
  unpaid: 'cancel' | 'leave';
  remindBeforeMs: number[];
}

/** An order with its defaults filled in. */
export interface Order {
  orderId: string;
  currency: string;
  /** Decimals between main and minor unit; absent of an order that was admitted before there was one table of them. */
  exponent?: number;
  customer: Customer;
  lines: OrderLine[];
  payment: Payment;
  notify: { sms: boolean; email: boolean };
  linkExpiresAt: string;
  policy: Policy;
}
