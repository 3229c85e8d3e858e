/** What nobody would write by chance, as a customer's data and as what people write about one; and how it is looked for. */

/** Who the customer is. */
export const PERSON = {
  name: 'Zyphøra Quillanne',
  email: 'zyphora.quillanne@canary-mail.example',
  phone: '91827364',
  street: 'Quokkavegen 4711',
  city: 'Zyxvik',
  personalNumber: '27019841537',
};

/** What others write: into lines, notes, evidence and links. */
export const WRITTEN = {
  line: 'Suite-Kolibri',
  charge: 'Minibar-Kakapo',
  note: 'Note-Pelikan',
  evidence: 'Evidence-Marabu',
  link: 'gjest=kookaburra-9917',
  wrong: 'Wrong-Hoatzin',
};

/** The pieces that are looked for: each long enough that it stands nowhere by chance. */
export const PERSONAL_WORDS = [
  ...['Zyphøra', 'Quillanne', 'zyphora.quillanne', 'canary-mail', PERSON.phone, 'Quokkavegen'],
  ...[PERSON.city, PERSON.personalNumber],
];
const WRITTEN_WORDS = Object.values(WRITTEN);

/** All of them. */
export const WORDS = [...PERSONAL_WORDS, ...WRITTEN_WORDS];

/** One word found in one place, and how it was written there. */
export interface Hit {
  place: string;
  word: string;
  form: string;
}

/** The ways in which a word may be written, by name. Exported so that a test can see each of them found. */
export const FORMS: Record<string, (word: string) => string[]> = {
  plain: (word) => [bytesOf(word, 'utf8')],
  latin1: (word) => [bytesOf(word, 'latin1')],
  utf16: (word) => [bytesOf(word, 'utf16le')],
  hex: (word) => [Buffer.from(word).toString('hex')],
  percent: (word) => [encodeURIComponent(word), encodeURIComponent(word).replaceAll('%20', '+')],
  json: (word) => [word.replaceAll(/[^ -~]/g, escaped), JSON.stringify(JSON.stringify(word)).slice(3, -3)],
  base64: (word) => [0, 1, 2].flatMap((offset) => base64At(word, offset)),
};

/** Every word in any form within the bytes; letters of either case count as the same, but for base64. */
export function search(place: string, bytes: Buffer | string, words: readonly string[] = WORDS): Hit[] {
  const text = (typeof bytes === 'string' ? Buffer.from(bytes) : bytes).toString('latin1');
  const lower = text.toLowerCase();
  return words.flatMap((word) =>
    Object.entries(FORMS).flatMap(([form, write]) => {
      const isIn = (written: string) =>
        form === 'base64' ? text.includes(written) : lower.includes(written.toLowerCase());
      return write(word).some(isIn) ? [{ place, word, form }] : [];
    }),
  );
}

function bytesOf(word: string, encoding: BufferEncoding): string {
  return Buffer.from(word, encoding).toString('latin1');
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The part of the base64 that does not depend on what stands before and behind, in both alphabets. */
function base64At(word: string, offset: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(word)]);
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64');
  const own = whole.slice(Math.ceil((offset * 8) / 6));
  return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
}
