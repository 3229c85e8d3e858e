/** Which time a sweep reads: nothing is skipped, whatever the clocks say, however long nobody swept. */
import { describe, expect, it } from '@jest/globals';
import { frameOf, halvesOf, withoutPast } from '../../workflows/sweep-frame';

const at = (hours: number): string => new Date(Date.UTC(2026, 10, 21) + hours * 3_600_000).toISOString();

describe('the frame of a sweep', () => {
  it('begins 75 minutes before where the last one ended, and ends ten minutes from now', () => {
    expect(frameOf(at(12), at(12.1))).toEqual({
      frame: { from: at(10.75), to: at(12.1 + 1 / 6) },
      upTo: at(12.1),
    });
  });

  it('is the last day at the first time', () => {
    expect(frameOf(null, at(24))).toEqual({ frame: { from: at(-1.25), to: at(24 + 1 / 6) }, upTo: at(24) });
  });

  it('begins where history was left after a sweep that failed, and after an outage of hours', () => {
    expect(frameOf(at(0), at(9)).frame).toEqual({ from: at(-1.25), to: at(9 + 1 / 6) });
  });

  it('catches up with an outage of days a day at a time, and skips nothing', () => {
    const now = at(24 * 5);
    const seen: [string, string][] = [];
    let last = at(0);
    for (let sweeps = 0; last < now && sweeps < 10; sweeps += 1) {
      const { frame, upTo } = frameOf(last, now);
      seen.push([frame.from, frame.to]);
      expect(frame.from <= last && frame.to >= upTo).toBe(true);
      last = upTo;
    }
    expect(last).toBe(now);
    expect(seen.length).toBeLessThanOrEqual(6);
    for (const [index, [from]] of seen.slice(1).entries()) expect(from < (seen[index]?.[1] ?? '')).toBe(true);
  });

  it('is halved without a gap', () => {
    expect(halvesOf({ from: at(0), to: at(2) })).toEqual([
      { from: at(0), to: at(1) },
      { from: at(1), to: at(2) },
    ]);
  });
});

describe('what is remembered', () => {
  it('forgets the rows that no later frame will show', () => {
    const told = [
      { key: 'past', at: at(10), times: 1 },
      { key: 'shown again', at: at(11), times: 1 },
    ];
    const memory = { told, strangers: [], examined: [], references: [] };
    expect(withoutPast(memory, at(12)).told.map(({ key }) => key)).toEqual(['shown again']);
  });
});
