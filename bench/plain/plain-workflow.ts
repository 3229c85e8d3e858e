/**
 * The lifecycle as one would write it without Holdfast: an update that starts it, one activity per call with what is
 * default, a signal, a timer. What Holdfast is measured against. Runs in the workflow sandbox.
 */
import {
  condition,
  defineSignal,
  defineUpdate,
  proxyActivities,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import type { OrderInput } from '../../workflows/order';
import type { Placed, PlainActivities } from './plain-activities';

/** Starts an order, with its input as the workflow's, and answers once there is a checkout page. */
export const placeUpdate = defineUpdate<Placed>('place');

/** The provider's callback: the hold was made. */
export const paidSignal = defineSignal('paid');

/** The time-out is the one option that has no default. It is also how long a call waits for a worker that was killed. */
const { submit, details, capture, complete } = proxyActivities<PlainActivities>({
  startToCloseTimeout: '10 seconds',
});

/** One order, from its submit to its end. */
export async function plainReservation(order: OrderInput): Promise<void> {
  let isPaid = false;
  setHandler(paidSignal, () => {
    isPaid = true;
  });
  const submitted = submit(order);
  setHandler(placeUpdate, () => submitted);
  const { reservationUuid } = await submitted;
  await condition(() => isPaid);
  const { products } = await details(reservationUuid);
  const waitMs = Date.parse(order.policy?.captureAt ?? '') - Date.now();
  if (waitMs > 0) await sleep(waitMs);
  await capture(reservationUuid, products);
  await complete(reservationUuid);
}
