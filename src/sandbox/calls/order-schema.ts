// The body of submit and create: what an order must look like, rule by rule as the two pages state them.
// Where they differ, the difference is said at the field.
import countries from 'i18n-iso-countries/index';
import { z } from 'zod';
import { MINOR_PER_MAIN, sumMinor } from '../amounts';
import {
  amount,
  amountOrZero,
  email,
  group,
  lines,
  numeric,
  oneOf,
  optionalText,
  optionalUrl,
  text,
  truth,
  unixSeconds,
} from '../wire/fields';
import { TOTALS } from '../wire/validation-messages';

const LANGUAGES = ['en', 'no', 'sv', 'da', 'de'] as const;

/** Who pays. Source: Front Payment, "Submit Reservation" and "Create Session for Reservation", Validation Rules. */
const customer = z.looseObject({
  type: oneOf(['private', 'corporate']),
  countryCode: text,
  msisdn: text,
  email,
  name: text,
  // "Required", yet "if nothing is given it will set default to no".
  preferredLanguage: oneOf(LANGUAGES)
    .nullish()
    .transform((language) => language ?? 'no'),
  personalNumber: text
    .regex(/^\d{11}$/, { error: 'digits11' })
    .nullish()
    .transform((value) => value ?? null),
  organizationId: text
    .regex(/^\d+$/, { error: 'digits' })
    .nullish()
    .transform((value) => value ?? null),
  address: group({
    street: text,
    zip: text,
    city: text,
    country: text.refine((code) => countries.isValid(code) && /^[A-Z]{2}$/.test(code), { error: 'in' }),
  }),
});

const customerDetails = group(customer.shape).superRefine((value, context) => {
  if (value.type === 'corporate' && value.organizationId === null) {
    context.addIssue({ code: 'custom', message: 'requiredIfCorporate', path: ['organizationId'] });
  }
  if (value.type === 'corporate' && value.personalNumber !== null) {
    context.addIssue({ code: 'custom', message: 'prohibitedUnlessPrivate', path: ['personalNumber'] });
  }
});

const optionalTruth = truth.nullish().transform((value) => value ?? false);

/** A line as submit, create and charge take it; `amount` is its total with tax. */
export function lineShape(taxRates: readonly number[]) {
  return {
    name: text,
    productId: optionalText,
    rate: amount,
    tax: numeric.refine((rate) => taxRates.includes(rate), { error: 'in' }),
    amount,
  };
}

/**
 * The order.
 * @param nowMs the present; the due date must be this second or later
 */
export function orderSchema({ taxRates, nowMs }: { taxRates: readonly number[]; nowMs: number }) {
  const nowS = Math.floor(nowMs / 1000);
  return z.object({
    customerDetails,
    orderDate: unixSeconds,
    dueDateForPaymentLink: unixSeconds.refine((due) => Number(due) >= nowS, { error: 'afterOrEqualNow' }),
    referenceNo: optionalText,
    customerReference: optionalText,
    sendOrderBy: group({ sms: truth, email: truth }),
    products: lines(lineShape(taxRates)),
    orderSummary: group({ subTotal: amountOrZero, totalTax: amountOrZero, grandTotal: amount }),
    chargeValidity: text
      .regex(/^\d+$/, { error: 'digits' })
      .nullish()
      .transform((value) => value ?? null),
    customerNotes: optionalText,
    tnc: optionalText,
    settings: z
      .object({ secureDetails: optionalTruth, isChargePartiallyRefundable: optionalTruth })
      .nullish()
      .transform((value) => value ?? { secureDetails: false, isChargePartiallyRefundable: false }),
    callback: z
      .object({ callbackUrl: optionalUrl, success: optionalUrl, failure: optionalUrl })
      .nullish()
      .transform((value) => value ?? { callbackUrl: null, success: null, failure: null }),
  });
}

/** A session's order: the same, with the card brand. */
export function sessionSchema(rules: { taxRates: readonly number[]; nowMs: number }) {
  return orderSchema(rules).extend({ submitPayment: group({ via: oneOf(['visa', 'mastercard']) }) });
}

/** A valid order. */
export type OrderBody = z.output<ReturnType<typeof orderSchema>>;

/**
 * What does not add up in an order's totals. Tax is included in the amounts, so a line's sub-total is
 * amount / (1 + tax/100); since rounding is not stated, one minor unit a line is let pass. A body names no currency:
 * where every figure is a whole number it may be of one without minor units, and one main unit a line is let pass.
 */
export function totalsAtFault({ products, orderSummary }: OrderBody): string[] {
  const { subTotal, totalTax, grandTotal } = orderSummary;
  const sum = sumMinor(products.map((line) => ({ amountMinor: line.amount })));
  const withoutTax = products.reduce((total, line) => total + line.amount / (1 + line.tax / 100), 0);
  const errors: string[] = [];
  if (grandTotal !== sum) errors.push(TOTALS.orderGrandTotal);
  if (subTotal + totalTax !== grandTotal) errors.push(TOTALS.orderSummary);
  const figures = [subTotal, totalTax, ...products.map((line) => line.amount)];
  const smallestUnit = figures.every((minor) => minor % MINOR_PER_MAIN === 0) ? MINOR_PER_MAIN : 1;
  if (Math.abs(subTotal - withoutTax) > products.length * smallestUnit) errors.push(TOTALS.orderSubTotal);
  return errors;
}
