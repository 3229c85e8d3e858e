/**
 * How one setting's text is read: each builder returns a zod type from text to a value.
 * Every fault says what is wrong and what is allowed; a secret's value is never quoted in one.
 */
import { isIP } from 'node:net';
import { z } from 'zod';
import { Secret } from './secret';

/** A reader of one setting: text in, a value or named faults out. */
export type Field<T> = z.ZodType<T, string>;

/** What a reader found: the value, or every fault as the end of a sentence that begins with the setting's name. */
export type Reading<T> = { readonly value: T } | { readonly faults: readonly string[] };

/** Makes a reader out of a function; `allowed` completes every fault. */
export function field<T>(allowed: string, read: (text: string) => Reading<T>): Field<T> {
  return z.string().transform((text, context): T => {
    const reading = read(text);
    if ('value' in reading) return reading.value;
    for (const fault of reading.faults) {
      context.issues.push({ code: 'custom', message: `${fault}; allowed: ${allowed}`, input: undefined });
    }
    return z.NEVER;
  });
}

/** A fault as a reading. */
export function fault(problem: string): { readonly faults: readonly string[] } {
  return { faults: [problem] };
}

/** A value as it is quoted in a fault: cut short, control characters escaped. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

/** A whole number within bounds, both included. */
export function wholeNumber(min: number, max: number): Field<number> {
  return field(`a whole number from ${min} to ${max}`, (text) => {
    if (!/^\d{1,15}$/.test(text)) return fault(`${quoted(text)} is not a whole number`);
    const value = Number(text);
    return value >= min && value <= max ? { value } : fault(`${value} is out of range`);
  });
}

/** One word of a list, written exactly so. */
export function word<const W extends string>(...words: readonly W[]): Field<W> {
  return field(words.join(' or '), (text) => {
    const value = words.find((candidate) => candidate === text);
    return value === undefined ? fault(`${quoted(text)} is not one of the words`) : { value };
  });
}

/** Text of printable ASCII characters without spaces, at most `maxLength` long. */
export function printable(maxLength: number): Field<string> {
  return field(`at most ${maxLength} printable characters without spaces`, (text) =>
    text.length <= maxLength && /^[\x21-\x7e]+$/.test(text)
      ? { value: text }
      : fault(`${quoted(text)} is too long or has other characters`),
  );
}

/** A path on this machine; NUL characters are refused. */
export function path(): Field<string> {
  return field('a path', (text) => (text.includes('\0') ? fault('has a NUL character') : { value: text }));
}

/** A secret of printable characters, kept as a `Secret` named after its setting. */
export function secret(name: string): Field<Secret> {
  return field('printable characters without spaces', (text) =>
    /^[\x21-\x7e]+$/.test(text)
      ? { value: new Secret(name, text) }
      : fault('has a space or a character that is not printable ASCII (the value is not shown)'),
  );
}

/** A host to listen on: an IP address without brackets, or a host name. */
export function host(): Field<string> {
  return field('an IP address without brackets, or a host name', (text) => {
    const named = /^(?=.{1,253}$)[a-z\d]([a-z\d-]{0,62})(\.[a-z\d]([a-z\d-]{0,62}))*$/i.test(text);
    const looksNumeric = /^[\d.]+$/.test(text);
    return isIP(text) !== 0 || (named && !looksNumeric)
      ? { value: text }
      : fault(`${quoted(text)} is no host`);
  });
}
