/** Following changes: nothing is missed where a look fails, and nobody is woken for what was seen. */
import { describe, expect, it } from '@jest/globals';
import { type FollowParts, followChanges } from '../../src/webhooks/follow-changes';

const SINCE = '2026-11-21T12:00:00.000Z';
const change = (orderId: string, changedAt: string) =>
  ({ orderId, changedAt, state: 'reserved', attention: false }) as const;

/** Parts that record what they are asked; the following ends after so many looks. */
function partsThat({ looks, ...overrides }: Partial<FollowParts> & { looks: number }) {
  const stopping = new AbortController();
  const asked: string[] = [];
  const woken: string[] = [];
  const beats: string[] = [];
  const seen: string[] = [];
  const failures: unknown[] = [];
  const parts: FollowParts = {
    feed: { changesSince: async () => [] },
    books: {
      unseen: async (changes) => [...changes],
      sawChanges: async (changes) => {
        seen.push(...changes.map(({ orderId }) => orderId));
      },
      overdue: async () => [],
      having: async () => new Set(),
      prune: async () => 0,
    },
    wake: async (orderId) => {
      woken.push(orderId);
    },
    ordersDue: async () => [],
    dueLookFailed: (error) => failures.push(error),
    dueSoonMs: 1_000,
    pollMs: 1,
    beat: (upTo) => beats.push(upTo),
    stopping: stopping.signal,
    ...overrides,
  };
  const { changesSince } = parts.feed;
  parts.feed = {
    changesSince: async (from) => {
      asked.push(from);
      if (asked.length >= looks) stopping.abort();
      return changesSince(from);
    },
  };
  return { parts, asked, woken, beats, seen, failures, stopping };
}

describe('following', () => {
  it('wakes an order once for one change, and again for the next', async () => {
    let at = '2026-11-21T12:00:01.000Z';
    const { parts, woken, asked } = partsThat({
      looks: 99,
      feed: {
        changesSince: async () => {
          if (asked.length === 4) at = '2026-11-21T12:00:05.000Z';
          if (asked.length === 6) stopping.abort();
          return [change('booking-1', at)];
        },
      },
    });
    const stopping = new AbortController();
    parts.stopping = stopping.signal;
    await followChanges(parts, { since: SINCE, upTo: SINCE });
    expect(woken).toEqual(['booking-1', 'booking-1']);
  });

  it('wakes nobody for what the books have seen', async () => {
    const { parts, woken } = partsThat({
      looks: 1,
      feed: { changesSince: async () => [change('booking-1', SINCE)] },
    });
    parts.books = { ...parts.books, unseen: async () => [] };
    parts.stopping = new AbortController().signal;
    await expect(endsBy(parts)).rejects.toThrow('enough');
    expect(woken).toEqual([]);
  });

  it('looks back at first over a day, but never before anybody was to be told', async () => {
    const { parts, asked } = partsThat({ looks: 1 });
    await followChanges(parts, { since: SINCE, upTo: SINCE });
    expect(asked).toEqual([SINCE]);
    const long = partsThat({ looks: 2 });
    await followChanges(long.parts, { since: '2020-01-01T00:00:00.000Z', upTo: new Date().toISOString() });
    const [first = '', second = ''] = long.asked;
    expect(Date.now() - Date.parse(first)).toBeGreaterThan(24 * 3_600_000);
    expect(Date.now() - Date.parse(second)).toBeLessThan(60_000);
  });

  it('goes back to where it was when it had been away', async () => {
    const upTo = '2026-11-01T00:00:00.000Z';
    const { parts, asked } = partsThat({ looks: 1 });
    await followChanges(parts, { since: '2020-01-01T00:00:00.000Z', upTo });
    expect(Date.parse(asked[0] ?? '')).toBeLessThan(Date.parse(upTo));
  });

  it('fails with the engine, notes nothing as seen, and keeps its place', async () => {
    const { parts, beats, seen } = partsThat({
      looks: 9,
      feed: { changesSince: async () => [change('booking-1', SINCE)] },
      wake: async () => {
        throw new Error('the engine is away');
      },
    });
    await expect(followChanges(parts, { since: SINCE, upTo: SINCE })).rejects.toThrow('the engine is away');
    expect([beats, seen]).toEqual([[SINCE], []]);
  });

  it('notes nothing as seen when it stops in between, and looks from the same place next time', async () => {
    const { parts, seen, stopping } = partsThat({
      looks: 9,
      feed: { changesSince: async () => [change('booking-1', SINCE), change('booking-2', SINCE)] },
      wake: async () => stopping.abort(),
    });
    expect(await followChanges(parts, { since: SINCE, upTo: SINCE })).toBe(SINCE);
    expect(seen).toEqual([]);
  });

  it('wakes whose timer acts soon and who is late, but not who was told of it', async () => {
    const { parts, woken } = partsThat({ looks: 99, ordersDue: async () => ['booking-1', 'booking-2'] });
    parts.books = {
      ...parts.books,
      having: async () => new Set(['booking-2']),
      overdue: async () => ['booking-3'],
    };
    await expect(endsBy(parts)).rejects.toThrow('enough');
    expect(woken.sort()).toEqual(['booking-1', 'booking-3']);
  });

  it('goes on when it cannot be looked up whose timer acts soon, and says so', async () => {
    const { parts, asked, failures, stopping } = partsThat({
      looks: 3,
      ordersDue: async () => {
        throw new Error('too slow');
      },
    });
    await followChanges(parts, { since: SINCE, upTo: SINCE });
    expect([asked.length, failures, stopping.signal.aborted]).toEqual([3, [new Error('too slow')], true]);
  });

  it('looks for timers between the horizon of now and the announced time', async () => {
    const spans: [Date, Date][] = [];
    const { parts } = partsThat({
      looks: 99,
      dueSoonMs: 3_600_000,
      ordersDue: async (after, until) => {
        spans.push([after, until]);
        return [];
      },
    });
    await expect(endsBy(parts)).rejects.toThrow('enough');
    expect(spans.map(([after, until]) => until.getTime() - after.getTime())).toEqual([3_600_000]);
  });
});

/** Follows until the first look is wholly over. */
function endsBy(parts: FollowParts): Promise<string> {
  const prune = async (): Promise<number> => {
    throw new Error('enough');
  };
  return followChanges({ ...parts, books: { ...parts.books, prune } }, { since: SINCE, upTo: SINCE });
}
