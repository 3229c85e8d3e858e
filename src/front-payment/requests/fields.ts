// The fields that several requests share, each as strict as the provider's validation rules.

import countries from 'i18n-iso-countries/index';
import { z } from 'zod';
import { hasExponent } from '../../money/currency';
import { MoneyError } from '../../money/money-error';
import { sumMinor } from '../../money/sum';

/** A positive safe integer of minor units. */
export const amountMinor = z.int('must be a whole number of minor units').positive('must be more than zero');

/** An upper-case ISO 4217 code. */
export const currency = z.string().refine(hasExponent, 'must be an ISO 4217 currency code such as NOK');

/** Decimals between main and minor unit, where they are not the currency's own. */
export const exponent = z.int().min(0, 'must not be negative').max(4, 'must be at most 4').optional();

/** A text that is not blank. */
export const requiredText = z.string().refine((text) => text.trim() !== '', 'must not be blank');

/** A text, null or absent: absent becomes null, as the provider's examples write it. */
export const optionalText = z.string().nullable().default(null);

/** An ISO 8601 instant with its offset or `Z`. */
export const instant = z.iso.datetime({ offset: true, error: 'must be an ISO 8601 instant with a zone' });

/** An e-mail address. */
export const email = z.email('must be an e-mail address');

/** A telephone number in two parts, such as `+47` and `46567468`. */
export const phone = z.strictObject({
  countryCode: z.string().regex(/^\+\d{1,4}$/, 'must be a plus sign and one to four digits'),
  number: z.string().regex(/^\d{4,15}$/, 'must be 4 to 15 digits, without the country code'),
});

/**
 * An ISO 3166 alpha-2 code in capitals.
 *
 * Source: Front Payment, "Submit Reservation", Validation Rules: `customerDetails.address.country`.
 */
export const country = z
  .string()
  .refine(
    (code) => code.length === 2 && Object.hasOwn(countries.getAlpha2Codes(), code),
    'must be an ISO 3166 alpha-2 country code such as NO',
  );

/** A URL that the provider or the customer's browser opens. */
export const webUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' });

/** A reservation's name in a path. */
export const reservationUuid = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be a reservation uuid: letters, digits, _ and -');

/** Adds the fault `message` at `totalMinor` unless the lines add up to it (and to a safe integer at all). */
export function checkTotal(
  request: { lines: readonly { amountMinor: number }[]; totalMinor?: number | undefined },
  context: z.RefinementCtx,
): void {
  const amounts = request.lines.map((line) => line.amountMinor);
  // Such a line has been named already.
  if (!amounts.every(Number.isSafeInteger)) return;
  try {
    const sum = sumMinor(amounts);
    if (request.totalMinor === undefined || request.totalMinor === sum) return;
    context.addIssue({ code: 'custom', path: ['totalMinor'], message: 'must be the sum of the lines' });
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error;
    context.addIssue({ code: 'custom', path: ['lines'], message: 'must add up to a safe integer' });
  }
}
