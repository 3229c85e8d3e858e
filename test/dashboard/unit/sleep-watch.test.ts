/** A page that was hidden for long opens the feed anew: its old connection may hang without an error. */
import { describe, expect, it } from '@jest/globals';
import { watchSleep } from '../../../src/dashboard/live/sleep-watch';

describe('a page that becomes visible', () => {
  it.each([
    [59_000, false],
    [60_001, true],
  ])('after %d ms may have slept: %s', (hiddenMs, hasSlept) => {
    const told = watchSleep();
    expect(told(true, 1_000)).toBe(false);
    expect(told(false, 1_000 + hiddenMs)).toBe(hasSlept);
  });

  it('may have slept once only', () => {
    const told = watchSleep();
    told(true, 0);
    told(false, 61_000);
    expect(told(false, 122_000)).toBe(false);
  });
});
