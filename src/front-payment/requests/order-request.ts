// What submit and createSession send: our order, its check, and the documented body.

import { DateTime } from 'luxon';
import { z } from 'zod';
import type { ClientOptions } from '../options';
import { chargeValidityBody } from './charge-validity';
import { type Customer, customerBody, customerSchema } from './customer';
import { checkTotal, currency, exponent, instant, optionalText, webUrl } from './fields';
import { type OrderLine, orderLinesSchema, orderSummaryBody, productsBody } from './lines';

/** An order for a payment link. Instants are ISO 8601 with a zone. */
export interface SubmitRequest {
  /** ISO 4217; tells how many decimals the amounts have. It is not sent: the provider knows the merchant's. */
  readonly currency: string;
  /** Decimals between main and minor unit. Default: the currency's own. */
  readonly exponent?: number | undefined;
  readonly customer: Customer;
  readonly lines: readonly OrderLine[];
  /** When given, it must be the sum of the lines. Default: their sum. */
  readonly totalMinor?: number | undefined;
  readonly orderDate: string;
  /** When the payment link ends; not in the past. */
  readonly linkExpiresAt: string;
  /** Default: null. */
  readonly referenceNo?: string | null | undefined;
  /** Default: null. */
  readonly customerReference?: string | null | undefined;
  readonly notify: { readonly sms: boolean; readonly email: boolean };
  /** How long charges are allowed, in milliseconds; null means the provider's 90 days. Default: null. */
  readonly chargeValidityMs?: number | null | undefined;
  /** Default: null. */
  readonly customerNotes?: string | null | undefined;
  /** Default: null. */
  readonly termsAndConditions?: string | null | undefined;
  readonly callbackUrl: string;
  /** Default: both false. */
  readonly settings?:
    | {
        /** The customer proves who it is with BankID before the details are shown. Default: false. */
        readonly secureDetails?: boolean | undefined;
        /** Whether a charge may be refunded in part. Default: false. */
        readonly isChargePartiallyRefundable?: boolean | undefined;
      }
    | undefined;
}

/** An order that is paid at once with a chosen card. */
export interface CreateSessionRequest extends SubmitRequest {
  readonly via: 'visa' | 'mastercard';
  /** Where the customer's browser goes after paying. */
  readonly successUrl: string;
  /** Where it goes when that failed. */
  readonly failureUrl: string;
}

function orderFields(options: Pick<ClientOptions, 'taxPercents'>) {
  return {
    currency,
    exponent,
    customer: customerSchema,
    lines: orderLinesSchema(options.taxPercents),
    totalMinor: z.int().optional(),
    orderDate: instant,
    linkExpiresAt: instant.refine((at) => unixSeconds(at) >= Math.floor(Date.now() / 1000), {
      message: 'must not be in the past',
      abort: true,
    }),
    referenceNo: optionalText,
    customerReference: optionalText,
    notify: z.strictObject({ sms: z.boolean(), email: z.boolean() }),
    chargeValidityMs: z.int().positive('must be more than zero').nullable().default(null),
    customerNotes: optionalText,
    termsAndConditions: optionalText,
    callbackUrl: webUrl,
    settings: z
      .strictObject({
        secureDetails: z.boolean().default(false),
        isChargePartiallyRefundable: z.boolean().default(false),
      })
      .prefault({}),
  };
}

/** The check of a submit request. */
export function submitRequestSchema(options: Pick<ClientOptions, 'taxPercents'>) {
  return z.strictObject(orderFields(options)).superRefine(checkTotal);
}

/** The check of a createSession request. */
export function createSessionRequestSchema(options: Pick<ClientOptions, 'taxPercents'>) {
  return z
    .strictObject({
      ...orderFields(options),
      via: z.enum(['visa', 'mastercard'], 'must be visa or mastercard'),
      successUrl: webUrl,
      failureUrl: webUrl,
    })
    .superRefine(checkTotal);
}

type CheckedOrder = z.output<ReturnType<typeof submitRequestSchema>>;
type CheckedSession = z.output<ReturnType<typeof createSessionRequestSchema>>;

/** The body of `submit`. Source: Front Payment, "Submit Reservation", Request Payload. */
export function submitBody(order: CheckedOrder, unit: ClientOptions['chargeValidityUnit']) {
  return {
    customerDetails: customerBody(order.customer),
    orderDate: String(unixSeconds(order.orderDate)),
    dueDateForPaymentLink: String(unixSeconds(order.linkExpiresAt)),
    referenceNo: order.referenceNo,
    customerReference: order.customerReference,
    sendOrderBy: order.notify,
    products: productsBody(order.lines, order),
    orderSummary: orderSummaryBody(order.lines, order),
    chargeValidity: chargeValidityBody(order.chargeValidityMs, unit),
    customerNotes: order.customerNotes,
    tnc: order.termsAndConditions,
    settings: order.settings,
    callback: { callbackUrl: order.callbackUrl },
  };
}

/** The body of `create`. Source: Front Payment, "Create Session for Reservation", Request Payload Example. */
export function createSessionBody(order: CheckedSession, unit: ClientOptions['chargeValidityUnit']) {
  return {
    ...submitBody(order, unit),
    submitPayment: { via: order.via },
    callback: { callbackUrl: order.callbackUrl, success: order.successUrl, failure: order.failureUrl },
  };
}

function unixSeconds(at: string): number {
  return Math.floor(DateTime.fromISO(at, { setZone: true }).toSeconds());
}
