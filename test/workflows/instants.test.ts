/** Instants compare as text because every one of them has the same form. */
import { describe, expect, it } from '@jest/globals';
import { earliest, hasCome, msUntil, plusMs } from '../../workflows/instants';
import { at, T0 } from './states';

describe('an instant', () => {
  it('moves by milliseconds, across days and months, to the same form', () => {
    expect(plusMs('2026-11-30T23:59:59.999Z', 1)).toBe('2026-12-01T00:00:00.000Z');
    expect(plusMs('2026-11-30T23:00:00Z', -3_600_000)).toBe('2026-11-30T22:00:00.000Z');
  });

  it('has come at its very millisecond, and null never comes', () => {
    expect(hasCome(T0, at(-1))).toBe(false);
    expect(hasCome(T0, T0)).toBe(true);
    expect(hasCome(null, T0)).toBe(false);
  });

  it('is never a negative time away', () => {
    expect(msUntil(at(5), T0)).toBe(5);
    expect(msUntil(at(-5), T0)).toBe(0);
  });

  it('is the earliest of those there are', () => {
    expect(earliest(at(2), null, at(1), undefined)).toBe(at(1));
    expect(earliest(null, undefined)).toBeNull();
    expect(earliest()).toBeNull();
  });
});
