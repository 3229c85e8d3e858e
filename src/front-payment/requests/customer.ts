// The customer of an order: our shape, its check, and the provider's `customerDetails`.

import { z } from 'zod';
import { country, email, phone, requiredText } from './fields';

/** The languages of the payment page. Source: Front Payment, "Create Session for Reservation", Validation Rules. */
export const LANGUAGES = ['en', 'no', 'sv', 'da', 'de'] as const;

/** Who pays. Personal data: it goes to the provider and into no error. */
export interface Customer {
  readonly type: 'private' | 'corporate';
  readonly name: string;
  readonly email: string;
  readonly phone: { readonly countryCode: string; readonly number: string };
  readonly language: (typeof LANGUAGES)[number];
  readonly address: {
    readonly street: string;
    readonly zip: string;
    readonly city: string;
    /** ISO 3166 alpha-2. */
    readonly country: string;
  };
  /** Exactly 11 digits, private customers only. Default: null. */
  readonly personalNumber?: string | null | undefined;
  /** Digits; required for a corporate customer, refused for a private one. Default: null. */
  readonly organizationId?: string | null | undefined;
}

/**
 * The check of a customer.
 *
 * Source: Front Payment, "Submit Reservation" and "Create Session for Reservation", Validation Rules.
 */
export const customerSchema = z
  .strictObject({
    type: z.enum(['private', 'corporate'], 'must be private or corporate'),
    name: requiredText,
    email,
    phone,
    language: z.enum(LANGUAGES, `must be one of ${LANGUAGES.join(', ')}`),
    address: z.strictObject({ street: requiredText, zip: requiredText, city: requiredText, country }),
    personalNumber: z
      .string()
      .regex(/^\d{11}$/, 'must be exactly 11 digits')
      .nullable()
      .default(null),
    organizationId: z.string().regex(/^\d+$/, 'must be digits only').nullable().default(null),
  })
  .superRefine((customer, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (customer.type === 'corporate' && customer.organizationId === null) {
      fault('organizationId', 'is required for a corporate customer');
    }
    if (customer.type === 'corporate' && customer.personalNumber !== null) {
      fault('personalNumber', 'is for private customers only');
    }
    if (customer.type === 'private' && customer.organizationId !== null) {
      fault('organizationId', 'is for corporate customers only');
    }
  });

/** The customer as the provider's `customerDetails`. */
export function customerBody(customer: z.output<typeof customerSchema>) {
  return {
    type: customer.type,
    countryCode: customer.phone.countryCode,
    msisdn: customer.phone.number,
    email: customer.email,
    name: customer.name,
    preferredLanguage: customer.language,
    personalNumber: customer.personalNumber,
    organizationId: customer.organizationId,
    address: customer.address,
  };
}
