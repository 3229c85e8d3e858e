/** The workflows a worker runs, by the names they are started with, and the messages they take. */
export {
  type CallbackHint,
  type CaptureBody,
  type ChargeBody,
  type CommandAnswer,
  type CommandContext,
  callbackSignal,
  cancelSignal,
  cancelUpdate,
  captureSignal,
  captureUpdate,
  chargeSignal,
  chargeUpdate,
  completeSignal,
  completeUpdate,
  type LineAmount,
  type NoteBody,
  type PlaceAnswer,
  placeUpdate,
  type RefundBody,
  type ResendBody,
  type ResolveBody,
  refundSignal,
  refundUpdate,
  resendSignal,
  resendUpdate,
  reservationQuery,
  resolveSignal,
  resolveUpdate,
  timelineQuery,
} from './messages';
export type { Customer, OrderInput, OrderLine, Payment, PolicyInput } from './order';
export { plan } from './plan';
export type { FieldFault, RefusalDetail, RefusalName } from './refusals';
export { reservation } from './reservation';
export { sweep } from './sweep';
export type { Reservation, ReservationOperation, TimelineItem } from './view';
export { webhook } from './webhook';
export { webhooks } from './webhooks';
