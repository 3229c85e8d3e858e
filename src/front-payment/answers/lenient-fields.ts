// Fields of answers, read leniently: numbers as strings, flags as words, lists as objects. Money alone is strict.

import { z } from 'zod';
import { exponentOf, type MinorUnit } from '../../money/currency';
import { toMinor } from '../../money/decimal';
import { MoneyError } from '../../money/money-error';
import { readInstant } from '../local-time';

/** Decimals beyond the minor unit that are taken for noise of binary fractions (0.30000000000000004). */
const NOISE_DIGITS = 6;

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** Runs `read` on whatever is there; undefined from it is a fault with this message. */
function lenient<Value>(read: (value: unknown) => Value | undefined, message: string) {
  return z.preprocess(
    (value, context) => {
      const result = read(value);
      if (result === undefined) context.addIssue({ code: 'custom', message, input: null });
      return result;
    },
    z.custom<Value>(() => true),
  );
}

/** Money in the main unit, number or numeric string, to minor units; not negative, and it must be there. */
export function money(unit: MinorUnit) {
  return lenient((value) => readMoney(value, unit), 'cannot be read as money');
}

/** As `money`, where null, absent and empty mean zero. */
export function moneyOrZero(unit: MinorUnit) {
  return lenient((value) => (isAbsent(value) ? 0 : readMoney(value, unit)), 'cannot be read as money');
}

/** As `money`, where null, absent and empty are null. */
export function moneyIfThere(unit: MinorUnit) {
  return lenient((value) => (isAbsent(value) ? null : readMoney(value, unit)), 'cannot be read as money');
}

/** As `money`, where anything unreadable is null: for amounts that nothing is decided by. */
export function moneyOrNull(unit: MinorUnit) {
  return lenient((value) => readMoney(value, unit) ?? null, '');
}

function readMoney(value: unknown, unit: MinorUnit): number | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  try {
    const amountMinor = toMinorWithoutNoise(value, unit);
    return amountMinor < 0 ? undefined : amountMinor;
  } catch (error) {
    if (error instanceof MoneyError) return undefined;
    throw error;
  }
}

function toMinorWithoutNoise(value: number | string, unit: MinorUnit): number {
  try {
    return toMinor(value, unit);
  } catch (error) {
    const isFraction = error instanceof MoneyError && error.code === 'fraction_of_minor_unit';
    if (!isFraction) throw error;
    return toMinor(Number(value).toFixed(exponentOf(unit) + NOISE_DIGITS), unit);
  }
}

/** A text; numbers become texts, anything else null. */
export function textOrNull() {
  return lenient((value) => {
    if (typeof value === 'string') return value;
    return typeof value === 'number' ? String(value) : null;
  }, '');
}

/** A text that must be there. */
export function requiredText() {
  return lenient(
    (value) => (typeof value === 'string' && value.trim() !== '' ? value : undefined),
    'is missing or not a text',
  );
}

/** A finite number, or null. */
export function numberOrNull() {
  return lenient((value) => {
    if (isAbsent(value) || typeof value === 'boolean' || typeof value === 'object') return null;
    return Number.isFinite(Number(value)) ? Number(value) : null;
  }, '');
}

/** An integer id that must be there, as a number or a numeric string. */
export function integerId() {
  return lenient(
    (value) =>
      /^\d+$/.test(String(value)) && Number.isSafeInteger(Number(value)) ? Number(value) : undefined,
    'is missing or not an integer',
  );
}

/** true, "true", 1, "1" and their opposites; null when absent or anything else. */
export function flagOrNull() {
  return lenient((value) => {
    const word = String(value).toLowerCase();
    if (word === 'true' || word === '1') return true;
    return word === 'false' || word === '0' ? false : null;
  }, '');
}

/** As `flagOrNull`, where null means false. */
export function flagOrFalse() {
  return flagOrNull().transform((flag) => flag === true);
}

/** An instant as ISO 8601 in UTC; null when absent or unreadable. */
export function instantOrNull(zone: string) {
  return lenient((value) => readInstant(value, zone), '');
}

/** An instant as ISO 8601 in UTC; null when absent, a fault when unreadable. */
export function instantIfThere(zone: string) {
  return lenient(
    (value) => (isAbsent(value) ? null : (readInstant(value, zone) ?? undefined)),
    'cannot be read as a time',
  );
}

/** A list; null and absent are empty, an object keyed "0", "1", … is the list of its values. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.preprocess((value) => {
    if (isAbsent(value)) return [];
    const isKeyed = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isKeyed ? Object.values(value) : value;
  }, z.array(item));
}

/** An object; null, absent and an empty array (how PHP writes an empty object) are an object without fields. */
export function objectOf<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess(
    (value) => (isAbsent(value) || (Array.isArray(value) && value.length === 0) ? {} : value),
    z.object(shape),
  );
}

/** As `objectOf`, where nothing there is null. */
export function objectOrNull<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess(
    (value) => (typeof value === 'object' && !Array.isArray(value) ? (value ?? null) : null),
    z.object(shape).nullable(),
  );
}
