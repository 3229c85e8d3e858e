/** Every link from one page to another file of ours leads somewhere, headings included. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { pagePaths, ROOT, readPage } from './pages';

/** As GitHub makes them: lower case, without punctuation, spaces as hyphens. */
function anchorsOf(page: string): string[] {
  return [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    (heading ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function brokenLinks(path: string): string[] {
  const links = [...readPage(path).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '');
  return links
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [file = '', anchor] = target.split('#');
      const found = file === '' ? path : join(dirname(path), file);
      if (!existsSync(join(ROOT, found))) return true;
      return anchor !== undefined && !anchorsOf(readPage(found)).includes(anchor);
    });
}

describe('the pages', () => {
  it.each(pagePaths())('%s links to what is there', (path) => {
    expect(brokenLinks(path)).toEqual([]);
  });

  it('are each listed: decisions in their index, all others under docs/ in docs/README.md', () => {
    const listedIn = (index: string) =>
      [...readPage(index).matchAll(/\]\(([^)\s#]+)\)/g)].map(([, target]) =>
        join(dirname(index), target ?? ''),
      );
    const listed = new Set([...listedIn('docs/README.md'), ...listedIn('docs/decisions/README.md')]);
    const own = pagePaths().filter((path) => path.startsWith('docs/') && path !== 'docs/README.md');
    expect(own.filter((path) => !listed.has(path))).toEqual([]);
  });

  it('can be reached from the README', () => {
    const reached = new Set<string>();
    const visit = (path: string) => {
      if (reached.has(path) || !path.endsWith('.md') || !existsSync(join(ROOT, path))) return;
      reached.add(path);
      for (const [, target = ''] of readPage(path).matchAll(/\]\(([^)\s#]+)[^)]*\)/g)) {
        if (!/^[a-z]+:/.test(target)) visit(join(dirname(path), target));
      }
    };
    visit('README.md');
    expect(pagePaths().filter((path) => !reached.has(path))).toEqual([]);
  });
});
