/**
 * The record of ended orders with its bodies encrypted: what holds personal data is opaque to the database, what is
 * listed and filtered stays readable.
 */
import type { OrderRecord } from '../records/order-record';
import type { Records } from '../records/records';
import type { Keyring } from './keys';
import { openJson, sealJson } from './sealed-json';
import { sealWebhooks } from './sealed-webhooks';

/** The same record, its bodies sealed on the way in and opened on the way out; bodies from before are read as they are. */
export function sealRecords(records: Records, keyring: Keyring): Records {
  const close = (record: OrderRecord): OrderRecord => ({ ...record, body: sealJson(keyring, record.body) });
  const open = (record: OrderRecord): OrderRecord => ({ ...record, body: openJson(keyring, record.body) });
  return {
    put: (record) => records.put(close(record)),
    async find(orderId) {
      const record = await records.find(orderId);
      return record && open(record);
    },
    page: async (query) => (await records.page(query)).map(open),
    webhooks: sealWebhooks(records.webhooks, keyring),
    keepShowing: (showing) => records.keepShowing(showing),
    showingsOf: (orderId) => records.showingsOf(orderId),
    close: () => records.close(),
  };
}
