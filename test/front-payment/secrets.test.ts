// The token and everything personal stay out of every error, even when the provider sends them back to us.

import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CALL_NAMES } from '../../src/front-payment/call-name';
import { collectTexts, createCleanText } from '../../src/front-payment/provider-text';
import {
  type ReceivedRequest,
  type StubAnswer,
  type StubProvider,
  startRawStub,
  startStubProvider,
  unusedPort,
} from '../support/stub-provider';
import { CANARIES, clientFor, errorOf, SEND } from './samples';

let stub: StubProvider;
beforeAll(async () => {
  stub = await startStubProvider();
});
afterAll(() => stub.close());

function expectNoCanary(error: Error): void {
  const everything = [
    inspect(error, { depth: 20, showHidden: true, getters: true }),
    JSON.stringify(error),
    error.stack,
    String(error),
    String(error.cause),
  ].join('\n');
  for (const canary of CANARIES) expect(everything).not.toContain(canary);
  expect(everything).not.toMatch(/127\.0\.0\.1|authorization/i);
  expect(error.cause).toBeUndefined();
}

/** Sends back all that was received, in every part of the envelope and in the headers. */
function echo(status: number): (request: ReceivedRequest) => StubAnswer {
  return ({ headers, bodyText, path }) => {
    const all = `${headers.authorization} http://127.0.0.1${path} ${bodyText}`;
    const sent = bodyText === '' ? null : JSON.parse(bodyText);
    return {
      status,
      headers: { 'x-echo': encodeURIComponent(all).slice(0, 4_000) },
      body: { status_code: status, message: all, is_error: true, errors: [all, sent, { [all]: all }] },
    };
  };
}

describe('errors of every call', () => {
  it.each([200, 202, 307, 400, 401, 403, 404, 409, 417, 429, 500, 510])(
    'hold neither token nor person when a %i echoes the request',
    async (status) => {
      stub.answerWith(echo(status));
      for (const call of CALL_NAMES) expectNoCanary(await errorOf(SEND[call](clientFor(stub.baseUrl))));
    },
  );

  it('hold neither token nor person when the connection fails', async () => {
    const resetting = await startRawStub((socket) => socket.resetAndDestroy());
    const silent = await startRawStub(() => undefined);
    const nobody = `http://127.0.0.1:${await unusedPort()}`;
    for (const call of CALL_NAMES) {
      expectNoCanary(await errorOf(SEND[call](clientFor(resetting.baseUrl))));
      expectNoCanary(await errorOf(SEND[call](clientFor(silent.baseUrl, { timeoutMs: 30 }))));
      expectNoCanary(await errorOf(SEND[call](clientFor(nobody))));
    }
    await Promise.all([resetting.close(), silent.close()]);
  });

  it('keep the field messages readable all the same', async () => {
    stub.answerWith({
      status: 417,
      body: {
        message: 'payloadValidationErrors',
        errors: [
          'The customerDetails.personalNumber 01019012345 must be 11 characters.',
          'Canarina is not known at canarina.f@example.com.',
          'The products.0.rate field is required.',
        ],
      },
    });
    expect((await errorOf(SEND.submit(clientFor(stub.baseUrl)))).fieldMessages).toEqual([
      'The customerDetails.personalNumber [removed] must be 11 characters.',
      '[removed] is not known at [removed].',
      'The products.0.rate field is required.',
    ]);
  });
});

describe('cleaning', () => {
  const clean = createCleanText([]);

  it.each([
    ['write to ola.nordmann@example.no now', 'write to [removed] now'],
    ['number 010190 12345 is wrong', 'number [removed] is wrong'],
    ['call +47 465 67 468', 'call [removed]'],
    ['see https://pay.example.com/x?token=1 there', 'see [removed] there'],
    ['Bearer abc.def was refused', '[removed] was refused'],
    [`opaque ${'a'.repeat(120)} word`, 'opaque [removed] word'],
    ['line\nbreak\u0000and\u202eturn', 'line break and turn'],
    ['At: PAR156', 'At: PAR156'],
  ])('makes %j into %j', (text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  it('leaves every documented key as it is', () => {
    const key = 'refundRejectionForRefundedCancelledInvoicedOrderParamCancelled';
    expect(clean(key)).toBe(key);
  });

  it('takes out whatever was sent, whatever it consists of', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8, unit: 'binary' }), (value) => {
        fc.pre(value.trim().length >= 8 && !'[removed] '.includes(value.trim()));
        const texts = collectTexts([`<${value}>`], createCleanText([value]));
        expect(texts.join()).not.toContain(value.trim());
      }),
    );
  });
});
