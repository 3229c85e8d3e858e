/**
 * One order as a person at a screen reads it: its sheet with the customer masked, and the customer himself, shown on
 * purpose. Who was shown him, and when, is kept before he is shown.
 */
import type { Customer } from '../../workflows/order';
import { type OrderSheet, toSheet, withoutPersonalNumber } from '../../workflows/sheet';
import { askOrder } from '../orders/ask-order';
import type { Records } from '../records/records';
import { type ClientDependencies, handleOf } from './engine-orders';
import { readOrder } from './read-order';
import { shareReadings } from './share-readings';

/** The sheet, and to whom the customer was shown, oldest first. */
export interface ShownSheet extends OrderSheet {
  shown: { at: string; by: string }[];
}

/** The customer unmasked, without a personal number, his telephone in one piece. */
export interface ShownCustomer extends Omit<Customer, 'phone' | 'personalNumber'> {
  phone: string;
}

/** What the dashboard reads of one order. All may throw OrderNotFoundError, EngineUnavailableError, EngineBusyError. */
export interface OrderSheets {
  /** The sheet, masked. @throws RecordsUnavailableError */
  sheet(orderId: string): Promise<ShownSheet>;
  /** The customer, once it was kept that he is shown: without that he is not. @throws RecordsUnavailableError */
  customer(orderId: string, by: string): Promise<ShownCustomer>;
}

/** What the sheets stand on: the client's dependencies, with a record that also keeps showings. */
export interface SheetDependencies extends ClientDependencies {
  records: Pick<Records, 'find' | 'page' | 'keepShowing' | 'showingsOf'>;
}

/** Makes the sheets. */
export function createOrderSheets(dependencies: SheetDependencies): OrderSheets {
  const { records } = dependencies;
  const handle = (orderId: string) => handleOf(dependencies, orderId);
  const readSheet = shareReadings((orderId) =>
    readOrder(dependencies, orderId, {
      ask: () => askOrder(handle(orderId), 'sheet'),
      recorded: (state) => toSheet(state, new Date().toISOString()),
    }),
  );
  return {
    async sheet(orderId) {
      const sheet = await readSheet(orderId);
      const showings = await records.showingsOf(orderId);
      return { ...sheet, shown: showings.map(({ at, by }) => ({ at, by })) };
    },
    async customer(orderId, by) {
      const { phone, ...customer } = await readOrder(dependencies, orderId, {
        ask: () => askOrder(handle(orderId), 'customer'),
        recorded: (state) => withoutPersonalNumber(state.order.customer),
      });
      await records.keepShowing({ orderId, at: new Date().toISOString(), by });
      return { ...customer, phone: `${phone.countryCode} ${phone.number}` };
    },
  };
}
