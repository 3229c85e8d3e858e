// What is refused before anything is sent: named by field path, never by value.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidRequestError } from '../../src/front-payment/errors/invalid-request-error';
import type { CaptureRequest } from '../../src/front-payment/requests/capture-request';
import type { ChargeRequest } from '../../src/front-payment/requests/charge-request';
import type { Customer } from '../../src/front-payment/requests/customer';
import type { SubmitRequest } from '../../src/front-payment/requests/order-request';
import type { RefundRequest } from '../../src/front-payment/requests/refund-request';
import { type StubProvider, startStubProvider } from '../support/stub-provider';
import { clientFor, errorOf, ORDER, SEND, SESSION, UUID } from './samples';

let stub: StubProvider;
beforeAll(async () => {
  stub = await startStubProvider();
});
afterAll(async () => {
  await stub.close();
  expect(stub.requests).toEqual([]);
});

async function faults(outcome: Promise<unknown>): Promise<string[]> {
  const error = await errorOf(outcome);
  expect([error.code, error.execution, error.httpStatus]).toEqual(['invalid_request', 'refused', null]);
  return (error as InvalidRequestError).fields.map(({ path, message }) => `${path}: ${message}`);
}

const LINE = { name: 'Cabin', amountMinor: 100, taxPercent: 25 };
const customer = (change: Record<string, unknown>) => ({
  customer: { ...ORDER.customer, personalNumber: null, ...change } as Customer,
});

const BAD_ORDERS: [string, Partial<SubmitRequest>, string][] = [
  [
    'a personal number of ten digits',
    customer({ personalNumber: '0101901234' }),
    'customer.personalNumber: must be exactly 11 digits',
  ],
  [
    'a personal number with a space',
    customer({ personalNumber: '010190 1234' }),
    'customer.personalNumber: must be exactly 11 digits',
  ],
  [
    'a personal number of a corporate customer',
    customer({ type: 'corporate', organizationId: '987654321', personalNumber: '01019012345' }),
    'customer.personalNumber: is for private customers only',
  ],
  [
    'a corporate customer without organization id',
    customer({ type: 'corporate' }),
    'customer.organizationId: is required for a corporate customer',
  ],
  [
    'an organization id with letters',
    customer({ type: 'corporate', organizationId: 'NO987' }),
    'customer.organizationId: must be digits only',
  ],
  [
    'an organization id of a private customer',
    customer({ organizationId: '987654321' }),
    'customer.organizationId: is for corporate customers only',
  ],
  ['an unknown customer type', customer({ type: 'vip' }), 'customer.type: must be private or corporate'],
  [
    'a language that the payment page does not have',
    customer({ language: 'fr' }),
    'customer.language: must be one of en, no, sv, da, de',
  ],
  [
    'a country that does not exist',
    customer({ address: { ...ORDER.customer.address, country: 'QQ' } }),
    'customer.address.country: must be an ISO 3166 alpha-2 country code such as NO',
  ],
  [
    'a country in small letters',
    customer({ address: { ...ORDER.customer.address, country: 'no' } }),
    'customer.address.country: must be an ISO 3166 alpha-2 country code such as NO',
  ],
  [
    'an alpha-3 country',
    customer({ address: { ...ORDER.customer.address, country: 'NOR' } }),
    'customer.address.country: must be an ISO 3166 alpha-2 country code such as NO',
  ],
  [
    'an e-mail address without a domain',
    customer({ email: 'canarina@' }),
    'customer.email: must be an e-mail address',
  ],
  [
    'a telephone number with spaces',
    customer({ phone: { countryCode: '+47', number: '401 23 456' } }),
    'customer.phone.number: must be 4 to 15 digits, without the country code',
  ],
  [
    'a country code without plus',
    customer({ phone: { countryCode: '47', number: '40123456' } }),
    'customer.phone.countryCode: must be a plus sign and one to four digits',
  ],
  [
    'a link that has expired',
    { linkExpiresAt: '2020-01-01T00:00:00Z' },
    'linkExpiresAt: must not be in the past',
  ],
  [
    'an instant without a zone',
    { orderDate: '2026-11-01T10:00:00' },
    'orderDate: must be an ISO 8601 instant with a zone',
  ],
  ['no lines', { lines: [] }, 'lines: must have at least one line'],
  ['a zero amount', { lines: [{ ...LINE, amountMinor: 0 }] }, 'lines.0.amountMinor: must be more than zero'],
  [
    'a negative amount',
    { lines: [{ ...LINE, amountMinor: -1 }] },
    'lines.0.amountMinor: must be more than zero',
  ],
  [
    'a fraction of a minor unit',
    { lines: [{ ...LINE, amountMinor: 0.5 }] },
    'lines.0.amountMinor: must be a whole number of minor units',
  ],
  [
    'an amount beyond the safe integers',
    { lines: [{ ...LINE, amountMinor: 2 ** 53 }] },
    'lines.0.amountMinor: must be a whole number of minor units',
  ],
  [
    'lines whose sum is beyond the safe integers',
    { lines: [LINE, { ...LINE, amountMinor: Number.MAX_SAFE_INTEGER }] },
    'lines: must add up to a safe integer',
  ],
  ['a total that is not the sum', { totalMinor: 1 }, 'totalMinor: must be the sum of the lines'],
  [
    'a negative tax rate',
    { lines: [{ ...LINE, taxPercent: -1 }] },
    'lines.0.taxPercent: must not be negative',
  ],
  [
    'a tax rate above 100',
    { lines: [{ ...LINE, taxPercent: 101 }] },
    'lines.0.taxPercent: must not be above 100',
  ],
  ['a line without a name', { lines: [{ ...LINE, name: ' ' }] }, 'lines.0.name: must not be blank'],
  ['an unknown currency', { currency: 'QQQ' }, 'currency: must be an ISO 4217 currency code such as NOK'],
  ['a charge validity of nothing', { chargeValidityMs: 0 }, 'chargeValidityMs: must be more than zero'],
  [
    'a callback that is no web address',
    { callbackUrl: 'ftp://hooks.example.com' },
    'callbackUrl: must be an http or https URL',
  ],
];

