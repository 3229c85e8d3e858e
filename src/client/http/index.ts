/** `holdfast/client/http`: the typed client over HTTP, for systems that speak to a Holdfast server. Needs no Temporal. */
export type {
  CaptureBody,
  ChargeBody,
  CommandAnswer,
  NoteBody,
  RefundBody,
  ResendBody,
  ResolveBody,
} from '../../../workflows/messages';
export type { OrderInput } from '../../../workflows/order';
export type { FieldFault, RefusalName } from '../../../workflows/refusals';
export type { Reservation, ReservationOperation, TimelineItem } from '../../../workflows/view';
export { AnswerPendingError, IdempotencyKeyError } from '../errors';
export type {
  CommandOptions,
  HoldfastClient,
  HoldfastCommands,
  ListRequest,
  WatchOptions,
} from '../holdfast-client';
export type { ReservationPage } from '../list-reservations';
export type { CallOptions } from '../patience';
export type { Placed } from '../place-order';
export type { ServerOptions } from './call-server';
export { createHttpClient } from './create-http-client';
export { HoldfastProblem, HoldfastUnreachableError, type ProblemDocument } from './holdfast-problem';
