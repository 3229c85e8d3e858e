// What each call writes to the wire, held against the documented payloads.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type StubProvider, startStubProvider } from '../support/stub-provider';
import { clientFor, ORDER, SEND, SESSION, TOKEN, UUID } from './samples';

let stub: StubProvider;
beforeAll(async () => {
  stub = await startStubProvider();
});
afterAll(() => stub.close());
beforeEach(() => {
  stub.requests.length = 0;
  stub.answerWith({ status: 202, body: { status_code: 202, message: 'accepted', data: { uuid: 'X1' } } });
});

async function sent(call: keyof typeof SEND, options = {}) {
  await SEND[call](clientFor(stub.baseUrl, options)).catch(() => undefined);
  const [request] = stub.requests;
  if (!request) throw new Error('nothing was sent');
  return { ...request, body: request.bodyText === '' ? null : JSON.parse(request.bodyText) };
}

const ORDER_BODY = {
  customerDetails: {
    type: 'private',
    countryCode: '+47',
    msisdn: '40123456',
    email: 'canarina.f@example.com',
    name: 'Canarina Fuglesang',
    preferredLanguage: 'en',
    personalNumber: '01019012345',
    organizationId: null,
    address: { street: 'Kanarigata 1', zip: '0987', city: 'Fuglevik', country: 'NO' },
  },
  orderDate: '1793527200',
  dueDateForPaymentLink: '4070905200',
  referenceNo: 'booking-1042',
  customerReference: null,
  sendOrderBy: { sms: false, email: true },
  products: {
    0: { name: 'Cabin', productId: null, rate: 3000, tax: '12', amount: 3000 },
    1: { name: 'Breakfast', productId: 'B-1', rate: 125.05, tax: '15', amount: 125.05 },
  },
  orderSummary: { subTotal: 2787.31, totalTax: 337.74, grandTotal: 3125.05 },
  chargeValidity: '2',
  customerNotes: 'canary customer note',
  tnc: null,
  settings: { secureDetails: false, isChargePartiallyRefundable: false },
  callback: { callbackUrl: 'https://hooks.example.com/callbacks/canary-callback-token' },
};

