// Minor units <-> the provider's decimals in the main unit. Exact or refused: nothing here rounds.

import { exponentOf, type MinorUnit } from './currency';
import { MoneyError } from './money-error';

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?$/;
const SCIENTIFIC = /^[+-]?\d+(?:\.\d*)?e([+-]?\d+)$/i;

/**
 * The amount in the currency's main unit, as a JSON number prints it (15000 NOK minor units: `150`).
 * `toMinor` of the result is the same amount again for every safe integer up to 15 digits; above that a decimal
 * could no longer be told from its neighbour, so it is refused.
 *
 * @throws MoneyError `unsafe_amount` when not a safe integer or not exact as a decimal; `unknown_currency`
 */
export function toDecimal(amountMinor: number, unit: MinorUnit | string): number {
  const exponent = exponentOf(unit);
  if (!Number.isSafeInteger(amountMinor)) throw new MoneyError('unsafe_amount');
  const decimal = amountMinor === 0 ? 0 : amountMinor / 10 ** exponent;
  if (parseMinor(String(decimal), exponent) !== (amountMinor === 0 ? 0 : amountMinor)) {
    throw new MoneyError('unsafe_amount');
  }
  return decimal;
}

/**
 * The integer of minor units that a decimal in the main unit means. Numbers and numeric strings alike; zeros after
 * the last minor digit are no fraction (`"150.000"` NOK is 15000).
 *
 * @throws MoneyError `not_a_number`, `fraction_of_minor_unit`, `unsafe_amount`, `unknown_currency`
 */
export function toMinor(value: number | string, unit: MinorUnit | string): number {
  const exponent = exponentOf(unit);
  return parseMinor(typeof value === 'number' ? String(value) : value.trim(), exponent);
}

function parseMinor(text: string, exponent: number): number {
  const scientific = SCIENTIFIC.exec(text);
  // A number prints in this form only below 1e-6 and from 1e21: too fine for any currency, or too large.
  if (scientific) {
    throw new MoneyError(Number(scientific[1]) < 0 ? 'fraction_of_minor_unit' : 'unsafe_amount');
  }
  const match = DECIMAL.exec(text);
  if (!match) throw new MoneyError('not_a_number');
  const [, sign = '', whole = '', decimals = ''] = match;
  if (/[1-9]/.test(decimals.slice(exponent))) throw new MoneyError('fraction_of_minor_unit');
  const digits = Number(whole + decimals.slice(0, exponent).padEnd(exponent, '0'));
  if (!Number.isSafeInteger(digits)) throw new MoneyError('unsafe_amount');
  return sign === '-' && digits !== 0 ? -digits : digits;
}
