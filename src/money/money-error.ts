// The one error of the money room: an amount that cannot be carried exactly is refused, never rounded.

/**
 * Why an amount was refused. `fraction_of_minor_unit`: finer than the currency's smallest unit;
 * `unsafe_amount`: beyond what an integer of minor units holds exactly; `not_a_number`: not a decimal number;
 * `unknown_currency`: no ISO 4217 code of the table; `tax_percent_out_of_range`: not between 0 and 100.
 */
export type MoneyErrorCode =
  | 'fraction_of_minor_unit'
  | 'unsafe_amount'
  | 'not_a_number'
  | 'unknown_currency'
  | 'tax_percent_out_of_range';

const MESSAGES: Record<MoneyErrorCode, string> = {
  fraction_of_minor_unit:
    "The amount is finer than the currency's minor unit; nothing was rounded. Give a whole number of minor units.",
  unsafe_amount:
    'The amount is not a safe integer of minor units; nothing was computed. Give a smaller whole amount.',
  not_a_number:
    'The amount is not a decimal number; nothing was computed. Give digits with at most one decimal point.',
  unknown_currency:
    'The currency is not a known ISO 4217 code; nothing was computed. Give a code such as NOK.',
  tax_percent_out_of_range: 'The tax percentage is not between 0 and 100; nothing was split.',
};

/** Thrown when an amount, a currency or a tax rate cannot be used exactly. Carries the code only, never the value. */
export class MoneyError extends Error {
  override readonly name = 'MoneyError';

  constructor(readonly code: MoneyErrorCode) {
    super(MESSAGES[code]);
  }
}
