/** What was told is told again only while it stays a difference, and not for ever. */
import { describe, expect, it } from '@jest/globals';
import { isInVain, openToldRows } from '../../activities/told-rows';

const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 21) + seconds * 1_000).toISOString();

describe('rows that were told', () => {
  it('are due the first time, and not again at once', () => {
    const told = openToldRows([], at(0));
    expect(told.isDue('a', 'news')).toBe(true);
    told.tell('a');
    expect(told.isDue('a', 'news')).toBe(false);
    expect(openToldRows(told.carried(), at(59)).isDue('a', 'news')).toBe(false);
  });

  it('are told again a minute later while they are news, three times in all', () => {
    let carried = openToldRows([], at(0)).carried();
    const tellings = [0, 60, 120, 180, 240].map((seconds) => {
      const told = openToldRows(carried, at(seconds));
      const times = told.isDue('a', 'news') ? told.tell('a') : null;
      carried = told.carried();
      return times;
    });
    expect(tellings).toEqual([1, 2, 3, null, null]);
    expect([1, 2, 3].map(isInVain)).toEqual([false, false, true]);
  });

  it('are told once where no state will show that they were looked at', () => {
    const told = openToldRows([{ key: 'a', at: at(0), times: 1 }], at(3_600));
    expect(told.isDue('a', 'once')).toBe(false);
  });

  it('are never told once they are settled', () => {
    const told = openToldRows([], at(0));
    told.settle('a');
    expect(openToldRows(told.carried(), at(3_600)).isDue('a', 'news')).toBe(false);
  });

  it('are bounded: the oldest are forgotten', () => {
    const told = openToldRows([], at(0));
    for (let n = 0; n < 2_001; n += 1) told.tell(`${n}`);
    expect(told.carried()).toHaveLength(2_000);
    expect(told.carried()[0]?.key).toBe('1');
  });
});
