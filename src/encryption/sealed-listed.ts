/** What lists last showed, encrypted: a row that cannot be opened, its key is gone say, is as good as none. */
import type { ListedOrder, ListedOrders } from '../records/listed-orders';
import { KeyMissingError, SealBrokenError } from './key-errors';
import type { Keyring } from './keys';
import { openJson, sealJson } from './sealed-json';

/** The same room, its bodies sealed on the way in and opened on the way out. */
export function sealListed(listed: ListedOrders, keyring: Keyring): ListedOrders {
  const opened = (order: ListedOrder): ListedOrder[] => {
    try {
      return [{ ...order, body: openJson(keyring, order.body, placeOf(order)) }];
    } catch (error) {
      if (error instanceof KeyMissingError || error instanceof SealBrokenError) return [];
      throw error;
    }
  };
  return {
    find: async (orderIds) => (await listed.find(orderIds)).flatMap(opened),
    drop: (orderId) => listed.drop(orderId),
    keep: (orders) =>
      listed.keep(orders.map((order) => ({ ...order, body: sealJson(keyring, order.body, placeOf(order)) }))),
  };
}

function placeOf({ orderId }: ListedOrder): string {
  return `listed:${orderId}`;
}
