/** What is put into the record comes out of it, once per order, the latest end winning. */
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { OrderRecord } from '../../src/records/order-record';
import { openRecords, type Records } from '../../src/records/records';
import { anOrder } from './an-order';
import { describeOverStores } from './stores';

describeOverStores('the record', (freshUrl) => {
  let url = '';
  let records: Records;
  beforeEach(async () => {
    url = await freshUrl();
    records = await openRecords(url);
  });
  afterEach(() => records.close());

  it('gives back what was put', async () => {
    await records.put(anOrder());
    expect(await records.find('booking-1042')).toEqual(anOrder());
  });

  it('keeps the order of keys and the largest amount', async () => {
    await records.put(anOrder({ orderMinor: Number.MAX_SAFE_INTEGER, attention: true }));
    const found = await records.find('booking-1042');
    expect(found).toMatchObject({ orderMinor: Number.MAX_SAFE_INTEGER, attention: true });
    expect(JSON.stringify(found?.body)).toBe(JSON.stringify(anOrder().body));
  });

  it('keeps what has no capture deadline and no reservation', async () => {
    const order = anOrder({ captureBy: null, reservationUuid: null, body: 'sealed' });
    await records.put(order);
    expect(await records.find('booking-1042')).toEqual(order);
  });

  it.each(['booking-1043', 'BOOKING-1042', 'booking%', '', 'booking-1042\0'])(
    'knows no order %j',
    async (orderId) => {
      await records.put(anOrder());
      expect(await records.find(orderId)).toBeNull();
    },
  );

  it('gives instants back in UTC with milliseconds', async () => {
    await records.put(anOrder({ createdAt: '2026-11-21T13:00:00+01:00', endedAt: '2026-11-27T12:00:00.5Z' }));
    expect(await records.find('booking-1042')).toMatchObject({
      createdAt: '2026-11-21T12:00:00.000Z',
      endedAt: '2026-11-27T12:00:00.500Z',
    });
  });

  it('is the same after a repeat', async () => {
    await records.put(anOrder());
    await records.put(anOrder());
    expect(await records.page({ sort: 'newest', limit: 10 })).toEqual([anOrder()]);
  });

  it('lets a later end replace an earlier one', async () => {
    await records.put(anOrder());
    const reopened = anOrder({
      endedAt: '2026-12-01T00:00:00.000Z',
      refundedMinor: 300_000,
      body: ['again'],
    });
    await records.put(reopened);
    expect(await records.find('booking-1042')).toEqual(reopened);
  });

  it('never lets an earlier end overwrite a later one', async () => {
    const later = anOrder({ endedAt: '2026-12-01T00:00:00.000Z', refundedMinor: 300_000 });
    await records.put(later);
    await records.put(anOrder({ endedAt: '2026-12-01T00:30:00+01:00' }));
    expect(await records.find('booking-1042')).toEqual(later);
  });

  it('counts by state, an order once, whatever became of it', async () => {
    expect(await records.countByState()).toEqual({ completed: 0, cancelled: 0, expired: 0, failed: 0 });
    await records.put(anOrder());
    await records.put(anOrder({ orderId: 'booking-2', state: 'cancelled' }));
    await records.put(anOrder({ orderId: 'booking-3', state: 'cancelled' }));
    await records.put(anOrder({ state: 'failed', endedAt: '2026-12-01T00:00:00.000Z' }));
    expect(await records.countByState()).toEqual({ completed: 0, cancelled: 2, expired: 0, failed: 1 });
  });

  it('is there for whoever opens it next', async () => {
    await records.put(anOrder());
    await records.close();
    records = await openRecords(url);
    expect(await records.find('booking-1042')).toEqual(anOrder());
  });

  it('closes twice without harm, and is unavailable then', async () => {
    await records.close();
    await records.close();
    await expect(records.find('booking-1042')).rejects.toMatchObject({ code: 'records_unavailable' });
    await expect(records.put(anOrder())).rejects.toMatchObject({ code: 'records_unavailable' });
  });

  it.each<[string, string, Partial<OrderRecord>]>([
    ['a fraction of a minor unit', 'orderMinor', { orderMinor: 0.5 }],
    ['an amount that is no safe integer', 'capturedMinor', { capturedMinor: Number.MAX_SAFE_INTEGER + 1 }],
    ['a negative amount', 'refundedMinor', { refundedMinor: -1 }],
    ['an instant without zone', 'createdAt', { createdAt: '2026-11-21T12:00:00' }],
    ['an instant that is none', 'endedAt', { endedAt: 'invented-yesterday' }],
    ['a state that is no end', 'state', { state: 'reserved' as never }],
    ['an empty id', 'orderId', { orderId: '' }],
    ['an id with a NUL', 'orderId', { orderId: 'a\0b' }],
    ['no body', 'body', { body: undefined }],
    ['a body that is no JSON', 'body', { body: { amount: 1n } }],
  ])('refuses %s under the name %s', async (_, name, parts) => {
    const refusal = await records.put(anOrder(parts)).catch((error: Error) => error);
    expect(refusal).toMatchObject({ code: 'record_invalid', message: expect.stringContaining(name) });
    expect(String(refusal)).not.toContain('invented-yesterday');
    expect(await records.find('booking-1042')).toBeNull();
  });
});
