// Every documented refusal by its name, and every status decided: not executed, refused, or unknown.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CALL_NAMES, type CallName } from '../../src/front-payment/call-name';
import { DOCUMENTED_REFUSALS } from '../../src/front-payment/refusals';
import { type StubProvider, startStubProvider } from '../support/stub-provider';
import { clientFor, errorOf, SEND } from './samples';

let stub: StubProvider;
beforeAll(async () => {
  stub = await startStubProvider();
});
afterAll(() => stub.close());

/** Written from the provider's pages, not from our table: one row per documented error example. */
const DOCUMENTED: [CallName, number, string, string][] = [
  ['details', 404, 'reservationNotFound', 'reservation_not_found'],
  ['capture', 404, 'reservationNotFound', 'reservation_not_found'],
  ['capture', 400, 'requestedCaptureAmountExceedAvailableCaptureRunway', 'capture_exceeds_runway'],
  ['capture', 400, 'reservationStatusAlreadyCancelled', 'already_cancelled'],
  ['capture', 400, 'paymentCaptureDeadlineExceed', 'capture_deadline_passed'],
  ['charge', 404, 'reservationNotFound', 'reservation_not_found'],
  ['charge', 404, 'paymentCardNotFound', 'payment_card_not_found'],
  ['charge', 400, 'paymentChargeRunwayExceed', 'charge_exceeds_runway'],
  ['charge', 400, 'paymentChargeDeadlineExceed', 'charge_deadline_passed'],
  ['cancel', 404, 'orderNotFound', 'reservation_not_found'],
  ['cancel', 400, 'reservationStatusAlreadyCompleted', 'already_completed_or_cancelled'],
  ['cancel', 400, 'reservationStatusAlreadyCancelled', 'already_cancelled'],
  ['cancel', 400, 'prerequisiteFailedToCancelReservation', 'not_cancellable'],
  ['complete', 404, 'reservationNotFound', 'reservation_not_found'],
  ['complete', 400, 'prerequisiteFailedToCompleteReservation', 'not_completable'],
  ['resend', 404, 'orderNotFound', 'reservation_not_found'],
  ['resend', 400, 'orderStatusAlreadyCompleted', 'already_completed'],
  ['resend', 400, 'orderStatusAlreadyCancelled', 'already_cancelled'],
  ['refund', 404, 'orderNotFound', 'reservation_not_found'],
  ['refund', 404, 'refundRejectionForTransactionNotFound', 'refund_reference_not_found'],
  ['refund', 400, 'requestProductIdNotAvailable', 'refund_line_not_available'],
  ['refund', 400, 'orderProductsNotFound', 'refund_lines_not_found'],
  ['refund', 400, 'refundRejectionForRefundRequestGreaterThanOrderAmount', 'refund_exceeds_order'],
  ['refund', 400, 'refundRejectionForProductAmountExceed', 'refund_exceeds_line'],
  ['refund', 400, 'refundRejectionForWeeklyThresholdExceed', 'refund_exceeds_weekly_threshold'],
  ['refund', 400, 'refundRejectionForRequestAmountThresholdExceed', 'refund_exceeds_request_threshold'],
  ['refund', 400, 'refundRejectionForRefundedCancelledInvoicedOrderParamRefunded', 'already_refunded'],
  ['refund', 400, 'refundRejectionForRefundedCancelledInvoicedOrderParamCancelled', 'refund_of_cancelled'],
  ['refund', 400, 'refundRejectionForRefundedCancelledInvoicedOrderParamInvoiced', 'refund_of_invoiced'],
];

async function answered(call: CallName, status: number, body: unknown, headers = {}) {
  stub.answerWith({ status, body, headers });
  return errorOf(SEND[call](clientFor(stub.baseUrl)));
}

describe('documented refusals', () => {
  it.each(DOCUMENTED)('%s answers %i %s: %s', async (call, status, messageKey, code) => {
    const envelope = { status_code: status, status_message: 'Not Found', message: messageKey };
    for (const rest of [
      { is_data: false, data: null },
      { is_error: false, errors: null },
      { is_error: true, errors: 'Array' },
    ]) {
      const error = await answered(call, status, { ...envelope, ...rest });
      expect(error).toMatchObject({ name: 'RefusedError', code, call, messageKey, execution: 'refused' });
      expect(error.httpStatus).toBe(status);
    }
  });

  it('are all in this table, and none besides', () => {
    const known = CALL_NAMES.flatMap((call) =>
      DOCUMENTED_REFUSALS[call].map((each) => [call, each.status, each.messageKey, each.code]),
    );
    expect(known.sort()).toEqual([...DOCUMENTED].sort());
  });

  it.each(CALL_NAMES)('%s is refused with the field messages of a 417', async (call) => {
    const error = await answered(call, 417, {
      status_code: 417,
      message: 'payloadValidationErrors',
      is_error: true,
      errors: ['The products.0.rate field is required.', 'The selected type is invalid.'],
    });
    expect(error).toMatchObject({ code: 'payload_validation_failed', execution: 'refused', call });
    expect(error.fieldMessages).toEqual([
      'The products.0.rate field is required.',
      'The selected type is invalid.',
    ]);
  });

  it.each(['submit', 'createSession'] as const)(
    '%s takes a 400 that names fields for a refusal',
    async (call) => {
      const error = await answered(call, 400, {
        message: 'Bad Request',
        errors: { 'products.0.tax': ['is invalid'] },
      });
      expect(error).toMatchObject({ code: 'payload_validation_failed', execution: 'refused' });
      expect(error.fieldMessages).toEqual(['products.0.tax: is invalid']);
    },
  );
});

