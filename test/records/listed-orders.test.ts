/** What lists last showed of orders: found again as it was kept, replaced by what is newer, and gone when it is old. */
import { expect, it } from '@jest/globals';
import { Secret } from '../../src/config/secret';
import { createKeyring } from '../../src/encryption/keys';
import { sealListed } from '../../src/encryption/sealed-listed';
import type { ListedOrder } from '../../src/records/listed-orders';
import { openRecords } from '../../src/records/records';
import { describeOverStores } from './stores';

const DAY_MS = 24 * 60 * 60 * 1000;

const listed = (orderId: string, overrides: Partial<ListedOrder> = {}): ListedOrder => ({
  orderId,
  runId: 'a-run',
  changedAt: '2026-11-21T10:00:00.000Z',
  shownAt: new Date().toISOString(),
  body: { state: 'reserved', reservedMinor: 300_000 },
  ...overrides,
});

describeOverStores('what lists last showed', (freshUrl) => {
  it('is found by order, also by whoever opens the record anew', async () => {
    const url = await freshUrl();
    const records = await openRecords(url);
    await records.listed.keep([listed('booking-1'), listed('booking-2')]);
    await records.close();
    const again = await openRecords(url);
    expect(await again.listed.find(['booking-2', 'booking-3', 'bad\0id'])).toEqual([
      { ...listed('booking-2'), shownAt: expect.any(String) },
    ]);
    expect(await again.listed.find([])).toEqual([]);
    await again.close();
  });

  it('is replaced by what is kept later, one row for each order', async () => {
    const records = await openRecords(await freshUrl());
    await records.listed.keep([listed('booking-1')]);
    const later = listed('booking-1', { changedAt: '2026-11-21T11:00:00.000Z', body: { state: 'captured' } });
    await records.listed.keep([later, listed('booking-2')]);
    await records.listed.keep([]);
    expect(await records.listed.find(['booking-1'])).toEqual([later]);
    await records.close();
  });

  it('goes when no list has shown it for thirty days', async () => {
    const records = await openRecords(await freshUrl());
    const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
    await records.listed.keep([
      listed('booking-old', { shownAt: daysAgo(31) }),
      listed('booking-late', { shownAt: daysAgo(29) }),
    ]);
    await records.listed.keep([listed('booking-new')]);
    const found = await records.listed.find(['booking-old', 'booking-late', 'booking-new']);
    expect(found.map(({ orderId }) => orderId).sort()).toEqual(['booking-late', 'booking-new']);
    await records.close();
  });

  it('is sealed where there are keys, and as good as not there for whoever has another one', async () => {
    const keyring = (id: string, byte: number) =>
      createKeyring([{ id, key: new Secret('KEY', new Uint8Array(32).fill(byte)) }]);
    const records = await openRecords(await freshUrl());
    const sealed = sealListed(records.listed, keyring('k1', 7));
    await sealed.keep([listed('booking-1')]);
    expect(JSON.stringify(await records.listed.find(['booking-1']))).not.toContain('reserved');
    expect((await sealed.find(['booking-1'])).map(({ body }) => body)).toEqual([listed('').body]);
    expect(await sealListed(records.listed, keyring('k2', 8)).find(['booking-1'])).toEqual([]);
    await records.close();
  });
});
