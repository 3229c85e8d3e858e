/** Spans and instants in a terminal, and the options that are some. */
import { describe, expect, it } from '@jest/globals';
import {
  durationMsFrom,
  instantText,
  leftText,
  readDuration,
  readInstant,
  spanText,
} from '../../src/cli/time-text';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe('time in a terminal', () => {
  it.each([
    [0, '0 s'],
    [999, '0 s'],
    [40_000, '40 s'],
    [12 * MINUTE_MS + 30_000, '12 min'],
    [HOUR_MS, '1 h'],
    [4 * HOUR_MS + 12 * MINUTE_MS, '4 h 12 min'],
    [76 * HOUR_MS + MINUTE_MS, '3 d 4 h'],
  ])('says %d ms as %s', (spanMs, said) => {
    expect(spanText(spanMs)).toBe(said);
  });

  it('says what is left, and how long ago it ran out', () => {
    expect(leftText('2026-11-21T12:00:00Z', '2026-11-21T10:00:00Z')).toBe('2 h');
    expect(leftText('2026-11-21T09:59:20Z', '2026-11-21T10:00:00Z')).toBe('40 s ago');
  });

  it('shows instants in UTC', () => {
    expect(instantText('2026-11-21T12:00:00.500+02:00')).toBe('2026-11-21 10:00:00');
  });

  it('takes instants with a zone only', () => {
    expect(readInstant('2026-12-01T12:00:00+01:00')).toBe('2026-12-01T11:00:00.000Z');
    for (const none of ['2026-12-01', '2026-12-01T12:00:00', 'tomorrow', '']) {
      expect(() => readInstant(none)).toThrow('with its zone');
    }
  });

  it('takes durations longer than nothing', () => {
    expect(readDuration('PT24H')).toBe('PT24H');
    for (const none of ['24h', 'PT0S', '-P1D', '']) expect(() => readDuration(none)).toThrow('ISO 8601');
  });

  it('takes durations no shorter than a command bears, in milliseconds', () => {
    const aDayAtLeast = durationMsFrom(24 * HOUR_MS, 'of a day at least');
    expect([aDayAtLeast('P1D'), aDayAtLeast('P1DT12H'), durationMsFrom(0, '')('PT0S')]).toEqual([
      24 * HOUR_MS,
      36 * HOUR_MS,
      0,
    ]);
    for (const none of ['PT23H', '7 days', '-P2D', '']) {
      expect(() => aDayAtLeast(none)).toThrow('Give an ISO 8601 duration of a day at least.');
    }
  });
});
