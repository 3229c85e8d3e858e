/** What is sent for many captures: one body under one key for each order, whatever it was chosen from. Pure. */
import type { Reservation } from '../api/types';
import { commandToSend, type SentCommand } from '../commands/command-outcome';

/** The capture of one order, as it was confirmed. */
export type ConfirmedCapture = SentCommand & { order: Reservation };

/** The first of each order counts. The amount is the one confirmed: whatever is captured meanwhile, it never becomes more. */
export function commandsFor(orders: readonly Reservation[], newKey: () => string): ConfirmedCapture[] {
  return orders
    .filter(({ orderId }, index) => orders.findIndex((other) => other.orderId === orderId) === index)
    .map((order) => ({ order, ...commandToSend(null, { amountMinor: order.amounts.runwayMinor }, newKey) }));
}
