/**
 * What a booking system can do with orders, by one set of names: `holdfast/client` has it over Temporal,
 * `holdfast/client/http` over HTTP. Types only, so that neither brings the other along.
 */
import type {
  CaptureBody,
  ChargeBody,
  CommandAnswer,
  NoteBody,
  RefundBody,
  ResendBody,
  ResolveBody,
} from '../../workflows/messages';
import type { OrderInput } from '../../workflows/order';
import type { Reservation, TimelineItem } from '../../workflows/view';
import type { ListQuery, ReservationPage } from './list-reservations';
import type { CallOptions } from './patience';
import type { Placed } from './place-order';

/** How one command is sent; beside `waitMs`, 60 s unless given. */
export interface CommandOptions extends CallOptions {
  /**
   * Names the operation for ever: the same key for the same order is the same operation, over HTTP and over Temporal,
   * however often it is sent. 1 to 128 printable characters. Without one each call is a new operation.
   */
  idempotencyKey?: string;
}

/** Which part of a list is asked for: newest first and 50 at most, unless told otherwise. */
export type ListRequest = Partial<ListQuery>;

/** Where a watch begins, and what ends it. */
export interface WatchOptions {
  /** The id of the last item that is known already; the whole story without it. */
  after?: string;
  /** Ends the watch, in silence. */
  signal?: AbortSignal;
}

/**
 * The six commands and `resolve`. Each answers once its outcome is known: with the operation `executed`, or `unknown`
 * when a person was asked. A refusal is an error with the refusal's name as its `code`. When the wait runs out first,
 * AnswerPendingError; the operation goes on, and the same key finds it again.
 */
export interface HoldfastCommands {
  /** An empty body captures the whole runway. */
  capture(orderId: string, body?: CaptureBody, options?: CommandOptions): Promise<CommandAnswer>;
  charge(orderId: string, body: ChargeBody, options?: CommandOptions): Promise<CommandAnswer>;
  refund(orderId: string, body: RefundBody, options?: CommandOptions): Promise<CommandAnswer>;
  cancel(orderId: string, body: NoteBody, options?: CommandOptions): Promise<CommandAnswer>;
  complete(orderId: string, body: NoteBody, options?: CommandOptions): Promise<CommandAnswer>;
  /** An empty body sends the link to the order's own addresses. */
  resend(orderId: string, body?: ResendBody, options?: CommandOptions): Promise<CommandAnswer>;
  resolve(orderId: string, body: ResolveBody, options?: CommandOptions): Promise<CommandAnswer>;
}

/** Everything that can be done with orders. */
export interface HoldfastClient extends HoldfastCommands {
  /**
   * Places an order, or finds it placed with the same body, and answers once its `checkoutUrl` is known, or a person was
   * asked. `created` is certain only where it is true.
   */
  place(order: OrderInput, options?: CallOptions): Promise<Placed>;
  /** The reservation as it is now. */
  reservation(orderId: string): Promise<Reservation>;
  /** One operation, and the reservation; an error with the code `operation_not_found` when the order has none of this id. */
  operation(orderId: string, operationId: string): Promise<CommandAnswer>;
  /** What happened to the order, oldest first. */
  timeline(orderId: string): Promise<TimelineItem[]>;
  /** A page of reservations, open and ended. */
  list(request?: ListRequest): Promise<ReservationPage>;
  /**
   * What happened to the order and what happens from now on, oldest first, each item once. It outlasts an engine or a
   * server that is away for a while, and ends when its signal is aborted.
   */
  watch(orderId: string, options?: WatchOptions): AsyncGenerator<TimelineItem, void, undefined>;
  /** Gives back what the client holds. Watches should have been ended before. */
  close(): Promise<void>;
}