describe('every other status', () => {
  it.each<[number, string, string]>([
    [401, 'unauthorized', 'not_executed'],
    [403, 'forbidden', 'refused'],
    [404, 'not_found', 'refused'],
    [429, 'rate_limited', 'not_executed'],
    [400, 'undocumented_answer', 'unknown'],
    [402, 'undocumented_answer', 'unknown'],
    [405, 'undocumented_answer', 'unknown'],
    [408, 'undocumented_answer', 'unknown'],
    [409, 'undocumented_answer', 'unknown'],
    [422, 'undocumented_answer', 'unknown'],
    [499, 'undocumented_answer', 'unknown'],
    [500, 'provider_failed', 'unknown'],
    [502, 'provider_failed', 'unknown'],
    [503, 'provider_failed', 'unknown'],
    [510, 'provider_failed', 'unknown'],
    [599, 'provider_failed', 'unknown'],
    [300, 'redirected', 'unknown'],
    [304, 'redirected', 'unknown'],
    [307, 'redirected', 'unknown'],
  ])('%i is %s, execution %s, for every call', async (status, code, execution) => {
    for (const call of CALL_NAMES) {
      const error = await answered(call, status, status === 304 ? undefined : '<html>no envelope</html>');
      expect(error).toMatchObject({ code, execution, call, httpStatus: status, messageKey: null });
      expect(error.fieldMessages).toEqual([]);
    }
  });

  it.each([
    ['the key of another call', 'capture', 400, 'paymentChargeRunwayExceed'],
    ['a documented key under another status', 'capture', 400, 'reservationNotFound'],
    ['a key nobody knows', 'refund', 400, 'somethingNew'],
    ['a 400 for an order that names no field', 'submit', 400, 'somethingNew'],
  ] as const)('does not believe %s to be a refusal', async (_what, call, status, message) => {
    const error = await answered(call, status, {
      status_code: status,
      message,
      is_error: true,
      errors: null,
    });
    expect(error).toMatchObject({ code: 'undocumented_answer', execution: 'unknown', messageKey: message });
  });

  it('keeps the documented 500 and 510 of submit unknown, with their words', async () => {
    const internal = await answered('submit', 500, {
      status_code: 500,
      message: 'internalErrorOccurredPleaseTryAgainLater',
      is_error: true,
      errors: { happenedAt: 'String', internalErrorDetails: 'Array' },
    });
    expect(internal).toMatchObject({
      execution: 'unknown',
      messageKey: 'internalErrorOccurredPleaseTryAgainLater',
      fieldMessages: ['happenedAt: String', 'internalErrorDetails: Array'],
    });
    // As printed on the page, which is not even JSON.
    const gateway = await answered(
      'submit',
      510,
      '{"status_code": 510, "errors": {"Payment Gateway Error"}}',
    );
    expect(gateway).toMatchObject({ code: 'provider_failed', httpStatus: 510, messageKey: null });
  });

  it.each<[string | undefined, number | null]>([
    ['7', 7_000],
    ['0.5', 500],
    ['0', 0],
    ['999999999', 86_400_000],
    ['soon', null],
    [undefined, null],
    ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
  ])('reads Retry-After %p as %p ms', async (header, retryAfterMs) => {
    const error = await answered('capture', 429, {}, header === undefined ? {} : { 'retry-after': header });
    expect(error.retryAfterMs).toBe(retryAfterMs);
  });

  it('reads a Retry-After that is a date to come', async () => {
    const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();
    const error = await answered('capture', 429, {}, { 'retry-after': inAnHour });
    expect(error.retryAfterMs).toBeGreaterThan(3_500_000);
    expect(error.retryAfterMs).toBeLessThanOrEqual(3_600_000);
  });
});

describe('errors of any shape', () => {
  it.each<[unknown, string[]]>([
    [null, []],
    [undefined, []],
    ['one sentence', ['one sentence']],
    [
      ['a', ['b', { c: 'd' }], 5, null, true],
      ['a', 'b', 'c: d', '5', 'true'],
    ],
    [
      { email: ['is required', 'is odd'], deep: { er: 'x' } },
      ['email: is required', 'email: is odd', 'deep.er: x'],
    ],
    [{ a: { b: { c: { d: { e: { f: 'too deep' } } } } } }, []],
  ])('reads %j', async (errors, fieldMessages) => {
    expect((await answered('capture', 417, { message: 'm', errors })).fieldMessages).toEqual(fieldMessages);
  });

  it('are bounded in number and length', async () => {
    const many = await answered('capture', 417, {
      errors: Array.from({ length: 500 }, (_, index) => `no ${index}`),
    });
    expect(many.fieldMessages).toHaveLength(20);
    const long = await answered('capture', 417, {
      message: 'word '.repeat(900),
      errors: ['word '.repeat(900)],
    });
    expect(long.messageKey).toHaveLength(200);
    expect(long.fieldMessages[0]).toHaveLength(200);
  });
});
