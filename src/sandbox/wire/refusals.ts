// Every documented refusal by call, with its HTTP status and the shape of its envelope, as its page shows it.
// The same key may come in two shapes: complete's 404 has data, cancel's has errors.
import type { CallName } from '../call-names';
import { type Answer, refusal, type Shape } from './answer';

interface Refusal {
  status: number;
  shape: Shape;
}

const noData = (status: number): Refusal => ({ status, shape: 'no_data' });
const noError = (status: number): Refusal => ({ status, shape: 'no_error' });

/**
 * The refusals of each call, in the order the sandbox checks them where it can bring them about itself.
 * Source: Front Payment, the page of each call. Weekly and request threshold, Invoiced and (without an option)
 * the charge runway depend on the merchant's agreement: they come by the fault kind `refusal`.
 */
export const REFUSALS: Readonly<Record<CallName, Readonly<Record<string, Refusal>>>> = {
  submit: {},
  create: {},
  history: {},
  details: { reservationNotFound: noData(404) },
  capture: {
    reservationNotFound: noData(404),
    reservationStatusAlreadyCancelled: noData(400),
    paymentCaptureDeadlineExceed: noData(400),
    requestedCaptureAmountExceedAvailableCaptureRunway: noData(400),
  },
  charge: {
    reservationNotFound: noData(404),
    paymentCardNotFound: noData(404),
    paymentChargeDeadlineExceed: noData(400),
    paymentChargeRunwayExceed: noData(400),
  },
  cancel: {
    orderNotFound: noError(404),
    reservationStatusAlreadyCompleted: noError(400),
    prerequisiteFailedToCancelReservation: noError(400),
  },
  complete: {
    reservationNotFound: noData(404),
    prerequisiteFailedToCompleteReservation: noData(400),
  },
  resend: {
    orderNotFound: noError(404),
    orderStatusAlreadyCompleted: noError(400),
    orderStatusAlreadyCancelled: noError(400),
  },
  refund: {
    orderNotFound: noError(404),
    refundRejectionForRefundedCancelledInvoicedOrderParamCancelled: noError(400),
    refundRejectionForTransactionNotFound: noError(404),
    refundRejectionForRefundedCancelledInvoicedOrderParamRefunded: noError(400),
    requestProductIdNotAvailable: noData(400),
    orderProductsNotFound: noError(400),
    refundRejectionForRefundRequestGreaterThanOrderAmount: noError(400),
    refundRejectionForProductAmountExceed: { status: 400, shape: 'error_list' },
    refundRejectionForWeeklyThresholdExceed: { status: 400, shape: 'error_null' },
    refundRejectionForRequestAmountThresholdExceed: { status: 400, shape: 'error_null' },
    refundRejectionForRefundedCancelledInvoicedOrderParamInvoiced: noError(400),
  },
};

/** Whether a call's page knows a refusal by that key. */
export function isDocumentedRefusal(call: CallName, message: string): boolean {
  return Object.hasOwn(REFUSALS[call], message);
}

/**
 * The answer for a documented refusal.
 * @throws Error when the page of that call knows no such key: a mistake in the sandbox itself
 */
export function refuse(call: CallName, message: string): Answer {
  const documented = REFUSALS[call][message];
  if (documented === undefined) throw new Error(`The page of ${call} knows no refusal "${message}".`);
  return refusal(documented.status, message, documented.shape);
}

/**
 * What a call answers when something failed on the provider's side.
 * Source: Front Payment, the 510 of each page. Submit's `errors` there is no JSON; a list stands in for it.
 */
export function gatewayFailure(call: CallName): Answer {
  if (call === 'submit' || call === 'create') {
    const message =
      call === 'submit'
        ? 'Payment Gateway Error(Submit Payment): Failed to Create Payment Link'
        : 'Payment Gateway Error: Failed to Create Checkout Session';
    const failed = refusal(510, message, 'error_list');
    return { ...failed, body: { ...(failed.body as object), status_message: 'Internal Dependency Error' } };
  }
  return refusal(510, call === 'refund' ? 'somethingWentWrong' : 'Something Went Wrong', 'error_list');
}

/** The documented 500; `errors` is an object for submit and create, a list elsewhere. */
export function internalFailure(call: CallName, at: string): Answer {
  const message = 'internalErrorOccurredPleaseTryAgainLater';
  const failed = refusal(500, message, 'error_list');
  if (call !== 'submit' && call !== 'create') return failed;
  const errors = { happenedAt: at, internalErrorDetails: [] };
  return { ...failed, body: { ...(failed.body as object), errors } };
}
