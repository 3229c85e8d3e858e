// The options are checked once, when the client is made; what is wrong is named, never shown.

import { describe, expect, it } from '@jest/globals';
import { ClientOptionsError } from '../../src/front-payment/errors/client-options-error';
import * as entryPoint from '../../src/front-payment/index';
import { type FrontPaymentClientOptions, readClientOptions } from '../../src/front-payment/options';
import { clientFor, TOKEN } from './samples';

function refusalOf(baseUrl: string, options: Partial<FrontPaymentClientOptions> = {}): ClientOptionsError {
  try {
    clientFor(baseUrl, options);
  } catch (error) {
    if (error instanceof ClientOptionsError) return error;
    throw error;
  }
  throw new Error('the options were accepted');
}

const GOOD_URL = 'https://demo-api.frontpayment.no/api/v1';

describe('the base URL', () => {
  it.each([
    [GOOD_URL],
    [`${GOOD_URL}/`],
    ['http://127.0.0.1:8080/api/v1'],
    ['http://127.9.9.9'],
    ['http://localhost:1'],
    ['http://[::1]:8080'],
  ])('%s is taken', (baseUrl) => {
    expect(() => clientFor(baseUrl)).not.toThrow();
  });

  it.each([
    ['http://demo-api.frontpayment.no/api/v1', 'base_url_not_secure'],
    ['http://127.0.0.1.example.com', 'base_url_not_secure'],
    ['http://localhost.example.com', 'base_url_not_secure'],
    ['http://10.0.0.1', 'base_url_not_secure'],
    ['http://0.0.0.0', 'base_url_not_secure'],
    ['ftp://127.0.0.1', 'base_url_not_secure'],
    ['file:///etc/passwd', 'base_url_not_secure'],
    ['https://user:pass@demo-api.frontpayment.no', 'base_url_with_credentials'],
    ['https://user@demo-api.frontpayment.no', 'base_url_with_credentials'],
    ['http://localhost@evil.example.com', 'base_url_with_credentials'],
    [`${GOOD_URL}?key=1`, 'base_url_with_query'],
    [`${GOOD_URL}#x`, 'base_url_with_query'],
    ['demo-api.frontpayment.no', 'base_url_unreadable'],
    ['', 'base_url_unreadable'],
  ])('%s is refused: %s', (baseUrl, code) => {
    expect(refusalOf(baseUrl).code).toBe(code);
  });
});

describe('the other options', () => {
  it('have the documented defaults', () => {
    expect(
      readClientOptions({
        baseUrl: `${GOOD_URL}//`,
        token: TOKEN,
        timeoutMs: 30_000,
        cancelMethod: 'GET',
        chargeValidityUnit: 'minutes',
      }),
    ).toMatchObject({
      baseUrl: GOOD_URL,
      maxResponseBytes: 5_000_000,
      historyZone: 'Europe/Oslo',
    });
  });

  it.each<[string, object]>([
    ['token', { token: '' }],
    ['token', { token: 'canary secret' }],
    ['token', { token: 'canary\r\nx: y' }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['timeoutMs', { timeoutMs: 1.5 }],
    ['timeoutMs', { timeoutMs: 2 ** 31 }],
    ['cancelMethod', { cancelMethod: 'DELETE' }],
    ['chargeValidityUnit', { chargeValidityUnit: 'weeks' }],
    ['maxResponseBytes', { maxResponseBytes: 0 }],
    ['headers', { headers: { 'x-a': 'canary' } }],
    ['historyZone', { historyZone: 'Europe/Atlantis' }],
    ['taxPercents', { taxPercents: [101] }],
    ['onAnswer', { onAnswer: 'call me' }],
  ])('%s is refused by name when wrong: %j', (field, options) => {
    const error = refusalOf(GOOD_URL, options as Partial<FrontPaymentClientOptions>);
    expect([error.code, error.fields]).toEqual(['options_invalid', [field]]);
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('canary');
  });
});

it('the entry point exports what the package promises', () => {
  expect(Object.keys(entryPoint).sort()).toEqual([
    'AnswerTooLargeError',
    'CALL_NAMES',
    'CallbackError',
    'ClientOptionsError',
    'ConnectionLostError',
    'FrontPaymentError',
    'InvalidRequestError',
    'NotConnectedError',
    'ProviderFailedError',
    'RateLimitedError',
    'RedirectedError',
    'RefusedError',
    'TimedOutError',
    'UnauthorizedError',
    'UndocumentedAnswerError',
    'UnreadableAnswerError',
    'createFrontPaymentClient',
    'readCallback',
    'signCallback',
  ]);
});
