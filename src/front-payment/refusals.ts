// Every refusal the provider documents, by call, status and message key, with our stable name for it.
// A 400 that is not in this table is not believed to be a refusal: its outcome stays unknown.

import type { CallName } from './call-name';

interface DocumentedRefusal {
  readonly status: 400 | 404;
  /** The envelope's `message`, the provider's machine-readable part. */
  readonly messageKey: string;
  /** Our name; published names stay. */
  readonly code: string;
}

const ORDER_NOT_FOUND = { status: 404, messageKey: 'orderNotFound', code: 'reservation_not_found' } as const;
const RESERVATION_NOT_FOUND = {
  status: 404,
  messageKey: 'reservationNotFound',
  code: 'reservation_not_found',
} as const;

/**
 * The documented refusals of each call.
 *
 * Source: Front Payment, "Reservation Management", the error examples of each section; the refund's `…Param…`,
 * `orderProductsNotFound` and `refundRejectionForTransactionNotFound` from the earlier "Refund Reservation" page.
 * Cancel answers `reservationStatusAlreadyCompleted` for completed and for cancelled reservations alike; that it may
 * also answer `reservationStatusAlreadyCancelled` is known from elsewhere.
 */
export const DOCUMENTED_REFUSALS = {
  submit: [],
  createSession: [],
  details: [RESERVATION_NOT_FOUND],
  capture: [
    RESERVATION_NOT_FOUND,
    {
      status: 400,
      messageKey: 'requestedCaptureAmountExceedAvailableCaptureRunway',
      code: 'capture_exceeds_runway',
    },
    { status: 400, messageKey: 'reservationStatusAlreadyCancelled', code: 'already_cancelled' },
    { status: 400, messageKey: 'paymentCaptureDeadlineExceed', code: 'capture_deadline_passed' },
  ],
  charge: [
    RESERVATION_NOT_FOUND,
    { status: 404, messageKey: 'paymentCardNotFound', code: 'payment_card_not_found' },
    { status: 400, messageKey: 'paymentChargeRunwayExceed', code: 'charge_exceeds_runway' },
    { status: 400, messageKey: 'paymentChargeDeadlineExceed', code: 'charge_deadline_passed' },
  ],
  cancel: [
    ORDER_NOT_FOUND,
    {
      status: 400,
      messageKey: 'reservationStatusAlreadyCompleted',
      code: 'already_completed_or_cancelled',
    },
    { status: 400, messageKey: 'reservationStatusAlreadyCancelled', code: 'already_cancelled' },
    { status: 400, messageKey: 'prerequisiteFailedToCancelReservation', code: 'not_cancellable' },
  ],
  complete: [
    RESERVATION_NOT_FOUND,
    { status: 400, messageKey: 'prerequisiteFailedToCompleteReservation', code: 'not_completable' },
  ],
  resend: [
    ORDER_NOT_FOUND,
    { status: 400, messageKey: 'orderStatusAlreadyCompleted', code: 'already_completed' },
    { status: 400, messageKey: 'orderStatusAlreadyCancelled', code: 'already_cancelled' },
  ],
  refund: [
    ORDER_NOT_FOUND,
    { status: 404, messageKey: 'refundRejectionForTransactionNotFound', code: 'refund_reference_not_found' },
    { status: 400, messageKey: 'requestProductIdNotAvailable', code: 'refund_line_not_available' },
    { status: 400, messageKey: 'orderProductsNotFound', code: 'refund_lines_not_found' },
    {
      status: 400,
      messageKey: 'refundRejectionForRefundRequestGreaterThanOrderAmount',
      code: 'refund_exceeds_order',
    },
    { status: 400, messageKey: 'refundRejectionForProductAmountExceed', code: 'refund_exceeds_line' },
    {
      status: 400,
      messageKey: 'refundRejectionForWeeklyThresholdExceed',
      code: 'refund_exceeds_weekly_threshold',
    },
    {
      status: 400,
      messageKey: 'refundRejectionForRequestAmountThresholdExceed',
      code: 'refund_exceeds_request_threshold',
    },
    {
      status: 400,
      messageKey: 'refundRejectionForRefundedCancelledInvoicedOrderParamRefunded',
      code: 'already_refunded',
    },
    {
      status: 400,
      messageKey: 'refundRejectionForRefundedCancelledInvoicedOrderParamCancelled',
      code: 'refund_of_cancelled',
    },
    {
      status: 400,
      messageKey: 'refundRejectionForRefundedCancelledInvoicedOrderParamInvoiced',
      code: 'refund_of_invoiced',
    },
  ],
  history: [],
} as const satisfies Record<CallName, readonly DocumentedRefusal[]>;

/** The stable name of a refusal that the provider documents. */
export type DocumentedRefusalCode = (typeof DOCUMENTED_REFUSALS)[CallName][number]['code'];

/** Our name for a documented refusal of this call, or null when the documents do not know it. */
export function documentedRefusal(
  call: CallName,
  status: number,
  messageKey: string | null,
): DocumentedRefusalCode | null {
  const refusals: readonly (DocumentedRefusal & { code: DocumentedRefusalCode })[] =
    DOCUMENTED_REFUSALS[call];
  return refusals.find((each) => each.status === status && each.messageKey === messageKey)?.code ?? null;
}
