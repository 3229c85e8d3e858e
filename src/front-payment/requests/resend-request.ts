// What resend sends.

import { z } from 'zod';
import { email, phone } from './fields';

/** Where the payment link goes; at least one of the two. */
export interface ResendRequest {
  readonly email?: string | undefined;
  readonly phone?: { readonly countryCode: string; readonly number: string } | undefined;
}

/** The check of a resend request. */
export const resendRequestSchema = z
  .strictObject({ email: email.optional(), phone: phone.optional() })
  .refine(
    (request) => request.email !== undefined || request.phone !== undefined,
    'must have email or phone',
  );

/** The body of `resend`. Source: Front Payment, "Resend Reservation", Request Payload. */
export function resendBody(request: z.output<typeof resendRequestSchema>) {
  return {
    ...(request.phone ? { countryCode: request.phone.countryCode, msisdn: request.phone.number } : {}),
    ...(request.email === undefined ? {} : { email: request.email }),
  };
}
