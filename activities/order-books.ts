/**
 * What an order knows of its money: asked of its workflow while it is open, read in the record once it has ended. No
 * provider call.
 */

import type { Client } from '@temporalio/client';
import { askOrder } from '../src/orders/ask-order';
import type { Records } from '../src/records/records';
import { orderIdOf } from '../workflows/messages';
import type { ReservationState } from '../workflows/state';
import type { KnownOrder } from './known-orders';
import type { OrderBooks } from './movements';

/** A workflow that does not answer in this time is told what was seen, and reads for itself. */
const ANSWER_MS = 5_000;

/** Null when the order cannot say: its workflow does not answer, or no record was kept of it. */
export async function booksOf(
  { client, records }: { client: Client; records: Pick<Records, 'find'> },
  order: KnownOrder,
): Promise<OrderBooks | null> {
  if (!order.isOpen) {
    const state = await recordedState(records, orderIdOf(order.workflowId));
    return (
      state && { currency: state.order.currency, timeline: state.timeline, operations: state.operations }
    );
  }
  const handle = client.workflow.getHandle(order.workflowId);
  try {
    return await client.withDeadline(Date.now() + ANSWER_MS, async () => {
      const reservation = await askOrder(handle, 'reservation');
      const timeline = await askOrder(handle, 'timeline');
      if (reservation === null || timeline === null) return null;
      return { currency: reservation.currency, timeline, operations: reservation.operations };
    });
  } catch {
    return null;
  }
}

/** The last state of an order that has ended, or null. @throws RecordsUnavailableError */
export async function recordedState(
  records: Pick<Records, 'find'>,
  orderId: string,
): Promise<ReservationState | null> {
  const record = await records.find(orderId);
  return record ? (record.body as ReservationState) : null;
}
