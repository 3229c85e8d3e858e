/** How much time is left, and how soon that is. */
import { describe, expect, it } from '@jest/globals';
import { formatSpan, nearness, spanBetween } from '../../../src/dashboard/time/time-left-text';

const NOW = '2026-11-21T12:00:00.000Z';
const NOW_MS = Date.parse(NOW);
const HOUR = 3_600_000;
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('the time left', () => {
  it.each([
    [49 * HOUR + 60_000, '2 days, 1 hr'],
    [48 * HOUR, '2 days'],
    [48 * HOUR + 59 * 60_000, '2 days'],
    [90 * 60_000, '1 hr, 30 mins'],
    [61_000, '1 min, 1 sec'],
    [900, '0 secs'],
  ])('%d ms is "%s"', (ms, shown) => {
    expect(plain(formatSpan(ms, 'en'))).toBe(shown);
  });

  it('is said in Norwegian too', () => {
    expect(plain(formatSpan(49 * HOUR, 'nb'))).toMatch(/^2 d.* 1 t/);
  });

  it('is without a sign, whichever of the two comes first', () => {
    expect(spanBetween('2026-11-21T11:00:00.000Z', NOW_MS, 'en')).toBe(
      spanBetween('2026-11-21T13:00:00.000Z', NOW_MS, 'en'),
    );
  });

  it.each([
    ['2026-11-21T12:00:00.000Z', 'past'],
    ['2026-11-21T13:00:00.000Z', 'now'],
    ['2026-11-22T12:00:00.000Z', 'near'],
    ['2026-11-22T12:00:00.001Z', 'far'],
  ])('%s is %s', (at, near) => {
    expect(nearness(at, NOW_MS)).toBe(near);
  });
});
