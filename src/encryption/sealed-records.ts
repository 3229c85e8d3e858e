/**
 * The record of ended orders with its bodies encrypted: what holds personal data is opaque to the database, what is
 * listed and filtered stays readable.
 */
import { z } from 'zod';
import type { OrderRecord } from '../records/order-record';
import type { Records } from '../records/records';
import type { Keyring } from './keys';

const sealedBody = z.strictObject({ keyId: z.string(), sealed: z.base64() });

/** The same record, its bodies sealed on the way in and opened on the way out; bodies from before are read as they are. */
export function sealRecords(records: Records, keyring: Keyring): Records {
  const close = (record: OrderRecord): OrderRecord => {
    const { keyId, data } = keyring.seal(Buffer.from(JSON.stringify(record.body)));
    return { ...record, body: { keyId, sealed: data.toString('base64') } };
  };
  const open = (record: OrderRecord): OrderRecord => {
    const { success, data } = sealedBody.safeParse(record.body);
    if (!success) return record;
    const plain = keyring.open({ keyId: data.keyId, data: Buffer.from(data.sealed, 'base64') });
    return { ...record, body: JSON.parse(plain.toString()) };
  };
  return {
    put: (record) => records.put(close(record)),
    async find(orderId) {
      const record = await records.find(orderId);
      return record && open(record);
    },
    page: async (query) => (await records.page(query)).map(open),
    keepShowing: (showing) => records.keepShowing(showing),
    showingsOf: (orderId) => records.showingsOf(orderId),
    close: () => records.close(),
  };
}
