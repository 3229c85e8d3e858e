/**
 * The body of `POST /v1/reservations`, which is also the workflow's input. Strict: a field nobody knows is a fault.
 * It transforms nothing, so that what was sent is what a repeat is compared with.
 */
import { getAlpha2Codes } from 'i18n-iso-countries/index';
import { z } from 'zod';
import { isKnownCurrency } from '../money/currency';
import {
  durationMs,
  durationSchema,
  instantSchema,
  LONGEST_CAPTURE_WINDOW,
  LONGEST_DURATION,
} from './durations';
import { emailSchema, freeTextSchema, linesSchema, orderIdSchema, phoneSchema } from './fields';

const COUNTRIES = new Set(Object.keys(getAlpha2Codes()));

const longDuration = durationSchema(LONGEST_DURATION);

const customerSchema = z
  .strictObject({
    type: z.enum(['private', 'corporate']),
    name: freeTextSchema(255),
    email: emailSchema,
    phone: phoneSchema,
    language: z.enum(['en', 'no', 'sv', 'da', 'de']),
    address: z.strictObject({
      street: freeTextSchema(255),
      zip: freeTextSchema(20),
      city: freeTextSchema(100),
      country: z
        .string()
        .refine((code) => COUNTRIES.has(code), 'must be an ISO 3166 alpha-2 country code, such as NO'),
    }),
    personalNumber: z
      .string()
      .regex(/^\d{11}$/, 'must be exactly 11 digits')
      .exactOptional(),
    organizationId: z
      .string()
      .regex(/^\d{1,20}$/, 'must be 1 to 20 digits')
      .exactOptional(),
  })
  .superRefine((customer, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const isCorporate = customer.type === 'corporate';
    if (isCorporate && customer.personalNumber !== undefined) {
      fault('personalNumber', 'must be left out: it is for private customers');
    }
    if (isCorporate && customer.organizationId === undefined) {
      fault('organizationId', 'must be given for a corporate customer');
    }
    if (!isCorporate && customer.organizationId !== undefined) {
      fault('organizationId', 'must be left out: it is for corporate customers');
    }
  });

const webUrlSchema = z
  .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
  .max(2048, 'must be at most 2048 characters');

const paymentSchema = z.discriminatedUnion(
  'via',
  [
    z.strictObject({ via: z.literal('link') }),
    z.strictObject({
      via: z.enum(['visa', 'mastercard']),
      successUrl: webUrlSchema,
      failureUrl: webUrlSchema,
    }),
  ],
  { error: 'must be link, visa or mastercard' },
);

/** The policy as sent: each field optional, durations ISO 8601. */
export const policySchema = z
  .strictObject({
    capture: z.enum(['automatic', 'manual']).exactOptional(),
    captureAt: z
      .union([z.enum(['deadline', 'reserved']), instantSchema], {
        error: 'must be deadline, reserved or an ISO 8601 time with its zone',
      })
      .exactOptional(),
    captureWindow: durationSchema(LONGEST_CAPTURE_WINDOW).exactOptional(),
    safetyMargin: longDuration.exactOptional(),
    remainder: z.enum(['release', 'capture']).exactOptional(),
    complete: z.enum(['settled', 'chargeValidityEnd', 'manual']).exactOptional(),
    chargeValidity: longDuration.exactOptional(),
    unpaid: z.enum(['cancel', 'leave']).exactOptional(),
    remindBefore: z.array(longDuration).max(10, 'must have at most 10 entries').exactOptional(),
  })
  .refine(
    ({ captureWindow, safetyMargin }) =>
      captureWindow === undefined ||
      safetyMargin === undefined ||
      durationMs(safetyMargin) <= durationMs(captureWindow) / 2,
    { path: ['safetyMargin'], message: 'must be at most half of captureWindow' },
  );

/** An order as a booking system sends it. */
export const orderSchema = z.strictObject({
  orderId: orderIdSchema,
  currency: z.string().refine(isKnownCurrency, 'must be an ISO 4217 currency code, such as NOK'),
  customer: customerSchema,
  lines: linesSchema,
  payment: paymentSchema.exactOptional(),
  notify: z.strictObject({ sms: z.boolean(), email: z.boolean() }).exactOptional(),
  linkExpiresAt: instantSchema.exactOptional(),
  policy: policySchema.exactOptional(),
});
