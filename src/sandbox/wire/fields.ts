// Building blocks for the bodies the calls take: zod types whose issues are names of Laravel rules.
// Laravel's habits are kept: an empty string counts as missing, a numeric string as a number.
import { z } from 'zod';
import { toMinor } from '../amounts';
import { type FieldRule, sentence } from './validation-messages';

const rule = (broken: FieldRule) => ({
  error: (issue: { input?: unknown }) =>
    issue.input === undefined || issue.input === null ? 'required' : broken,
});

/** A required string. */
export const text = z.string(rule('string'));

/** A string that may be missing or null. */
export const optionalText = text.nullish().transform((value) => value ?? null);

/** A required number, also as a numeric string. */
export const numeric = z
  .union([z.number(), z.string().regex(/^[+-]?\d+(\.\d+)?$/, { error: 'numeric' })], rule('numeric'))
  .transform(Number);

/** A required amount in main units, read as minor units; two decimals at most. */
export const amountOrZero = numeric.transform((value, context) => {
  const minor = toMinor(value);
  if (minor === null) context.addIssue({ code: 'custom', message: 'decimal' });
  else if (minor < 0) context.addIssue({ code: 'custom', message: 'min' });
  return minor ?? 0;
});

/** The same, above zero. */
export const amount = amountOrZero.refine((minor) => minor !== 0, { error: 'min' });

/** A required truth value, in any of Laravel's spellings. */
export const truth = z
  .union([z.boolean(), z.literal([0, 1, '0', '1'])], rule('boolean'))
  .transform((value) => value === true || value === 1 || value === '1');

/** A required e-mail address. */
export const email = z.email(rule('email'));

/** An http(s) URL that may be missing or null. */
export const optionalUrl = z
  .url({ protocol: /^https?$/, ...rule('url') })
  .nullish()
  .transform((value) => value ?? null);

/** A required Unix timestamp in seconds, sent as a string. */
export const unixSeconds = text.regex(/^\d{1,11}$/, { error: 'timestamp' });

/** One of a closed list. */
export const oneOf = <const T extends readonly string[]>(values: T) => z.enum(values, rule('in'));

/** A required object; when it is missing, its required fields are named as well, as Laravel does. */
export function group<T extends z.ZodRawShape>(shape: T) {
  return z.unknown().transform((value, context): z.infer<z.ZodObject<T>> => {
    if (value === undefined || value === null) context.addIssue({ code: 'custom', message: 'required' });
    else if (typeof value !== 'object') context.addIssue({ code: 'custom', message: 'array' });
    const inner = typeof value === 'object' && value !== null ? value : {};
    return into(context, [], z.object(shape).safeParse(inner)) as z.infer<z.ZodObject<T>>;
  });
}

/** A required list of lines with at least one; an object keyed "0", "1", … or an array, as PHP sees no difference. */
export function lines<T extends z.ZodRawShape>(shape: T) {
  return z.unknown().transform((value, context): Array<z.infer<z.ZodObject<T>>> => {
    const isMissing = value === undefined || value === null;
    const isList = !isMissing && typeof value === 'object';
    const entries = isList ? Object.entries(value) : [];
    if (!isMissing && !isList) context.addIssue({ code: 'custom', message: 'array' });
    else if (entries.length === 0) context.addIssue({ code: 'custom', message: 'required' });
    return entries.map(
      ([key, line]) => into(context, [key], z.object(shape).safeParse(line ?? {})) as z.infer<z.ZodObject<T>>,
    );
  });
}

/** A body that was read, or the sentences that say what is wrong with it. */
export type Read<T> = { ok: true; value: T } | { ok: false; errors: string[] };

/** Reads a body by its schema. */
export function readBody<T extends z.ZodType>(schema: T, body: unknown): Read<z.output<T>> {
  const read = schema.safeParse(withoutEmptyStrings(body));
  if (read.success) return { ok: true, value: read.data };
  return { ok: false, errors: read.error.issues.map((issue) => sentence(ruleOf(issue.message), issue.path)) };
}

/** Hands the issues of an inner reading on, below its path. */
function into(context: z.core.$RefinementCtx, path: string[], read: z.ZodSafeParseResult<unknown>): unknown {
  if (read.success) return read.data;
  for (const issue of read.error.issues) {
    context.addIssue({ code: 'custom', message: issue.message, path: [...path, ...issue.path] });
  }
  return z.NEVER;
}

/** A line that is no object at all has zod's own message; Laravel would miss an array there. */
function ruleOf(message: string): FieldRule {
  return /^\w+$/.test(message) ? (message as FieldRule) : 'array';
}

function withoutEmptyStrings(value: unknown): unknown {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  if (Array.isArray(value)) return value.map(withoutEmptyStrings);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutEmptyStrings(inner)]));
}
