/** docs/security.md and the tests: every line's test is there, and every test of this room stands in a line. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT, readPage } from '../docs/pages';
import { leaveFigure } from '../support/figures';

/** What a title begins with: `it('…'`, `it.each([…])('…'`. The table of a test may end on a line before. */
const TITLE = /(?:^\s*it\(|^\s*\]\)\(|^\s*it\.each\(.*\)\()\s*(['"`])((?:(?!\1).)*)\1/gm;

/** How these rooms say that a test looks at the search or at the canary's way, and not at a threat. */
const NOT_THREATS = new Set(['canary.test.ts', 'threats.test.ts']);

const page = readPage('docs/security.md');
const lines = [...page.matchAll(/^\| ([^|]+) \| ([^|]+) \| `([^`]+) › ([^`]+)` \|$/gm)].map(
  ([, threat = '', holds = '', file = '', title = '']) => ({ threat, holds, file, title }),
);

function titlesOf(file: string): string[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  return [...source.matchAll(TITLE)].map(([, , title = '']) => title.replaceAll("\\'", "'"));
}

describe('the threat model', () => {
  it('has a threat, what holds it and a test in every line of its tables', () => {
    const sections = page.split('\n## ').slice(3, 9);
    const rows = sections.flatMap((section) =>
      section.split('\n').filter((line) => /^\| (?!threat|---)/.test(line)),
    );
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.filter((row) => !lines.some(({ threat }) => row.startsWith(`| ${threat} |`)))).toEqual([]);
    leaveFigure('threats, each with its test', lines.length);
  });

  it.each(lines)('has the test of: $threat', ({ file, title }) => {
    expect(titlesOf(file)).toContain(title);
  });

  it('names no threat twice', () => {
    const threats = lines.map(({ threat }) => threat);
    expect(threats.filter((threat, index) => threats.indexOf(threat) !== index)).toEqual([]);
  });

  it('has every test of its own room in a line', () => {
    const files = readdirSync(join(ROOT, 'test/security')).filter((name) => name.endsWith('.test.ts'));
    const tests = files
      .filter((name) => !NOT_THREATS.has(name))
      .flatMap((name) =>
        titlesOf(`test/security/${name}`).map((title) => `test/security/${name} › ${title}`),
      );
    expect(tests.length).toBeGreaterThan(20);
    const named = new Set(lines.map(({ file, title }) => `${file} › ${title}`));
    expect(tests.filter((test) => !named.has(test))).toEqual([]);
  });
});
