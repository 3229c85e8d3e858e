/** Both languages say the same things, and every word that a screen asks for is there. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { en } from '../../../src/dashboard/words/en/en';
import { nb } from '../../../src/dashboard/words/nb/nb';

type Words = { [key: string]: string | Words };

/** `a.b.c` → text. */
function flat(words: Words, path = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[path + key, value]] : [...flat(value, `${path}${key}.`)],
    ),
  );
}

const ENGLISH = flat(en);
const NORWEGIAN = flat(nb);
const placeholders = (text = ''): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).sort();

describe('the two languages', () => {
  it('have the same keys', () => {
    expect([...NORWEGIAN.keys()].sort()).toEqual([...ENGLISH.keys()].sort());
  });

  it('fill in the same values', () => {
    const differing = [...ENGLISH].filter(([key, text]) => {
      return placeholders(text).join() !== placeholders(NORWEGIAN.get(key)).join();
    });
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it('are not the same, but for names', () => {
    const same = [...ENGLISH].filter(([key, text]) => text.length > 12 && NORWEGIAN.get(key) === text);
    expect(same.map(([key]) => key)).toEqual(['who.provider']);
  });
});

describe('the words of the screens', () => {
  const folder = join(__dirname, '../../../src/dashboard');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('words/'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const asked = new Set(
    sources.flatMap((source) => [...source.matchAll(/\bt\(\s*'([\w.]+)'/g)].map(([, key = '']) => key)),
  );

  it('are there for every key that is named', () => {
    expect(asked.size).toBeGreaterThan(100);
    const missing = [...asked].filter((key) => !ENGLISH.has(key) && !ENGLISH.has(`${key}_other`));
    expect(missing).toEqual([]);
  });
});
