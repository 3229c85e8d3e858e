/** `holdfast/client`: the typed client over Temporal, for systems that speak it themselves. */
export type {
  CaptureBody,
  ChargeBody,
  CommandAnswer,
  CommandBodies,
  CommandContext,
  NoteBody,
  RefundBody,
  ResendBody,
  ResolveBody,
} from '../../workflows/messages';
export type { OrderInput } from '../../workflows/order';
export type { FieldFault, RefusalDetail, RefusalName } from '../../workflows/refusals';
export type { Reservation, ReservationOperation, TimelineItem } from '../../workflows/view';
export { type CallbackEnd, type CallbackSignal, createCallbackSignal } from './callback-signal';
export { type ConnectOptions, connectHoldfast } from './connect-holdfast';
export { doorConnectionOptions } from './connection-options';
export type { ListSort } from './cursor';
export { encryptingDataConverter } from './encrypting-data-converter';
export type { ClientDependencies, RecordsReader } from './engine-orders';
export {
  AnswerPendingError,
  CommandRefusedError,
  CursorInvalidError,
  EncryptionKeysError,
  EngineBusyError,
  EngineUnavailableError,
  IdempotencyKeyError,
  OperationNotFoundError,
  OrderNotFoundError,
  OrderOpenError,
} from './errors';
export type {
  CommandOptions,
  HoldfastClient,
  HoldfastCommands,
  ListRequest,
  WatchOptions,
} from './holdfast-client';
export { createHoldfastClient, type HoldfastDependencies } from './holdfast-over-temporal';
export type { ListQuery, ReservationPage } from './list-reservations';
export { newOperationId, operationIdOf } from './operation-id';
export type { CallOptions } from './patience';
export type { Placed } from './place-order';
export { createReservationsClient, type ReservationsClient } from './reservations-client';
