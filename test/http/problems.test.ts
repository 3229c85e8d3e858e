/** The problem codes and their page in the reference say the same, both ways. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PROBLEMS } from '../../src/http/problems';

const page = readFileSync(join(__dirname, '../../docs/reference/problems.md'), 'utf8');

const documented = [...page.matchAll(/^\| `(\w+)` \| (\d+) \| (.*?) \|/gm)].map(
  ([, code, status, title]) => ({
    code,
    status: Number(status),
    title,
  }),
);

describe('docs/reference/problems.md', () => {
  it('lists every problem with its status and title, and none that does not exist', () => {
    const inCode = Object.entries(PROBLEMS).map(([code, { status, title }]) => ({ code, status, title }));
    const byCode = (one: { code?: string | undefined }, other: { code?: string | undefined }) =>
      String(one.code).localeCompare(String(other.code));
    expect(documented.sort(byCode)).toEqual(inCode.sort(byCode));
  });

  it('says of each what to do', () => {
    const advice = [...page.matchAll(/^\| `(\w+)` \| \d+ \| .*? \| (.*?) \|$/gm)];
    expect(advice.length).toBe(documented.length);
    expect(advice.filter(([, , text]) => (text ?? '').length < 10)).toEqual([]);
  });
});
