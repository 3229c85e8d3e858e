/** Reading one order: from its workflow while the engine knows it, then from the record. */
import { WorkflowNotFoundError } from '@temporalio/client';
import type { ReservationState } from '../../workflows/state';
import { type Reservation, type TimelineItem, toReservation } from '../../workflows/view';
import { askOrder } from '../orders/ask-order';
import { askClosed } from './closed-order';
import { type ClientDependencies, handleOf, recordedState } from './engine-orders';
import { OrderNotFoundError } from './errors';
import { readWithin } from './patience';
import { namingTheKey } from './unopened-order';

/**
 * The reservation as it is now.
 * @throws OrderNotFoundError, EngineUnavailableError, EngineBusyError, KeyMissingError, SealBrokenError
 */
export function readReservation(dependencies: ClientDependencies, orderId: string): Promise<Reservation> {
  return readOrder(dependencies, orderId, {
    ask: () => askOrder(handleOf(dependencies, orderId), 'reservation'),
    askClosed: () => askClosed(dependencies, orderId, 'reservation'),
    recorded: toEndedReservation,
  });
}

/** What happened to the order, oldest first. @throws OrderNotFoundError, EngineUnavailableError, EngineBusyError */
export function readTimeline(dependencies: ClientDependencies, orderId: string): Promise<TimelineItem[]> {
  return readOrder(dependencies, orderId, {
    ask: () => askOrder(handleOf(dependencies, orderId), 'timeline'),
    askClosed: () => askClosed(dependencies, orderId, 'timeline'),
    recorded: (state) => state.timeline,
  });
}

/** The reservation of an order that has ended, from what the record keeps of it. */
export function toEndedReservation(state: ReservationState): Reservation {
  return toReservation(state, new Date().toISOString());
}

/** Where one reading may come from. */
export interface ReadFrom<T> {
  /** The order's workflow. */
  ask(): Promise<T | null>;
  /** The run that has ended, for a client without the record; without it such an order is not found. */
  askClosed?(): Promise<T | null>;
  recorded(state: ReservationState): T;
}

/** One reading of an order, open or ended. @throws OrderNotFoundError, EngineUnavailableError, EngineBusyError */
export async function readOrder<T>(
  dependencies: ClientDependencies,
  orderId: string,
  from: ReadFrom<T>,
): Promise<T> {
  const answer = await readWithin(dependencies.client, from.ask).catch(async (error: unknown) => {
    if (error instanceof WorkflowNotFoundError) return null;
    throw await namingTheKey(dependencies, orderId, error);
  });
  const known = answer ?? (await readEnded(dependencies, orderId, from));
  if (known === null) throw new OrderNotFoundError();
  return known;
}

async function readEnded<T>(
  dependencies: ClientDependencies,
  orderId: string,
  { askClosed, recorded }: ReadFrom<T>,
): Promise<T | null> {
  if (dependencies.records === undefined) {
    return askClosed === undefined ? null : readWithin(dependencies.client, askClosed);
  }
  const state = await recordedState(dependencies, orderId);
  return state && recorded(state);
}
