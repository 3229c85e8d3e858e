/**
 * The fields that orders and commands share. Each message says what is allowed, and none repeats what was sent:
 * it may be personal.
 */
import { z } from 'zod';
import { CARD_NUMBER_FAULT, holdsCardNumber } from './card-numbers';

/** Ends up in workflow ids, paths and the provider's `referenceNo`; hence the small alphabet. */
export const ORDER_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;

/** The merchant's own name for the order. */
export const orderIdSchema = z
  .string()
  .regex(ORDER_ID, 'must be 1 to 64 of letters, digits and . _ : -, beginning with a letter or digit');

/** A positive safe integer of minor units: no zero, no fraction, nothing a double cannot hold exactly. */
export const amountMinorSchema = z
  .int('must be a positive whole number of minor units')
  .positive('must be a positive whole number of minor units');

/** A tax rate in percent, 0 to 100. */
export const taxPercentSchema = z
  .number('must be a percentage from 0 to 100')
  .min(0, 'must be a percentage from 0 to 100')
  .max(100, 'must be a percentage from 0 to 100');

/** A text somebody reads: not blank, no control characters but the line break. */
export function textSchema(longest: number) {
  return z
    .string()
    .max(longest, `must be at most ${longest} characters`)
    .refine((text) => text.trim() !== '', 'must not be blank')
    .refine((text) => !hasControlCharacter(text), 'must not hold control characters');
}

/** A text that a person wrote or pasted. Nobody may leave a card's number in one. */
export function freeTextSchema(longest: number) {
  return textSchema(longest).refine((text) => !holdsCardNumber(text), CARD_NUMBER_FAULT);
}

/** One thing to pay for; `amountMinor` is its total with tax. */
export const lineSchema = z.strictObject({
  name: freeTextSchema(255),
  amountMinor: amountMinorSchema,
  taxPercent: taxPercentSchema,
});

/** Lines whose total is a safe integer too. */
export const linesSchema = z
  .array(lineSchema)
  .min(1, 'must have at least one line')
  .max(500, 'must have at most 500 lines')
  .refine(
    (lines) => Number.isSafeInteger(lines.reduce((sum, line) => sum + line.amountMinor, 0)),
    'must not add up to more than a safe integer of minor units',
  );

/** A phone number as the provider takes it: `+47` and the digits. */
export const phoneSchema = z.strictObject({
  countryCode: z.string().regex(/^\+\d{1,4}$/, 'must be a plus and 1 to 4 digits, such as +47'),
  number: z.string().regex(/^\d{3,15}$/, 'must be 3 to 15 digits'),
});

/** An e-mail address. */
export const emailSchema = z.email('must be an e-mail address').max(254, 'must be at most 254 characters');

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => {
    const code = character.charCodeAt(0);
    return (code < 0x20 && code !== 0x0a) || (code >= 0x7f && code <= 0x9f);
  });
}
