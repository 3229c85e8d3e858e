/** docs/dependencies.md and package.json name the same packages, both ways, each with its reason. */
import { describe, expect, it } from '@jest/globals';
import { dependencies, devDependencies } from '../../package.json';
import { firstColumn, readPage, section } from './pages';

const page = readPage('docs/dependencies.md');

describe('docs/dependencies.md', () => {
  it('lists every dependency at run time, and none that is not there', () => {
    expect(firstColumn(section(page, 'At run time')).sort()).toEqual(Object.keys(dependencies).sort());
  });

  it('lists every dependency for development, and none that is not there', () => {
    const listed = firstColumn(section(page, 'For development and tests'));
    expect(listed.sort()).toEqual(Object.keys(devDependencies).sort());
  });

  it('says of each what it is for', () => {
    const rows = [...page.matchAll(/^\| `[^`]+` \| (.*?) \|/gm)].map(([, reason]) => reason ?? '');
    expect(rows.filter((reason) => reason.trim() === '')).toEqual([]);
  });
});
