/** An order of the plain side, placed as the SDK has it: one request that starts the workflow and waits for the update. */
import { type Client, WithStartWorkflowOperation } from '@temporalio/client';
import type { OrderInput } from '../../workflows/order';
import type { Placed } from './plain-activities';
import { placeUpdate, type plainReservation } from './plain-workflow';

/** The same as Holdfast's, so that a benchmark finds an order's workflow on either side. */
export function plainWorkflowId(orderId: string): string {
  return `reservation/${orderId}`;
}

/** Starts it and waits for its checkout page. @throws WithStartWorkflowOperation's errors and the engine's */
export function placePlain(client: Client, taskQueue: string, order: OrderInput): Promise<Placed> {
  const startWorkflowOperation = new WithStartWorkflowOperation<typeof plainReservation>('plainReservation', {
    workflowId: plainWorkflowId(order.orderId),
    taskQueue,
    args: [order],
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  return client.workflow.executeUpdateWithStart(placeUpdate, { startWorkflowOperation });
}
