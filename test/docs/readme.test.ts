/** The README's commands and its example are true. */
import { describe, expect, it } from '@jest/globals';
import { engines } from '../../package.json';
import { admitOrder } from '../../src/orders/admit-order';
import { blocksOf, readPage } from './pages';

const page = readPage('README.md');

describe('README.md', () => {
  it('gives the two commands on its first screen', () => {
    const firstScreen = page.split('\n').slice(0, 25).join('\n');
    expect(firstScreen).toContain('npm ci && npm start');
    expect(firstScreen).toContain('npm ci && npm test');
  });

  it('gives the test command that .ci/run calls', () => {
    const [, command = ''] = /^(npm ci && npm test)\b/m.exec(page) ?? [];
    const called = readPage('.ci/run')
      .split('\n')
      .flatMap((line) => /^(npm (?:ci|test))\b/.exec(line)?.[1] ?? []);
    expect(called.join(' && ')).toBe(command);
  });

  it('names the Node version that package.json asks for', () => {
    expect(page).toContain(`Node ${engines.node.replace('>=', '')} or later`);
  });

  it('places an order that is one, and is captured half a minute after its hold', () => {
    const [, json = ''] =
      blocksOf(page)
        .map(({ text }) => /<<'ORDER'\n([\s\S]*?)\nORDER/.exec(text))
        .find((found) => found !== null) ?? [];
    const defaults = { captureWindowMs: 7 * 86_400_000, safetyMarginMs: 86_400_000 };
    const admitted = admitOrder(JSON.parse(json), defaults, '2026-11-21T12:00:00Z');
    expect(admitted).toMatchObject({
      order: { policy: { captureWindowMs: 60_000, safetyMarginMs: 30_000, complete: 'settled' } },
    });
  });
});
