/**
 * The typed client over Temporal: places orders, sends commands, reads. It knows the workflow by its messages and
 * types only, and decides nothing: what is allowed is the workflow's word.
 */
import type { CommandAnswer, CommandContext } from '../../workflows/messages';
import type { OrderInput } from '../../workflows/order';
import type { Reservation, TimelineItem } from '../../workflows/view';
import type { ClientDependencies } from './engine-orders';
import { createList, type ListQuery, type ReservationPage } from './list-reservations';
import type { CallOptions } from './patience';
import { type Placed, placeOrder } from './place-order';
import { readReservation, readTimeline } from './read-order';
import { createRecentCommands } from './recent-commands';
import { type Bodies, commandSender } from './send-command';
import { shareReadings } from './share-readings';

/** The six commands and `resolve`: each answers with the operation once its outcome is known. */
type Commands = {
  [K in keyof Bodies]: (
    orderId: string,
    body: Bodies[K],
    context?: CommandContext,
    options?: CallOptions,
  ) => Promise<CommandAnswer>;
};

/**
 * Everything that can be done with orders. Any method may throw EngineUnavailableError or EngineBusyError; commands
 * and `place` also CommandRefusedError and AnswerPendingError; all that take an order id OrderNotFoundError.
 */
export interface ReservationsClient extends Commands {
  /**
   * Places an order, or finds it placed already: `created` is true for exactly one of any number of callers.
   * It answers once the checkout URL is known; while that takes too long, with the state `submitting`.
   */
  place(order: OrderInput, options?: CallOptions): Promise<Placed>;
  /** The reservation as it is now. */
  reservation(orderId: string): Promise<Reservation>;
  /** What happened to the order, oldest first. */
  timeline(orderId: string): Promise<TimelineItem[]>;
  /** A page of reservations, open and ended. @throws CursorInvalidError */
  list(query: ListQuery): Promise<ReservationPage>;
}

/** Makes the client from a Temporal client, the task queue of the workflows, and the record where there is one. */
export function createReservationsClient(dependencies: ClientDependencies): ReservationsClient {
  const recent = createRecentCommands();
  const sender = <K extends keyof Bodies>(name: K) => recent.following(commandSender(dependencies, name));
  const reservation = shareReadings((orderId) => readReservation(dependencies, orderId));
  return {
    place: (order, options) => placeOrder(dependencies, order, options),
    reservation,
    timeline: shareReadings((orderId) => readTimeline(dependencies, orderId)),
    list: createList(dependencies, { recent, reservation }),
    capture: sender('capture'),
    charge: sender('charge'),
    refund: sender('refund'),
    cancel: sender('cancel'),
    complete: sender('complete'),
    resend: sender('resend'),
    resolve: sender('resolve'),
  };
}
