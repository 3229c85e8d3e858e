/** `holdfast/client`: the typed client over Temporal, for systems that speak it themselves. */
export type { CommandAnswer, CommandBodies, CommandContext, ResolveBody } from '../../workflows/messages';
export type { OrderInput } from '../../workflows/order';
export type { FieldFault, RefusalDetail, RefusalName } from '../../workflows/refusals';
export type { Reservation, ReservationOperation, TimelineItem } from '../../workflows/view';
export { type CallbackEnd, type CallbackSignal, createCallbackSignal } from './callback-signal';
export { doorConnectionOptions } from './connection-options';
export type { ListSort } from './cursor';
export type { ClientDependencies, RecordsReader } from './engine-orders';
export {
  AnswerPendingError,
  CommandRefusedError,
  CursorInvalidError,
  EngineBusyError,
  EngineUnavailableError,
  OrderNotFoundError,
} from './errors';
export type { ListQuery, ReservationPage } from './list-reservations';
export { newOperationId, operationIdOf } from './operation-id';
export type { CallOptions } from './patience';
export type { Placed } from './place-order';
export { createReservationsClient, type ReservationsClient } from './reservations-client';
