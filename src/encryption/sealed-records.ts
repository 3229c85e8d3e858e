/**
 * The record of ended orders with its bodies encrypted: what holds personal data is opaque to the database, what is
 * listed and filtered stays readable. A body is bound to its order: copied into another row it does not open.
 */
import type { OrderRecord } from '../records/order-record';
import type { Records } from '../records/records';
import type { Keyring } from './keys';
import { openJson, sealJson } from './sealed-json';
import { sealListed } from './sealed-listed';
import { sealWebhooks } from './sealed-webhooks';

/**
 * The same record, its bodies sealed on the way in and opened on the way out; bodies from before are read as they are.
 * A page opens each body when it is looked at: one that cannot be opened does not hide the others.
 */
export function sealRecords(records: Records, keyring: Keyring): Records {
  const opened = ({ orderId, body }: OrderRecord): unknown => openJson(keyring, body, orderPlace(orderId));
  return {
    put: (record) =>
      records.put({ ...record, body: sealJson(keyring, record.body, orderPlace(record.orderId)) }),
    async find(orderId) {
      const record = await records.find(orderId);
      return record && { ...record, body: opened(record) };
    },
    page: async (query) =>
      (await records.page(query)).map((record) =>
        Object.defineProperty({ ...record }, 'body', { get: () => opened(record), enumerable: true }),
      ),
    countByState: () => records.countByState(),
    webhooks: sealWebhooks(records.webhooks, keyring),
    listed: sealListed(records.listed, keyring),
    calls: records.calls,
    rows: records.rows,
    keepShowing: (showing) => records.keepShowing(showing),
    showingsOf: (orderId) => records.showingsOf(orderId),
    scrub: () => records.scrub(),
    close: () => records.close(),
  };
}

/** Where an ended order's body belongs. */
export function orderPlace(orderId: string): string {
  return `order:${orderId}`;
}
