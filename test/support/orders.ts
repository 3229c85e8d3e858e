/** Invented orders, and the few steps every lifecycle test takes. */
import { randomUUID } from 'node:crypto';
import { WithStartWorkflowOperation } from '@temporalio/client';
import { type PlaceAnswer, placeUpdate, reservationQuery } from '../../workflows/messages';
import type { OrderInput } from '../../workflows/order';
import type { LifecycleState } from '../../workflows/state';
import type { Reservation } from '../../workflows/view';
import { until } from './until';
import type { World } from './world';

/** An order nobody else uses: NOK 3,000.00, payable for ten days. */
export function anOrder(overrides: Partial<OrderInput> = {}): OrderInput {
  return {
    orderId: `booking-${randomUUID()}`,
    currency: 'NOK',
    customer: {
      type: 'private',
      name: 'Kari Nordmann',
      email: 'kari@example.com',
      phone: { countryCode: '+47', number: '46567468' },
      language: 'en',
      address: { street: 'Storgata 1', zip: '0155', city: 'Oslo', country: 'NO' },
    },
    lines: [
      { name: 'Cabin, two nights', amountMinor: 240_000, taxPercent: 12 },
      { name: 'Cleaning', amountMinor: 60_000, taxPercent: 25 },
    ],
    linkExpiresAt: new Date(Date.now() + 10 * 86_400_000).toISOString(),
    ...overrides,
  };
}

/** Places an order as a raw Temporal client does: update-with-start, nothing of ours but the names. */
export async function placeOrder(world: World, order: OrderInput): Promise<PlaceAnswer> {
  const startWorkflowOperation = new WithStartWorkflowOperation('reservation', {
    workflowId: `reservation/${order.orderId}`,
    taskQueue: world.taskQueue,
    args: [order],
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  return world.client.workflow.executeUpdateWithStart(placeUpdate, { args: [order], startWorkflowOperation });
}

/** The reservation as the workflow's query shows it. */
export function readReservation(world: World, orderId: string): Promise<Reservation> {
  return world.client.workflow.getHandle(`reservation/${orderId}`).query(reservationQuery);
}

/** Waits until the order is in a state, and gives it. */
export function untilState(world: World, orderId: string, state: LifecycleState): Promise<Reservation> {
  return until(`order ${orderId} is ${state}`, async () => {
    const reservation = await readReservation(world, orderId);
    return reservation.state === state ? reservation : null;
  });
}
