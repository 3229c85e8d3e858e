/** docs/lifecycle.md says what the table of transitions says. */
import { describe, expect, it } from '@jest/globals';
import { generatedPart, renderLifecycle } from '../../scripts/lifecycle-page';
import * as table from '../../workflows/transitions';
import { readPage } from './pages';

describe('docs/lifecycle.md', () => {
  it('is drawn from the present table; `npm run docs` draws it anew', () => {
    expect(generatedPart(readPage('docs/lifecycle.md'))).toBe(renderLifecycle(table));
  });

  it('explains every state', () => {
    const page = readPage('docs/lifecycle.md');
    const explained = [...page.matchAll(/^\| (\w+) \| (?!\*\*|`)/gm)].map(([, name]) => name);
    expect(explained).toEqual(expect.arrayContaining(Object.keys(table.TRANSITIONS)));
  });
});