describe('what is sent', () => {
  it('submits an order as documented', async () => {
    const { method, path, body } = await sent('submit');
    expect([method, path]).toEqual(['POST', '/api/v1/connect/reservations/submit']);
    expect(body).toEqual(ORDER_BODY);
  });

  it('creates a session as documented', async () => {
    const { method, path, body } = await sent('createSession');
    expect([method, path]).toEqual(['POST', '/api/v1/connect/reservations/create']);
    expect(body).toEqual({
      ...ORDER_BODY,
      submitPayment: { via: 'visa' },
      callback: {
        ...ORDER_BODY.callback,
        success: SESSION.successUrl,
        failure: SESSION.failureUrl,
      },
    });
  });

  it('asks for details with a GET and no body', async () => {
    const { method, path, bodyText, headers } = await sent('details');
    expect([method, path, bodyText]).toEqual(['GET', `/api/v1/connect/reservations/details/${UUID}`, '']);
    expect(headers['content-type']).toBeUndefined();
  });

  it('captures products keyed by index, as documented', async () => {
    const { method, path, body } = await sent('capture');
    expect([method, path]).toEqual(['POST', `/api/v1/connect/reservations/capture/${UUID}`]);
    expect(body).toEqual({
      products: { 0: { id: 298, amount: 5 }, 1: { id: 299, amount: 50 } },
      grandTotal: 55,
      additionalText: 'canary capture text',
    });
  });

  it('charges as documented', async () => {
    const { method, path, body } = await sent('charge');
    expect([method, path]).toEqual(['POST', `/api/v1/connect/reservations/charge/${UUID}`]);
    expect(body).toEqual({
      products: { 0: { name: 'Minibar', productId: null, rate: 150, tax: '0', amount: 150 } },
      grandTotal: 150,
      additionalText: 'canary charge text',
    });
  });

  it.each(['GET', 'POST'] as const)(
    'cancels with a %s that really carries the note',
    async (cancelMethod) => {
      const { method, path, body, headers } = await sent('cancel', { cancelMethod });
      expect([method, path]).toEqual([cancelMethod, `/api/v1/connect/reservations/cancel/${UUID}`]);
      expect(body).toEqual({ note: 'canary cancel note' });
      expect(headers['content-type']).toBe('application/json');
      expect(headers['content-length']).toBe(String(JSON.stringify(body).length));
    },
  );

  it('completes as documented', async () => {
    const { method, path, body } = await sent('complete');
    expect([method, path]).toEqual(['POST', `/api/v1/connect/reservations/complete/${UUID}`]);
    expect(body).toEqual({ note: 'canary complete note' });
  });

  it('resends as documented', async () => {
    const { method, path, body } = await sent('resend');
    expect([method, path]).toEqual(['POST', `/api/v1/connect/reservations/resend/${UUID}`]);
    expect(body).toEqual({ countryCode: '+47', msisdn: '40123456', email: 'canarina.f@example.com' });
  });

  it('refunds products as an array, as documented', async () => {
    const { method, path, body } = await sent('refund');
    expect([method, path]).toEqual(['POST', `/api/v1/connect/reservations/refund/${UUID}`]);
    expect(body).toEqual({
      type: 'reservation',
      grandTotal: 15,
      products: [{ id: 510, amount: 15 }],
      source: 'captured',
      reference: 'CAP123234',
    });
  });

  it('asks for history in Unix seconds', async () => {
    const { method, path, bodyText } = await sent('history');
    expect([method, path, bodyText]).toEqual([
      'GET',
      '/api/v1/connect/reservations/history/1705795200/1705881600',
      '',
    ]);
  });

  it('asks for the default day of history without a time frame', async () => {
    await clientFor(stub.baseUrl)
      .history()
      .catch(() => undefined);
    expect(stub.requests[0]?.path).toBe('/api/v1/connect/reservations/history');
  });

  it('widens a time frame with fractions of a second outwards', async () => {
    const client = clientFor(stub.baseUrl);
    await client
      .history({ from: '2024-01-21T00:00:00.900Z', to: '2024-01-21T00:00:01.100Z' })
      .catch(() => undefined);
    expect(stub.requests[0]?.path).toMatch(/1705795200\/1705795202$/);
  });

  it('sends the token and extra headers, which cannot replace the token', async () => {
    const { headers } = await sent('details', {
      headers: () => ({ 'x-clock': 'fast', authorization: 'Bearer other' }),
    });
    expect(headers.authorization).toBe(`Bearer ${TOKEN}`);
    expect(headers['x-clock']).toBe('fast');
  });

  it.each([
    ['minutes', 60_000, '1'],
    ['minutes', 60_001, '2'],
    ['minutes', 1, '1'],
    ['days', 1, '1'],
    ['days', 86_400_000, '1'],
    ['days', 86_400_001, '2'],
    ['minutes', null, null],
  ] as const)(
    'rounds a charge validity up to whole %s: %p ms is %p',
    async (unit, chargeValidityMs, expected) => {
      const client = clientFor(stub.baseUrl, { chargeValidityUnit: unit });
      await client.submit({ ...ORDER, chargeValidityMs }).catch(() => undefined);
      expect(JSON.parse(stub.requests[0]?.bodyText ?? '').chargeValidity).toBe(expected);
    },
  );

  it('opens a connection of its own for every command and shares one for reads', async () => {
    const client = clientFor(stub.baseUrl);
    for (const call of ['details', 'capture', 'details', 'capture'] as const) {
      await SEND[call](client).catch(() => undefined);
    }
    const [firstRead, firstCapture, secondRead, secondCapture] = stub.requests.map((each) => each.peerPort);
    expect(secondRead).toBe(firstRead);
    expect(new Set([firstRead, firstCapture, secondCapture]).size).toBe(3);
  });
});
