/** The books of outbound webhooks: what is pending, in which order, and what became of it. */
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Secret } from '../../src/config/secret';
import { createKeyring } from '../../src/encryption/keys';
import { sealRecords } from '../../src/encryption/sealed-records';
import { openRecords, type Records } from '../../src/records/records';
import type { NewWebhook, WebhookDeliveries } from '../../src/records/webhook-deliveries';
import { describeOverStores } from './stores';

const AT = '2026-11-21T12:00:00.000Z';
const LATER = '2026-11-21T13:00:00.000Z';

const aWebhook = (parts: Partial<NewWebhook> = {}): NewWebhook => {
  const { orderId = 'booking-1042', eventId = '2' } = parts;
  const id = `msg_${orderId}_${eventId}`;
  const event = { id: eventId, data: { 'z before a': 'ø' } };
  return {
    id,
    orderId,
    eventId,
    position: 2 * Number(eventId),
    type: 'reservation.reserved',
    event,
    ...parts,
  };
};

describeOverStores('the books of webhooks', (freshUrl) => {
  let url = '';
  let records: Records;
  let books: WebhookDeliveries;
  beforeEach(async () => {
    url = await freshUrl();
    records = await openRecords(url);
    books = records.webhooks;
  });
  afterEach(() => records.close());

  const pendingIds = async (orderId = 'booking-1042') =>
    (await books.pending(orderId, 10)).map(({ eventId }) => eventId);

  it('give what is pending by its place in the order’s story, whatever order it was booked in', async () => {
    await books.add('booking-1042', [aWebhook({ eventId: '10' }), aWebhook({ eventId: '9' })], 10, AT);
    await books.add('booking-1043', [aWebhook({ orderId: 'booking-1043' })], 2, AT);
    expect(await pendingIds()).toEqual(['9', '10']);
    expect((await books.pending('booking-1042', 1))[0]).toEqual({
      ...{ id: 'msg_booking-1042_9', orderId: 'booking-1042', eventId: '9', type: 'reservation.reserved' },
      ...{ state: 'pending', attempts: 0, lastStatus: null, lastError: null, nextAttemptAt: null },
      ...{ createdAt: AT, pendingSince: AT, event: { id: '9', data: { 'z before a': 'ø' } } },
    });
  });

  it('book a repeat once, and leave what became of it', async () => {
    await books.add('booking-1042', [aWebhook()], 2, AT);
    await books.delivered('msg_booking-1042_2', 204, AT);
    await books.add('booking-1042', [aWebhook()], 2, LATER);
    expect(await pendingIds()).toEqual([]);
    expect(await books.list({ limit: 10 })).toHaveLength(1);
  });

  it('know the last item that was looked at, and never go back', async () => {
    expect(await books.lastItem('booking-1042')).toBe(0);
    await books.add('booking-1042', [], 12, AT);
    await books.add('booking-1042', [], 7, AT);
    expect(await books.lastItem('booking-1042')).toBe(12);
  });

  it('tell changes that were seen from those that were not', async () => {
    const changes = ['booking-1', 'booking-2'].map((orderId) => ({ orderId, changedAt: AT }));
    expect(await books.unseen(changes)).toEqual(changes);
    await books.sawChanges(changes);
    await books.add('booking-1', [], 5, AT);
    const later = { orderId: 'booking-2', changedAt: LATER };
    expect(await books.unseen([...changes, later])).toEqual([later]);
    await books.sawChanges([later]);
    expect(await books.unseen([later])).toEqual([]);
    expect(await books.lastItem('booking-1')).toBe(5);
  });

  it('have not seen what an order says by an earlier clock, when it was opened again', async () => {
    const earlier = { orderId: 'booking-1', changedAt: AT };
    await books.sawChanges([{ orderId: 'booking-1', changedAt: LATER }]);
    expect(await books.unseen([earlier])).toEqual([earlier]);
    await books.sawChanges([earlier]);
    expect(await books.unseen([earlier])).toEqual([]);
  });

  it('count attempts, and what the last one led to', async () => {
    await books.add('booking-1042', [aWebhook()], 2, AT);
    const failed = { status: 500, error: 'answered_error', nextAttemptAt: LATER };
    await books.attempted('msg_booking-1042_2', failed);
    await books.attempted('msg_booking-1042_2', { ...failed, status: null, error: 'timed_out' });
    expect((await books.list({ limit: 1 }))[0]).toMatchObject({
      ...{ state: 'pending', attempts: 2, lastStatus: null, lastError: 'timed_out', nextAttemptAt: LATER },
    });
    await books.delivered('msg_booking-1042_2', 204, LATER);
    expect((await books.list({ limit: 1 }))[0]).toMatchObject({
      ...{ state: 'delivered', attempts: 3, lastStatus: 204, lastError: null, nextAttemptAt: null },
    });
  });

  it('park with the reason that was noted, or else with the one given, and nothing that was taken', async () => {
    const webhooks = ['1', '2', '3'].map((eventId) => aWebhook({ eventId }));
    await books.add('booking-1042', webhooks, 3, AT);
    await books.attempted('msg_booking-1042_1', { status: 500, error: 'answered_error', nextAttemptAt: AT });
    await books.delivered('msg_booking-1042_3', 200, AT);
    for (const { id } of webhooks) await books.park(id, 'not_tried', LATER);
    const found = await books.list({ limit: 10 });
    expect(Object.fromEntries(found.map((one) => [one.eventId, `${one.state} ${one.lastError}`]))).toEqual({
      '1': 'parked answered_error',
      '2': 'parked not_tried',
      '3': 'delivered null',
    });
  });

  it('list the newest first, page by page, filtered', async () => {
    for (const [index, at] of [AT, AT, LATER].entries())
      await books.add('booking-1042', [aWebhook({ eventId: `${index}` })], index, at);
    await books.add('booking-1043', [aWebhook({ orderId: 'booking-1043' })], 2, LATER);
    await books.park('msg_booking-1042_0', 'not_tried', LATER);
    const first = await books.list({ limit: 2 });
    const last = first.at(-1);
    expect(first.map(({ id }) => id)).toEqual(['msg_booking-1043_2', 'msg_booking-1042_2']);
    const rest = await books.list({ limit: 9, ...(last && { after: last }) });
    expect(rest.map(({ id }) => id)).toEqual(['msg_booking-1042_1', 'msg_booking-1042_0']);
    const filtered = await books.list({ limit: 9, state: 'parked', orderId: 'booking-1042' });
    expect(filtered.map(({ id }) => id)).toEqual(['msg_booking-1042_0']);
    expect(await books.list({ limit: 9, state: 'parked', orderId: 'booking-1043' })).toEqual([]);
  });

  it('replay what was chosen, and have nobody wait for it', async () => {
    await books.add('booking-1', [aWebhook({ orderId: 'booking-1' })], 2, AT);
    await books.add(
      'booking-2',
      ['1', '2', '3'].map((eventId) => aWebhook({ orderId: 'booking-2', eventId })),
      3,
      AT,
    );
    await books.park('msg_booking-1_2', 'not_tried', AT);
    await books.delivered('msg_booking-2_1', 200, AT);
    await books.delivered('msg_booking-2_2', 200, AT);
    expect(await books.replay({ parked: true, orderId: 'booking-2' }, 9, LATER)).toBe(0);
    expect(await books.replay({ orderId: 'booking-2', eventId: '2' }, 9, LATER)).toBe(1);
    expect(await pendingIds('booking-2')).toEqual(['2', '3']);
    expect(await books.overdue(AT, 9)).toEqual(['booking-2']);
    expect(await books.replay({ parked: true }, 9, LATER)).toBe(1);
    expect((await books.pending('booking-1', 1))[0]).toMatchObject({ createdAt: AT, pendingSince: LATER });
    expect(await books.replay({ orderId: 'booking-2' }, 9, LATER)).toBe(1);
    expect(await pendingIds('booking-2')).toEqual(['1', '2', '3']);
  });

  it('find who is late, but not what waits behind another of its order', async () => {
    await books.add(
      'booking-1',
      ['1', '2'].map((eventId) => aWebhook({ orderId: 'booking-1', eventId })),
      2,
      AT,
    );
    await books.attempted('msg_booking-1_1', { status: 500, error: 'answered_error', nextAttemptAt: LATER });
    await books.add('booking-2', [aWebhook({ orderId: 'booking-2' })], 2, AT);
    expect(await books.overdue(AT, 9)).toEqual([]);
    expect(await books.overdue('2026-11-21T12:30:00.000Z', 9)).toEqual(['booking-2']);
    expect((await books.overdue('2026-11-21T14:00:00.000Z', 9)).sort()).toEqual(['booking-1', 'booking-2']);
  });

  it('find first who has waited longest', async () => {
    await books.add('booking-1', [aWebhook({ orderId: 'booking-1' })], 2, AT);
    await books.add('booking-2', [aWebhook({ orderId: 'booking-2' })], 2, LATER);
    await books.delivered('msg_booking-1_2', 200, AT);
    await books.replay({ orderId: 'booking-1' }, 9, '2026-11-21T13:30:00.000Z');
    expect(await books.overdue('2026-11-21T14:00:00.000Z', 1)).toEqual(['booking-2']);
    expect(await books.overdue('2026-11-21T14:00:00.000Z', 9)).toEqual(['booking-2', 'booking-1']);
  });

  it('tell who has an event, and forget what was delivered long ago, and nothing else', async () => {
    await books.add(
      'booking-1042',
      ['1', '2', '3'].map((eventId) => aWebhook({ eventId })),
      3,
      AT,
    );
    await books.delivered('msg_booking-1042_1', 200, AT);
    await books.park('msg_booking-1042_2', 'not_tried', AT);
    expect(await books.having(['booking-1042', 'booking-1043'], '3')).toEqual(new Set(['booking-1042']));
    expect(await books.prune(AT, 9)).toBe(0);
    expect(await books.prune(LATER, 9)).toBe(1);
    expect((await books.list({ limit: 9 })).map(({ eventId }) => eventId).sort()).toEqual(['2', '3']);
  });

  it('keep events sealed where there are keys', async () => {
    const keyring = createKeyring([{ id: 'k1', key: new Secret('KEY', new Uint8Array(32).fill(7)) }]);
    const sealed = sealRecords(records, keyring).webhooks;
    await sealed.add('booking-1042', [aWebhook({ event: { source: 'an invented name' } })], 2, AT);
    expect(JSON.stringify(await books.pending('booking-1042', 1))).not.toContain('an invented name');
    expect((await sealed.pending('booking-1042', 1))[0]?.event).toEqual({ source: 'an invented name' });
    expect((await sealed.ofOrder('booking-1042'))[0]?.event).toEqual({ source: 'an invented name' });
    await sealed.redact('booking-1042', (event) => ({ ...(event as object), source: 'nobody' }));
    expect((await sealed.ofOrder('booking-1042'))[0]?.event).toEqual({ source: 'nobody' });
    expect(JSON.stringify(await books.ofOrder('booking-1042'))).not.toContain('nobody');
  });
});
