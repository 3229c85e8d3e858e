/** What workers tell each other of their calls: each its own, of the last minute, in both databases alike. */
import { expect, it } from '@jest/globals';
import { openRecords, type Records } from '../../src/records/records';
import { describeOverStores } from './stores';

describeOverStores('the counts of calls', (freshUrl) => {
  const withRecords = async (work: (records: Records) => Promise<void>): Promise<void> => {
    const records = await openRecords(await freshUrl());
    try {
      await work(records);
    } finally {
      await records.close();
    }
  };

  it('show a worker what all others have left, and nothing of its own', () =>
    withRecords(async ({ calls }) => {
      await calls.exchange({ worker: 'one', counts: [{ second: 100, calls: 3 }], since: 40 });
      await calls.exchange({ worker: 'two', counts: [{ second: 100, calls: 4 }], since: 40 });
      const seen = await calls.exchange({ worker: 'three', counts: [], since: 40 });
      expect(seen.toSorted((one, other) => one.calls - other.calls)).toEqual([
        { second: 100, calls: 3 },
        { second: 100, calls: 4 },
      ]);
      expect(await calls.exchange({ worker: 'one', counts: [], since: 40 })).toEqual([
        { second: 100, calls: 4 },
      ]);
    }));

  it('count a second once, however often it is told of', () =>
    withRecords(async ({ calls }) => {
      await calls.exchange({ worker: 'one', counts: [{ second: 100, calls: 3 }], since: 40 });
      await calls.exchange({ worker: 'one', counts: [{ second: 100, calls: 5 }], since: 40 });
      expect(await calls.exchange({ worker: 'two', counts: [], since: 40 })).toEqual([
        { second: 100, calls: 5 },
      ]);
    }));

  it('forget what is older than the minute', () =>
    withRecords(async ({ calls }) => {
      await calls.exchange({ worker: 'one', counts: [{ second: 100, calls: 3 }], since: 40 });
      expect(await calls.exchange({ worker: 'two', counts: [], since: 101 })).toEqual([]);
      expect(await calls.exchange({ worker: 'two', counts: [], since: 40 })).toEqual([]);
    }));
});
