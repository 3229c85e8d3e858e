// POST resend: sends the link again, by SMS (country code and number), by e-mail, or both; one of them is needed.
import { z } from 'zod';
import { resend as act } from '../acts/resend';
import { answerWithoutData } from '../wire/answer';
import { email, text } from '../wire/fields';
import { command } from './call';

const optional = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? null);

const schema = z
  .object({ countryCode: optional(text), msisdn: optional(text), email: optional(email) })
  .superRefine((body, context) => {
    const miss = (field: string) => context.addIssue({ code: 'custom', message: 'required', path: [field] });
    const isPhoneMissing = body.countryCode === null && body.msisdn === null;
    if (body.email === null && isPhoneMissing) miss('email');
    if (body.countryCode === null && (body.msisdn !== null || body.email === null)) miss('countryCode');
    if (body.msisdn === null && (body.countryCode !== null || body.email === null)) miss('msisdn');
  });

/** Source: Front Payment, "Resend Reservation". */
export const resend = command({
  name: 'resend',
  schema: () => schema,
  notFound: 'orderNotFound',
  act: (world, reservation, body) => {
    const phone = body.msisdn === null ? null : `${body.countryCode}${body.msisdn}`;
    const sentTo = [phone, body.email].filter((address) => address !== null).join(', ');
    return act(world, reservation, { sentTo });
  },
  success: () => answerWithoutData('resentOrderSuccessfully', true),
});
