/** The mutation guard still fits the sources: cheap to ask, so that `npm run mutants` cannot rot between two runs. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { transformSync } from '@swc/core';
import { edited, mutated } from '../../scripts/mutants/apply';
import { MUTATIONS } from '../../scripts/mutants/mutations';

const ROOT = join(__dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const named = MUTATIONS.map((mutation) => [mutation.name, mutation] as const);

describe('a mutation', () => {
  it.each(named)(
    '%s still finds its texts exactly once, and what it makes is a program',
    (_name, mutation) => {
      const broken = mutated(mutation, read);
      expect(broken.size).toBeGreaterThan(0);
      for (const [file, text] of broken) {
        expect(text).not.toBe(read(file));
        expect(() => transformSync(text, { jsc: { parser: { syntax: 'typescript' } } })).not.toThrow();
      }
    },
  );

  it.each(named)('%s breaks the product, never a test of it', (_name, { edits }) => {
    expect(edits.filter(({ file }) => !/^(workflows|activities|src\/front-payment)\//.test(file))).toEqual(
      [],
    );
  });

  it.each(named)('%s says what is asked first, and that is there', (_name, { near, test }) => {
    expect(existsSync(join(ROOT, near))).toBe(true);
    expect(read(near)).toContain(test ?? '');
  });

  it('has a name of its own, and one sentence', () => {
    expect(new Set(MUTATIONS.map(({ name }) => name)).size).toBe(MUTATIONS.length);
    expect(MUTATIONS.filter(({ careless }) => !/^[A-Z].*\.$/.test(careless))).toEqual([]);
  });
});

describe('an edit', () => {
  const edit = { file: 'workflows/some.ts', from: 'one', to: 'two' };

  it.each([
    ['is gone', 'nothing', '0 times'],
    ['stands there twice', 'one and one', '2 times'],
  ])('whose text %s is refused', (_why, source, times) => {
    expect(() => edited(source, edit)).toThrow(times);
  });

  it('that changes nothing is refused', () => {
    expect(() => edited('one', { ...edit, to: 'one' })).toThrow('would not be changed');
  });

  it('is made as it is written, also where it looks like a pattern', () => {
    expect(edited('a one b', { ...edit, to: "$&$'" })).toBe("a $&$' b");
  });
});

describe('the command', () => {
  const run = (...options: string[]): string =>
    execFileSync(process.execPath, [join(ROOT, 'scripts/mutants/run.mjs'), ...options], {
      encoding: 'utf8',
      stdio: 'pipe',
    });

  it('lists every mutation', () => {
    const list = run('--list');
    expect(MUTATIONS.filter(({ name }) => !list.includes(name))).toEqual([]);
  });

  it('names a mutation that it does not know, and ends with an error', () => {
    expect(() => run('--only', 'nobody-does-this')).toThrow('No mutation is named nobody-does-this');
  });
});
