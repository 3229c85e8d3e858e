// What comes back: the documented examples, read leniently; what cannot be read is never success.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CallName } from '../../src/front-payment/call-name';
import type { AnswerFacts } from '../../src/front-payment/options';
import { type StubProvider, startStubProvider } from '../support/stub-provider';
import { clientFor, errorOf, SEND } from './samples';

let stub: StubProvider;
beforeAll(async () => {
  stub = await startStubProvider();
});
afterAll(() => stub.close());

function answers(call: CallName, status: number, body: unknown): Promise<unknown> {
  stub.answerWith({ status, body });
  return SEND[call](clientFor(stub.baseUrl));
}

const envelope = (status: number, message: string, data: unknown) => ({
  status_code: status,
  status_message: 'OK',
  message,
  is_data: data !== null,
  data,
});
const submitted = {
  customerUuid: 'CSRT1358046874',
  reservationUuid: 'RES1943140879',
  checkoutUrl: 'https://pay.example.com/reservations/details/RES1943140879',
};

describe('documented successes', () => {
  it('submit gives the reservation and where to pay', async () => {
    const body = envelope(201, 'Reservation Submitted Successfully', submitted);
    await expect(answers('submit', 201, body)).resolves.toEqual(submitted);
  });

  it("createSession gives the payment page under submit's name", async () => {
    const { checkoutUrl, ...rest } = submitted;
    const body = envelope(201, 'Reservation Submitted Successfully', { ...rest, paymentUrl: checkoutUrl });
    await expect(answers('createSession', 201, body)).resolves.toEqual(submitted);
  });

  it.each([
    ['capture', 'reservationCapturedSuccessfully', 'CAP123234'],
    ['charge', 'reservationChargedSuccessfully', 'CHA3852658817'],
  ] as const)('%s gives its reference', async (call, message, uuid) => {
    await expect(answers(call, 202, envelope(202, message, { uuid }))).resolves.toEqual({ reference: uuid });
  });

  it.each([
    ['cancel', 'cancelledOrderSuccessfully', { is_data: false }],
    ['complete', 'reservationCompletedSuccessfully', { is_data: false }],
    ['resend', 'resentOrderSuccessfully', { is_data: true }],
    ['refund', 'orderRefundedSuccessfully', { is_data: true }],
  ] as const)('%s gives nothing', async (call, message, rest) => {
    const body = { ...envelope(202, message, null), ...rest };
    await expect(answers(call, 202, body)).resolves.toBeUndefined();
  });

  it('a status code as a string and an unknown message are no obstacle', async () => {
    const body = { status_code: '202', message: 'allIsWell', data: { uuid: 'CAP1' } };
    await expect(answers('capture', 200, body)).resolves.toEqual({ reference: 'CAP1' });
  });
});

describe('a 2xx that is no readable success', () => {
  it.each<[string, unknown]>([
    ['is not JSON', '<html>Welcome</html>'],
    ['is empty', ''],
    ['is a list', '[]'],
    ['is null', 'null'],
    ['breaks off', '{"status_code": 202, "data": {"uuid": "CA'],
    ['says error', { status_code: 202, is_error: true, errors: ['no'] }],
    [
      'says 400 inside',
      { status_code: 400, message: 'paymentCaptureDeadlineExceed', is_data: false, data: null },
    ],
    ['says 510 inside', { status_code: '510', message: 'Something Went Wrong', is_error: false }],
  ])('is unknown for every command when it %s', async (_what, body) => {
    for (const call of [
      'submit',
      'createSession',
      'capture',
      'charge',
      'cancel',
      'complete',
      'resend',
      'refund',
    ] as const) {
      const error = await errorOf(answers(call, 202, body));
      expect(error).toMatchObject({
        name: 'UnreadableAnswerError',
        code: 'unreadable_answer',
        execution: 'unknown',
      });
      expect(error).toMatchObject({ call, httpStatus: 202 });
    }
  });

  it.each<[CallName, unknown, string]>([
    ['capture', null, 'data'],
    ['capture', {}, 'data.uuid'],
    ['capture', { uuid: '' }, 'data.uuid'],
    ['charge', { uuid: 7 }, 'data.uuid'],
    ['submit', { ...submitted, reservationUuid: undefined }, 'data.reservationUuid'],
    ['submit', { ...submitted, reservationUuid: '../other' }, 'data.reservationUuid'],
    ['submit', { ...submitted, checkoutUrl: 'javascript:alert(1)' }, 'data.checkoutUrl'],
    ['createSession', submitted, 'data.paymentUrl'],
    ['history', 'nothing today', 'data'],
  ])('%s with data %j is unknown, and names %s', async (call, data, field) => {
    const error = await errorOf(answers(call, 202, { status_code: 202, message: 'ok', data }));
    expect(error).toMatchObject({ code: 'unreadable_answer', execution: 'unknown', messageKey: 'ok' });
    expect(error.fieldMessages.map((message) => message.split(':')[0])).toEqual([field]);
  });

  it('is unknown for a 204 without a body', async () => {
    expect((await errorOf(answers('cancel', 204, undefined))).code).toBe('unreadable_answer');
  });
});

describe('the observer', () => {
  it('is told about every exchange, and about nothing in it', async () => {
    const told: AnswerFacts[] = [];
    const client = clientFor(stub.baseUrl, { onAnswer: (facts) => told.push(facts) });
    const headers = { 'x-ratelimit-limit': '240', 'x-ratelimit-remaining': '239' };
    stub.answerWith({ status: 202, body: { data: { uuid: 'CAP1' } }, headers });
    await SEND.capture(client);
    stub.answerWith({ status: 500, headers: { 'x-ratelimit-remaining': 'many' } });
    await errorOf(SEND.submit(client));
    expect(told).toEqual([
      {
        call: 'capture',
        httpStatus: 202,
        durationMs: expect.any(Number),
        rateLimitRemaining: 239,
        rateLimitLimit: 240,
      },
      {
        call: 'submit',
        httpStatus: 500,
        durationMs: expect.any(Number),
        rateLimitRemaining: null,
        rateLimitLimit: null,
      },
    ]);
  });

  it('cannot turn an executed command into an error', async () => {
    const client = clientFor(stub.baseUrl, {
      onAnswer: () => {
        throw new Error('the meter broke');
      },
    });
    stub.answerWith({ status: 202, body: { data: { uuid: 'CAP1' } } });
    await expect(SEND.capture(client)).resolves.toEqual({ reference: 'CAP1' });
  });

  it('hears of a call without an answer', async () => {
    const told: AnswerFacts[] = [];
    const gone = await startStubProvider();
    await gone.close();
    await errorOf(SEND.refund(clientFor(gone.baseUrl, { onAnswer: (facts) => told.push(facts) })));
    expect(told).toMatchObject([{ call: 'refund', httpStatus: null, rateLimitRemaining: null }]);
  });
});
