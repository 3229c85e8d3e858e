/**
 * Finds a payment card's number in a text that a person wrote. Nobody needs one here, and whatever holds one must be kept
 * as card data are kept; so it is refused wherever text comes in. Quick over whatever is sent.
 */
import luhn10 from 'card-validator/dist/luhn-10';
import type { FieldFault } from '../../workflows/refusals';

/** What a field that holds one is told; the number is not repeated. */
export const CARD_NUMBER_FAULT = 'must not hold the number of a payment card';

const SHORTEST = 13;
const LONGEST = 19;

/**
 * Beginnings and lengths, as credit-card-type lists them (a test compares the two); its own check takes 80 microseconds
 * for each stretch of digits, and would let one large body hold up the server for a minute.
 */
const BRANDS = [
  // Visa
  /^4\d{15}(?:\d{2,3})?$/,
  // Mastercard
  /^(?:5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720))\d{12,14}(?<=^\d{16})$/,
  // American Express
  /^3[47]\d{13}$/,
  // Diners Club
  /^3(?:0[0-5]|[689])\d+(?<=^(?:\d{14}|\d{16}|\d{19}))$/,
  // JCB
  /^(?:2131|1800|35(?:2[89]|[3-8]))\d+(?<=^\d{16,19})$/,
  // Discover, UnionPay, Maestro, Elo, Hiper, Hipercard, Verve
  /^(?:5[06-9]|6|81(?:[0-6]|7[01])|493698)\d+$/,
  // Troy, where it shares no beginning with another
  /^9792\d{12}$/,
  // Mir
  /^220[0-4]\d+(?<=^\d{16,19})$/,
] as const;

/** Digits as people type and paste them: in groups, with a dash, a space or two between. */
const RUN = /\d(?:(?: {1,2}|[\t\u2010-\u2015-])?\d)*/g;

/**
 * Whether some groups of digits next to each other are a card's number: of a length and a beginning that some brand of
 * card has, with its check digit. A number in international form (`+47 …`) is a telephone's.
 */
export function holdsCardNumber(text: string): boolean {
  // Digits of other widths look alike to whoever reads them, and so they do here.
  const plain = text.normalize('NFKC');
  return [...plain.matchAll(RUN)].some(
    ({ 0: run, index }) => plain[index - 1] !== '+' && hasCardAmong(run.split(/\D+/)),
  );
}

/** A number begins and ends with a group: within longer digits every tenth stretch would pass for one. */
function hasCardAmong(groups: readonly string[]): boolean {
  return groups.some((_, first) => stretchesFrom(groups, first).some(isCardNumber));
}

/** The groups from this one on, joined, as long as they may be a card's number. */
function stretchesFrom(groups: readonly string[], first: number): string[] {
  const stretches: string[] = [];
  let digits = '';
  for (let next = first; next < groups.length; next += 1) {
    digits += groups[next];
    if (digits.length > LONGEST) break;
    if (digits.length >= SHORTEST) stretches.push(digits);
  }
  return stretches;
}

function isCardNumber(digits: string): boolean {
  return BRANDS.some((brand) => brand.test(digits)) && luhn10(digits);
}

/** What a person writes or says in a command; everything else there is a name, a number or an address. */
const FREE_TEXTS = ['note', 'evidence', 'lines'] as const;

/** Every free text of a command that holds one, as faults; for doors without a schema. */
export function cardFaults(body: object): FieldFault[] {
  const texts: Partial<Record<string, unknown>> = { ...body };
  const paths = FREE_TEXTS.flatMap((name) => cardNumberPaths(texts[name], name));
  return paths.map((path) => ({ path, message: CARD_NUMBER_FAULT }));
}

/** The paths of all texts within a value that hold one: `lines.0.name`. */
export function cardNumberPaths(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return holdsCardNumber(value) ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    cardNumberPaths(part, path === '' ? name : `${path}.${name}`),
  );
}
