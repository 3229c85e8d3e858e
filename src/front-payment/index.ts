// Package entry point `holdfast/front-payment`: a client for Front Payment's reservation API, usable alone.

export type { PlacedReservation, TakenAmount } from './answers/command-answers';
export type { AddressOfDetails, CustomerOfDetails } from './answers/customer-of-details';
export type { HistoryRow } from './answers/history-rows';
export type { RefundedEntry, ReservedEntry, TakenEntry } from './answers/payment-details';
export type {
  ReservationDetails,
  ReservationProduct,
  ReservationStatus,
} from './answers/reservation-details';
export { CALL_NAMES, type CallName } from './call-name';
export { type CallbackHint, readCallback, signCallback } from './callback';
export { createFrontPaymentClient, type FrontPaymentClient } from './client';
export { AnswerTooLargeError } from './errors/answer-too-large-error';
export { CallbackError, type CallbackErrorCode } from './errors/callback-error';
export { ClientOptionsError, type ClientOptionsErrorCode } from './errors/client-options-error';
export { ConnectionLostError } from './errors/connection-lost-error';
export type { FrontPaymentErrorCode, RefusalCode } from './errors/error-codes';
export { type Execution, FrontPaymentError } from './errors/front-payment-error';
export { type FieldFault, InvalidRequestError } from './errors/invalid-request-error';
export { NotConnectedError } from './errors/not-connected-error';
export { ProviderFailedError } from './errors/provider-failed-error';
export { RateLimitedError } from './errors/rate-limited-error';
export { RedirectedError } from './errors/redirected-error';
export { RefusedError } from './errors/refused-error';
export { TimedOutError } from './errors/timed-out-error';
export { UnauthorizedError } from './errors/unauthorized-error';
export { UndocumentedAnswerError } from './errors/undocumented-answer-error';
export { UnreadableAnswerError } from './errors/unreadable-answer-error';
export type { AnswerFacts, FrontPaymentClientOptions } from './options';
export type { DocumentedRefusalCode } from './refusals';
export type { CaptureRequest, ProductAmount } from './requests/capture-request';
export type { ChargeRequest } from './requests/charge-request';
export type { Customer } from './requests/customer';
export type { HistoryRequest } from './requests/history-request';
export type { OrderLine } from './requests/lines';
export type { NoteRequest } from './requests/note-request';
export type { CreateSessionRequest, SubmitRequest } from './requests/order-request';
export type { RefundRequest } from './requests/refund-request';
export type { ResendRequest } from './requests/resend-request';
