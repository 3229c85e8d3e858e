// Cleans the provider's own words before they enter an error: bounded, and without anything that looks personal.
// The provider may echo what we sent, so what we sent is taken out by value as well.

/** Turns a text of the provider into one that may be logged. */
export type CleanText = (text: string) => string;

const MAX_TEXT_LENGTH = 200;
const MAX_TEXTS = 20;
const MAX_DEPTH = 5;
/** Far more than is kept, so that a cut never leaves half a secret; and few enough to clean quickly. */
const MAX_RAW_LENGTH = 4_000;
const REMOVED = '[removed]';

const URL_LIKE = /\bhttps?:\S+/gi;
const EMAIL_LIKE = /[^\s@"'<>(),:;[\]]+@[^\s@"'<>(),:;[\]]+/g;
const LONG_DIGIT_RUN = /\+?\d(?:[\s().-]?\d){4,}/g;
const TOKEN_LIKE = /\bBearer\s+\S+/gi;
/** A word this long without a space is a token or an encoded value; the longest message key has 68 characters. */
const LONG_OPAQUE_WORD = /\S{100,}/g;

/**
 * A cleaner that removes addresses, URLs, long digit runs and tokens, and every one of the given values.
 *
 * @param sentValues what must not come back out: the token and the personal values of the request
 */
export function createCleanText(sentValues: readonly string[]): CleanText {
  // Made when it is first needed: a success has nothing to clean.
  let sent: RegExp | null | undefined;
  return (text) => {
    sent ??= patternOf(sentValues);
    const raw = text.slice(0, MAX_RAW_LENGTH);
    const withoutSent = sent ? raw.replace(sent, REMOVED) : raw;
    const clean = withoutSent
      .replace(TOKEN_LIKE, REMOVED)
      .replace(URL_LIKE, REMOVED)
      .replace(EMAIL_LIKE, REMOVED)
      .replace(LONG_DIGIT_RUN, REMOVED)
      .replace(LONG_OPAQUE_WORD, REMOVED)
      .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
      .trim();
    return clean.length > MAX_TEXT_LENGTH ? `${clean.slice(0, MAX_TEXT_LENGTH - 1)}…` : clean;
  };
}

/**
 * The strings in an `errors` of any shape, cleaned: null, a string, an array, an object by field, nested or not.
 * At most 20 of them, each at most 200 characters; an object's keys become the beginning (`email: is required`).
 *
 * Source: Front Payment's pages show `errors` as null, an array, an object, and not at all.
 */
export function collectTexts(errors: unknown, cleanText: CleanText): string[] {
  const texts: string[] = [];
  for (const leaf of leavesOf(errors, '', 0)) {
    const text = cleanText(leaf);
    if (text !== '') texts.push(text);
    if (texts.length === MAX_TEXTS) break;
  }
  return texts;
}

function* leavesOf(value: unknown, path: string, depth: number): Generator<string> {
  if (typeof value === 'object' && value !== null) {
    if (depth < MAX_DEPTH) yield* leavesOfObject(value, path, depth);
  } else if (value !== null && value !== undefined) {
    yield path === '' ? String(value) : `${path}: ${value}`;
  }
}

function* leavesOfObject(value: object, path: string, depth: number): Generator<string> {
  for (const [key, each] of Object.entries(value).slice(0, MAX_TEXTS)) {
    // An index says nothing; a field's name does.
    const keyed = path === '' ? key : `${path}.${key}`;
    yield* leavesOf(each, Array.isArray(value) ? path : keyed, depth + 1);
  }
}

/** Long values are found inside other words too, short ones only as words of their own. */
function patternOf(values: readonly string[]): RegExp | null {
  const alternatives = [...new Set(values.map((value) => value.trim()))]
    .filter((value) => value.length >= 2)
    .sort((a, b) => b.length - a.length)
    .map((value) => {
      const literal = escapeForPattern(value);
      return value.length >= 8 ? literal : `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`;
    });
  return alternatives.length === 0 ? null : new RegExp(alternatives.join('|'), 'giu');
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
