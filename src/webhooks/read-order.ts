/** One order as a webhook shows it: asked of its workflow while it runs, then read in the record. */
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { workflowIdOf } from '../../workflows/messages';
import type { ReservationState } from '../../workflows/state';
import { type Reservation, type TimelineItem, toReservation } from '../../workflows/view';
import { askOrder } from '../orders/ask-order';
import type { Records } from '../records/records';

/** The order's story, and the reservation as it stood no earlier than that. */
export interface OrderStory {
  timeline: TimelineItem[];
  reservation: Reservation;
}

const ANSWER_MS = 5_000;

/** Null when neither engine nor record knows the order. @throws what they throw; the engine within 5 s */
export async function readOrder(
  { client, records }: { client: Client; records: Pick<Records, 'find'> },
  orderId: string,
): Promise<OrderStory | null> {
  const asked = await client
    .withDeadline(Date.now() + ANSWER_MS, () => askStory(client, orderId))
    .catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return null;
      throw error;
    });
  if (asked !== null) return asked;
  const record = await records.find(orderId);
  if (record === null) return null;
  const state = record.body as ReservationState;
  return { timeline: state.timeline, reservation: toReservation(state, new Date().toISOString()) };
}

async function askStory(client: Client, orderId: string): Promise<OrderStory | null> {
  const handle = client.workflow.getHandle(workflowIdOf(orderId));
  const timeline = await askOrder(handle, 'timeline');
  const reservation = await askOrder(handle, 'reservation');
  return timeline && reservation && { timeline, reservation };
}
