/** Placing an order: a start that finds what is placed already, with the answer of the update that goes with it. */
import { FORGOTTEN_REFUSAL, placeUpdate } from '../../workflows/messages';
import type { OrderInput } from '../../workflows/order';
import type { Reservation } from '../../workflows/view';
import { RecordsUnavailableError } from '../records/records-errors';
import { type ClientDependencies, deliver, placingStart, recordedState } from './engine-orders';
import { CommandRefusedError } from './errors';
import { type CallOptions, commandWithin } from './patience';
import { namingTheKey } from './unopened-order';

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
  await refuseForgotten(dependencies, order.orderId);
  const { created, ...reservation } = await commandWithin(client, options, () =>
    deliver(dependencies, order.orderId, () =>
      client.workflow.executeUpdateWithStart(placeUpdate, {
        args: [order],
        startWorkflowOperation: placingStart(dependencies, order),
      }),
    ),
  ).catch(async (error: unknown) => {
    throw await namingTheKey(dependencies, order.orderId, error);
  });
  return { reservation, created };
}

/** Here, and not only by the workflow: the body of whoever asks would stand in a new history. */
async function refuseForgotten(dependencies: ClientDependencies, orderId: string): Promise<void> {
  const ended = await recordedState(dependencies, orderId).catch((error: unknown) => {
    // The workflow asks the record as well, and waits for it.
    if (error instanceof RecordsUnavailableError) return null;
    throw error;
  });
  if (ended?.forgotten && ended.lifecycle !== 'failed')
    throw new CommandRefusedError('order_forgotten', FORGOTTEN_REFUSAL, {});
}
