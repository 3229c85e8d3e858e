/** Pages of the record: filters, both orders, and that paging neither skips nor repeats. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ENDED_STATES, type OrderRecord, type RecordsQuery } from '../../src/records/order-record';
import { openRecords, type Records } from '../../src/records/records';
import { anOrder } from './an-order';
import { describeOverStores } from './stores';

const DAY = (day: number) => `2026-11-${String(day).padStart(2, '0')}T00:00:00.000Z`;

/** Few distinct instants and ids that a language would sort otherwise, so that ties and collations are met. */
const orders = fc.uniqueArray(
  fc.record({
    orderId: fc.stringMatching(/^[aAbB1][aAbB1._:-]{0,3}$/),
    state: fc.constantFrom(...ENDED_STATES),
    attention: fc.boolean(),
    captureBy: fc.option(fc.integer({ min: 1, max: 4 }).map(DAY)),
    createdAt: fc.integer({ min: 1, max: 4 }).map(DAY),
    reservationUuid: fc.option(fc.constantFrom('RES1', 'RES12', 'res1', 'aB')),
  }),
  { selector: (order) => order.orderId, maxLength: 25 },
);

const filters = fc.record(
  {
    states: fc.uniqueArray(fc.constantFrom(...ENDED_STATES)),
    attention: fc.boolean(),
    captureBefore: fc.integer({ min: 1, max: 4 }).map(DAY),
    withoutCaptureBy: fc.boolean(),
    prefix: fc.constantFrom('', 'a', 'A', 'aB', 'RES1', 'b_', 'b%', '\\', "'"),
  },
  { requiredKeys: [] },
);

const byBytes = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** What a page must hold, computed without a database. */
function expected(all: readonly OrderRecord[], query: Omit<RecordsQuery, 'limit'>): string[] {
  const { states, attention, captureBefore, withoutCaptureBy, prefix = '' } = query;
  return all
    .filter((order) => states === undefined || states.includes(order.state))
    .filter((order) => attention === undefined || order.attention === attention)
    .filter(
      (order) => captureBefore === undefined || (order.captureBy !== null && order.captureBy < captureBefore),
    )
    .filter((order) => withoutCaptureBy !== true || order.captureBy === null)
    .filter((order) => order.orderId.startsWith(prefix) || order.reservationUuid?.startsWith(prefix) === true)
    .sort((a, b) =>
      query.sort === 'newest'
        ? byBytes(b.createdAt, a.createdAt) || byBytes(b.orderId, a.orderId)
        : byBytes(a.captureBy ?? '~', b.captureBy ?? '~') || byBytes(a.orderId, b.orderId),
    )
    .map((order) => order.orderId);
}

/** All pages, one after the other; more pages than records would be a loop. */
async function walk(records: Records, query: RecordsQuery, maxPages: number): Promise<string[]> {
  const seen: string[] = [];
  let after: RecordsQuery['after'];
  for (let page = 0; page <= maxPages; page += 1) {
    const items = await records.page({ ...query, ...(after === undefined ? {} : { after }) });
    seen.push(...items.map((item) => item.orderId));
    const last = items.at(-1);
    if (last === undefined) return seen;
    after = { key: query.sort === 'newest' ? last.createdAt : last.captureBy, orderId: last.orderId };
  }
  throw new Error('paging does not end');
}

describeOverStores('a page of the record', (freshUrl) => {
  let records: Records;
  beforeEach(async () => {
    records = await openRecords(await freshUrl());
  });
  afterEach(() => records.close());

  it.each(['newest', 'captureBy'] as const)(
    'neither skips nor repeats a record, sorted by %s',
    async (sort) => {
      let round = 0;
      await fc.assert(
        fc.asyncProperty(orders, filters, fc.integer({ min: 1, max: 6 }), async (drawn, filter, limit) => {
          round += 1;
          const fresh = await openRecords(await freshUrl());
          try {
            const all = drawn.map((parts) => anOrder(parts));
            for (const order of all) await fresh.put(order);
            const query = { ...filter, sort, limit };
            expect(await walk(fresh, query, all.length)).toEqual(expected(all, query));
          } finally {
            await fresh.close();
          }
        }),
        { numRuns: 25 },
      );
      expect(round).toBeGreaterThanOrEqual(25);
    },
    60_000,
  );

  it('takes the prefix literally and minds upper and lower case', async () => {
    for (const orderId of ['a_1', 'ab1', 'A_1'])
      await records.put(anOrder({ orderId, reservationUuid: null }));
    const found = await records.page({ prefix: 'a_', sort: 'newest', limit: 10 });
    expect(found.map((order) => order.orderId)).toEqual(['a_1']);
  });

  it('puts records without a capture deadline last, and goes on among them', async () => {
    for (const orderId of ['a', 'b', 'c']) await records.put(anOrder({ orderId, captureBy: null }));
    await records.put(anOrder({ orderId: 'z', captureBy: DAY(1) }));
    const query = { sort: 'captureBy', limit: 2 } as const;
    const first = await records.page(query);
    const second = await records.page({ ...query, after: { key: null, orderId: 'a' } });
    expect([first, second].map((page) => page.map((order) => order.orderId))).toEqual([
      ['z', 'a'],
      ['b', 'c'],
    ]);
  });

  it('is empty where no state is asked for, or a NUL', async () => {
    await records.put(anOrder());
    expect(await records.page({ states: [], sort: 'newest', limit: 1 })).toEqual([]);
    expect(await records.page({ prefix: 'booking\0', sort: 'newest', limit: 1 })).toEqual([]);
  });

  describe('is refused', () => {
    it.each<[Partial<RecordsQuery>, string]>([
      [{ limit: 0 }, 'limit'],
      [{ limit: 1001 }, 'limit'],
      [{ captureBefore: 'tomorrow' }, 'captureBefore'],
      [{ after: { key: 'x', orderId: 'a' } }, 'after.key'],
      [{ after: { key: null, orderId: 'a' } }, 'after.key'],
      [{ sort: 'oldest' as never }, 'sort'],
    ])('for %j', async (parts, name) => {
      await expect(records.page({ sort: 'newest', limit: 10, ...parts })).rejects.toMatchObject({
        code: 'record_invalid',
        message: expect.stringContaining(name),
      });
    });
  });
});
