/** How far deadlines are read for a page: far enough, never more at once than can be read, and in few questions. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createDueWindow, type DueQuestion } from '../../src/client/due-window';

const HOUR_MS = 3_600_000;
const AT_ONCE = 20;

/** A store of deadlines that gives only so many at once, and counts how often it was asked. */
function aStore(deadlinesMs: readonly number[], atMost = AT_ONCE) {
  const store = {
    asked: 0,
    from(from: string | null): Omit<DueQuestion<number>, 'least'> {
      const left = deadlinesMs.filter((ms) => from === null || ms > Date.parse(from));
      return {
        from,
        deadlineMsOf: (ms) => ms,
        async read(until, { atOnce }) {
          store.asked += 1;
          const found = left.filter((ms) => until === undefined || ms <= Date.parse(until));
          const isWhole = !atOnce || found.length < atMost;
          return { rows: isWhole ? found : found.slice(0, atMost), isWhole };
        },
      };
    },
  };
  return store;
}

const sorted = (numbers: readonly number[]) => [...numbers].sort((one, other) => one - other);

describe('the window of deadlines', () => {
  it('is everything, in one question, where that can be read at once', async () => {
    const deadlines = [1, 2, 3].map((hours) => Date.now() + hours * HOUR_MS);
    const store = aStore(deadlines);
    expect(await createDueWindow()({ ...store.from(null), least: 2 })).toEqual(deadlines);
    expect(store.asked).toBe(1);
  });

  it('gives page after page without a gap, wherever the deadlines lie', async () => {
    const hours = fc.array(fc.integer({ min: -20_000, max: 20_000 }), { maxLength: 150 });
    await fc.assert(
      fc.asyncProperty(hours, fc.integer({ min: 1, max: 10 }), async (drawn, least) => {
        // A few milliseconds apart, so that no two are the same.
        const deadlines = drawn.map((hour, index) => Date.now() + hour * HOUR_MS + index);
        const store = aStore(deadlines);
        const readDue = createDueWindow();
        const seen: number[] = [];
        for (let from: string | null = null; ; ) {
          const rows = sorted(await readDue({ ...store.from(from), least })).slice(0, least);
          const last = rows.at(-1);
          if (last === undefined) break;
          seen.push(...rows);
          from = new Date(last).toISOString();
        }
        expect(seen).toEqual(sorted(deadlines));
      }),
      { numRuns: 200 },
    );
  });

  it('reads all that share one deadline, however many they are', async () => {
    const at = Date.now() + HOUR_MS;
    const store = aStore([...Array.from({ length: 50 }, () => at), at + HOUR_MS]);
    expect(await createDueWindow()({ ...store.from(null), least: 5 })).toHaveLength(50);
  });

  it('asks a few times for the first of ten thousand holds over a week, and once for the pages after it', async () => {
    const begin = Date.now();
    const store = aStore(
      Array.from({ length: 10_000 }, (_, index) => begin + index * 60_480),
      1000,
    );
    const readDue = createDueWindow();
    const first = await readDue({ ...store.from(null), least: 51 });
    expect(first.length).toBeGreaterThanOrEqual(51);
    expect(store.asked).toBeLessThanOrEqual(4);
    const before = store.asked;
    const from = new Date(sorted(first)[49] ?? 0).toISOString();
    expect((await readDue({ ...store.from(from), least: 51 })).length).toBeGreaterThanOrEqual(51);
    expect(store.asked - before).toBe(1);
  });

  it('reads no further the next time than twice what a page needs', async () => {
    const deadlines = Array.from({ length: 15 }, (_, index) => Date.now() + (index + 1) * HOUR_MS);
    const store = aStore(deadlines);
    const readDue = createDueWindow();
    expect(await readDue({ ...store.from(null), least: 3 })).toHaveLength(15);
    expect(await readDue({ ...store.from(null), least: 3 })).toEqual(deadlines.slice(0, 6));
    expect(store.asked).toBe(2);
  });
});
