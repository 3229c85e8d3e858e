// Invented requests in the documented shape, one per call, and a client for a stub. The personal values are canaries:
// they appear nowhere else, so a test can look for them where they must not be.

import type { CallName } from '../../src/front-payment/call-name';
import { createFrontPaymentClient, type FrontPaymentClient } from '../../src/front-payment/client';
import { FrontPaymentError } from '../../src/front-payment/errors/front-payment-error';
import type { FrontPaymentClientOptions } from '../../src/front-payment/options';
import type { CreateSessionRequest, SubmitRequest } from '../../src/front-payment/requests/order-request';

/** The canary token. */
export const TOKEN = 'canary-token-5f0e7c';
/** The reservation that all samples name. */
export const UUID = 'RES1943140879';

/** Every personal value of the samples, and the token. */
export const CANARIES = [
  TOKEN,
  'Canarina',
  'Fuglesang',
  'canarina.f@example.com',
  '40123456',
  '01019012345',
  'Kanarigata',
  '0987',
  'Fuglevik',
  'canary-callback-token',
  'canary customer note',
  'canary cancel note',
  'canary complete note',
  'canary capture text',
  'canary charge text',
];

/** A client with the samples' token and short time-outs. */
export function clientFor(
  baseUrl: string,
  options: Partial<FrontPaymentClientOptions> = {},
): FrontPaymentClient {
  return createFrontPaymentClient({
    baseUrl,
    token: TOKEN,
    timeoutMs: 5_000,
    cancelMethod: 'GET',
    chargeValidityUnit: 'minutes',
    ...options,
  });
}

/** A valid order; its link expires in 2099. */
export const ORDER: SubmitRequest = {
  currency: 'NOK',
  customer: {
    type: 'private',
    name: 'Canarina Fuglesang',
    email: 'canarina.f@example.com',
    phone: { countryCode: '+47', number: '40123456' },
    language: 'en',
    address: { street: 'Kanarigata 1', zip: '0987', city: 'Fuglevik', country: 'NO' },
    personalNumber: '01019012345',
  },
  lines: [
    { name: 'Cabin', amountMinor: 300000, taxPercent: 12 },
    { name: 'Breakfast', amountMinor: 12505, taxPercent: 15, productId: 'B-1' },
  ],
  orderDate: '2026-11-01T10:00:00Z',
  linkExpiresAt: '2099-01-01T00:00:00+01:00',
  referenceNo: 'booking-1042',
  notify: { sms: false, email: true },
  chargeValidityMs: 90_001,
  customerNotes: 'canary customer note',
  callbackUrl: 'https://hooks.example.com/callbacks/canary-callback-token',
};

/** A valid session order. */
export const SESSION: CreateSessionRequest = {
  ...ORDER,
  via: 'visa',
  successUrl: 'https://shop.example.com/paid',
  failureUrl: 'https://shop.example.com/failed',
};

/** A valid request of each call, sent with the given client. */
export const SEND: Record<CallName, (client: FrontPaymentClient) => Promise<unknown>> = {
  submit: (client) => client.submit(ORDER),
  createSession: (client) => client.createSession(SESSION),
  details: (client) => client.details(UUID, 'NOK'),
  capture: (client) =>
    client.capture(UUID, {
      currency: 'NOK',
      lines: [
        { id: 298, amountMinor: 500 },
        { id: 299, amountMinor: 5000 },
      ],
      additionalText: 'canary capture text',
    }),
  charge: (client) =>
    client.charge(UUID, {
      currency: 'NOK',
      lines: [{ name: 'Minibar', amountMinor: 15000, taxPercent: 0 }],
      additionalText: 'canary charge text',
    }),
  cancel: (client) => client.cancel(UUID, { note: 'canary cancel note' }),
  complete: (client) => client.complete(UUID, { note: 'canary complete note' }),
  resend: (client) =>
    client.resend(UUID, {
      email: 'canarina.f@example.com',
      phone: { countryCode: '+47', number: '40123456' },
    }),
  refund: (client) =>
    client.refund(UUID, {
      currency: 'NOK',
      lines: [{ id: 510, amountMinor: 1500 }],
      source: 'captured',
      reference: 'CAP123234',
    }),
  history: (client) => client.history({ from: '2024-01-21T00:00:00Z', to: '2024-01-22T00:00:00Z' }),
};

/** The error a call ended with; fails the test when it ended well. */
export async function errorOf(outcome: Promise<unknown>): Promise<FrontPaymentError> {
  const end = await outcome.then(
    () => null,
    (error: unknown) => error,
  );
  if (end instanceof FrontPaymentError) return end;
  throw new Error(end === null ? 'the call succeeded' : `not a FrontPaymentError: ${String(end)}`);
}
