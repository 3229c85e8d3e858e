/** Placing an order: a start that finds what is placed already, with the answer of the update that goes with it. */
import { placeUpdate } from '../../workflows/messages';
import type { OrderInput } from '../../workflows/order';
import type { Reservation } from '../../workflows/view';
import { type ClientDependencies, deliver, placingStart } from './engine-orders';
import { type CallOptions, commandWithin } from './patience';

/** The order's reservation, and what is known of who placed it. */
export interface Placed {
  reservation: Reservation;
  /**
   * True: this call placed it. False says only that the answer found it placed: by an earlier call, or by this one, where
   * an answer was lost and, over HTTP, wherever the provider let the server wait (202). Nothing should rest on it.
   */
  created: boolean;
}

/** Places an order or finds it placed. @throws the client's errors */
export async function placeOrder(
  dependencies: ClientDependencies,
  order: OrderInput,
  options: CallOptions = {},
): Promise<Placed> {
  const { client } = dependencies;
  const { created, ...reservation } = await commandWithin(client, options, () =>
    deliver(dependencies, order.orderId, () =>
      client.workflow.executeUpdateWithStart(placeUpdate, {
        args: [order],
        startWorkflowOperation: placingStart(dependencies, order),
      }),
    ),
  );
  return { reservation, created };
}
