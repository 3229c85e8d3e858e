/** What the sandbox truly did with an order, by its own control: never what Holdfast believes. */
import axios from 'axios';
import type { Control } from '../../../src/sandbox';

/** A reservation as the sandbox has it. */
export type TrueBooks = ReturnType<Control['reservation']>;

/** Its one reservation for an order. @throws Error where it has none, or several */
export async function readTrueBooks(sandboxOrigin: string, orderId: string): Promise<TrueBooks> {
  const { data } = await axios.get<{ items: TrueBooks[] }>(`${sandboxOrigin}/sandbox/reservations`, {
    params: { referenceNo: orderId },
  });
  const [only, ...more] = data.items;
  if (only === undefined || more.length > 0) {
    throw new Error(`The sandbox has ${data.items.length} reservations of ${orderId}.`);
  }
  return only;
}
