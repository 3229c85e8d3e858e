/** Reading one order: from its workflow while the engine knows it, then from the record. */
import { WorkflowNotFoundError } from '@temporalio/client';
import type { ReservationState } from '../../workflows/state';
import { type Reservation, type TimelineItem, toReservation } from '../../workflows/view';
import { askOrder } from '../orders/ask-order';
import { type ClientDependencies, handleOf, recordedState } from './engine-orders';
import { OrderNotFoundError } from './errors';
import { readWithin } from './patience';

/** The reservation as it is now. @throws OrderNotFoundError, EngineUnavailableError, EngineBusyError */
export function readReservation(dependencies: ClientDependencies, orderId: string): Promise<Reservation> {
  return readOrder(dependencies, orderId, {
    ask: () => askOrder(handleOf(dependencies, orderId), 'reservation'),
    recorded: toEndedReservation,
  });
}

/** What happened to the order, oldest first. @throws OrderNotFoundError, EngineUnavailableError, EngineBusyError */
export function readTimeline(dependencies: ClientDependencies, orderId: string): Promise<TimelineItem[]> {
  return readOrder(dependencies, orderId, {
    ask: () => askOrder(handleOf(dependencies, orderId), 'timeline'),
    recorded: (state) => state.timeline,
  });
}

/** The reservation of an order that has ended, from what the record keeps of it. */
export function toEndedReservation(state: ReservationState): Reservation {
  return toReservation(state, new Date().toISOString());
}

/** One reading of an order, open or ended. @throws OrderNotFoundError, EngineUnavailableError, EngineBusyError */
export async function readOrder<T>(
  dependencies: ClientDependencies,
  orderId: string,
  from: { ask: () => Promise<T | null>; recorded: (state: ReservationState) => T },
): Promise<T> {
  const answer = await readWithin(dependencies.client, from.ask).catch((error: unknown) => {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  });
  if (answer !== null) return answer;
  const state = await recordedState(dependencies, orderId);
  if (state === null) throw new OrderNotFoundError();
  return from.recorded(state);
}
