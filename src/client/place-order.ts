/** Placing an order: a start that finds what is placed already, with the answer of the update that goes with it. */
import { randomUUID } from 'node:crypto';
import { placeUpdate } from '../../workflows/messages';
import type { OrderInput } from '../../workflows/order';
import type { Reservation } from '../../workflows/view';
import { type ClientDependencies, deliver, handleOf, starterOf } from './engine-orders';
import { type CallOptions, commandWithin } from './patience';

/** The order's reservation, and whether this call made it. */
export interface Placed {
  reservation: Reservation;
  created: boolean;
}

/** Places an order or finds it placed. @throws the client's errors */
export async function placeOrder(
  dependencies: ClientDependencies,
  order: OrderInput,
  options: CallOptions = {},
): Promise<Placed> {
  const { client } = dependencies;
  const mark = randomUUID();
  return commandWithin(client, options, async () => {
    const reservation = await deliver(dependencies, order.orderId, () =>
      client.workflow.executeUpdateWithStart(placeUpdate, {
        args: [order],
        startWorkflowOperation: starterOf(dependencies, order, mark),
      }),
    );
    return { reservation, created: await isMadeHere(dependencies, reservation, mark) };
  });
}

/**
 * True when this very call started the run, and the run did not merely bring an ended order's reservation back:
 * a reservation that is older than its run was made by an earlier one. Temporal tells who started a run, but its
 * client does not hand it on; hence the mark.
 */
async function isMadeHere(
  dependencies: ClientDependencies,
  { orderId, createdAt }: Reservation,
  mark: string,
): Promise<boolean> {
  const run = await handleOf(dependencies, orderId).describe();
  return run.memo?.['placedBy'] === mark && Date.parse(createdAt) >= run.startTime.getTime();
}