describe('requests that are not sent', () => {
  it.each(BAD_ORDERS)('refuses %s', async (_what, change, fault) => {
    expect(await faults(clientFor(stub.baseUrl).submit({ ...ORDER, ...change }))).toEqual([fault]);
  });

  it('names every field at fault, and a field it does not know', async () => {
    const order = { ...ORDER, currency: 'nok', lines: [], colour: 'red' } as unknown as SubmitRequest;
    const named = await faults(clientFor(stub.baseUrl).submit(order));
    expect(named).toHaveLength(3);
    expect(named.join()).toContain('colour');
  });

  it('refuses what is no object at all', async () => {
    expect(await faults(clientFor(stub.baseUrl).submit(null as unknown as SubmitRequest))).toHaveLength(1);
  });

  it('refuses a session with another card or without its addresses', async () => {
    const session = { ...SESSION, via: 'amex', successUrl: 'nowhere', failureUrl: undefined };
    expect(await faults(clientFor(stub.baseUrl).createSession(session as unknown as typeof SESSION))).toEqual(
      [
        'via: must be visa or mastercard',
        'successUrl: must be an http or https URL',
        'failureUrl: must be an http or https URL',
      ],
    );
  });

  it("refuses a tax rate that is not one of the merchant's", async () => {
    const client = clientFor(stub.baseUrl, { taxPercents: [0, 12, 15, 25] });
    const lines = [{ ...LINE, taxPercent: 6 }];
    const named = ["lines.0.taxPercent: must be one of the merchant's tax rates"];
    expect(await faults(client.submit({ ...ORDER, lines }))).toEqual(named);
    expect(await faults(client.charge(UUID, { currency: 'NOK', lines }))).toEqual(named);
  });

  it.each<[string, Partial<CaptureRequest>, string]>([
    ['no lines', { lines: [] }, 'lines: must have at least one line'],
    ['a zero amount', { lines: [{ id: 1, amountMinor: 0 }] }, 'lines.0.amountMinor: must be more than zero'],
    [
      'a product named twice',
      {
        lines: [
          { id: 1, amountMinor: 1 },
          { id: 1, amountMinor: 1 },
        ],
      },
      'lines: must name each product once',
    ],
    [
      'a product without an integer id',
      { lines: [{ id: 1.5, amountMinor: 1 }] },
      'lines.0.id: must be a product id from details',
    ],
    ['a total that is not the sum', { totalMinor: 99 }, 'totalMinor: must be the sum of the lines'],
  ])('refuses a capture and a refund with %s', async (_what, change, fault) => {
    const client = clientFor(stub.baseUrl);
    const request: CaptureRequest = { currency: 'NOK', lines: [{ id: 1, amountMinor: 100 }], ...change };
    expect(await faults(client.capture(UUID, request))).toEqual([fault]);
    const refund: RefundRequest = { ...request, source: 'charged', reference: 'CHA1' } as RefundRequest;
    expect(await faults(client.refund(UUID, refund))).toEqual([fault]);
  });

  it('refuses a charge whose total is not the sum', async () => {
    const charge: ChargeRequest = { currency: 'NOK', lines: [LINE], totalMinor: 99 };
    expect(await faults(clientFor(stub.baseUrl).charge(UUID, charge))).toEqual([
      'totalMinor: must be the sum of the lines',
    ]);
  });

  it('refuses a refund without a source or a reference', async () => {
    const refund = { currency: 'NOK', lines: [{ id: 1, amountMinor: 1 }], source: 'hold', reference: '' };
    expect(await faults(clientFor(stub.baseUrl).refund(UUID, refund as unknown as RefundRequest))).toEqual([
      'source: must be captured or charged',
      'reference: must not be blank',
    ]);
  });

  it('refuses to cancel or complete without a note, and to resend to nobody', async () => {
    const client = clientFor(stub.baseUrl);
    expect(await faults(client.cancel(UUID, { note: '' }))).toEqual(['note: must not be blank']);
    expect(await faults(client.complete(UUID, { note: ' ' }))).toEqual(['note: must not be blank']);
    expect(await faults(client.resend(UUID, {}))).toEqual([': must have email or phone']);
  });

  it('refuses half a time frame and one that ends before it begins', async () => {
    const client = clientFor(stub.baseUrl);
    expect(await faults(client.history({ from: '2024-01-01T00:00:00Z' }))).toEqual([
      'from: must be given together with to',
    ]);
    expect(
      await faults(client.history({ from: '2024-01-02T00:00:00Z', to: '2024-01-01T00:00:00Z' })),
    ).toEqual(['to: must not be before from']);
  });

  it.each([['../submit'], [''], ['RES 1'], ['RES/1'], ['R'.repeat(65)]])(
    'refuses %p as the name of a reservation',
    async (uuid) => {
      const client = clientFor(stub.baseUrl);
      const named = [': must be a reservation uuid: letters, digits, _ and -'];
      expect(await faults(client.details(uuid, 'NOK'))).toEqual(named);
      expect(await faults(client.cancel(uuid, { note: 'x' }))).toEqual(named);
    },
  );

  it('refuses to read details in an unknown currency', async () => {
    expect(await faults(clientFor(stub.baseUrl).details(UUID, 'kroner'))).toHaveLength(1);
  });

  it('keeps the values out of the error', async () => {
    const order = { ...ORDER, ...customer({ email: 'leak-me', name: 'leak-me', language: 'leak-me' }) };
    const error = await errorOf(clientFor(stub.baseUrl).submit(order));
    expect(error).toBeInstanceOf(InvalidRequestError);
    expect(`${JSON.stringify(error)} ${error.stack}`).not.toContain('leak-me');
    expect(error.message).toContain('customer.email');
  });

  it('lets every sample pass, so that the refusals above are about the change', async () => {
    const other = await startStubProvider();
    other.answerWith({ status: 401 });
    for (const send of Object.values(SEND)) {
      expect((await errorOf(send(clientFor(other.baseUrl)))).code).toBe('unauthorized');
    }
    await other.close();
  });
});
