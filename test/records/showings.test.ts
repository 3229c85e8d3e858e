/** Who was shown an order's customer is kept, of open orders too, and beside whatever else is recorded. */
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { openRecords, type Records } from '../../src/records/records';
import { describeOverStores } from './stores';

describeOverStores('the showings of a customer', (freshUrl) => {
  let url = '';
  let records: Records;
  beforeEach(async () => {
    url = await freshUrl();
    records = await openRecords(url);
  });
  afterEach(() => records.close());

  const showing = (second: number, orderId = 'booking-1042') => ({
    orderId,
    at: new Date(Date.parse('2026-11-21T12:00:00.000Z') + second * 1000).toISOString(),
    by: `operator-${second % 3}`,
  });

  it('are given back oldest first, and those of the order alone', async () => {
    for (const second of [1, 0, 2]) await records.keepShowing(showing(second));
    await records.keepShowing(showing(9, 'booking-10'));
    expect(await records.showingsOf('booking-1042')).toEqual([showing(0), showing(1), showing(2)]);
    expect(await records.showingsOf('booking-1')).toEqual([]);
    expect(await records.showingsOf('booking-1042\0')).toEqual([]);
  });

  it('are given back the newest hundred at most', async () => {
    for (let second = 0; second < 101; second += 1) await records.keepShowing(showing(second));
    const shown = await records.showingsOf('booking-1042');
    expect([shown.length, shown[0], shown.at(-1)]).toEqual([100, showing(1), showing(100)]);
  });

  it('are there after the record was closed and opened again', async () => {
    await records.keepShowing(showing(1));
    await records.close();
    records = await openRecords(url);
    expect(await records.showingsOf('booking-1042')).toEqual([showing(1)]);
  });

  it('say what failed when the database is away', async () => {
    await records.close();
    await expect(records.keepShowing(showing(1))).rejects.toMatchObject({ code: 'records_unavailable' });
    await expect(records.showingsOf('booking-1042')).rejects.toMatchObject({ code: 'records_unavailable' });
  });
});
