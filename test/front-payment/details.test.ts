// Details: every documented field in minor units and ISO instants, whatever form it came in.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReservationDetails } from '../../src/front-payment/answers/reservation-details';
import type { MinorUnit } from '../../src/money/currency';
import { type StubProvider, startStubProvider } from '../support/stub-provider';
import { clientFor, errorOf, UUID } from './samples';

let stub: StubProvider;
beforeAll(async () => {
  stub = await startStubProvider();
});
afterAll(() => stub.close());

/** A paid reservation with everything the page documents. */
const PAID = {
  reservationUuid: UUID,
  status: 'RESERVED',
  isPaid: true,
  productList: [
    {
      id: 298,
      name: 'Cabin',
      productId: 'P-1',
      quantity: 1,
      rate: 3000.5,
      discount: 0,
      tax: 12,
      amount: 3000.5,
      reserved: 3000.5,
      captured: 100,
    },
  ],
  grandTotal: 3000.5,
  reservationDate: '1705795200',
  paymentLinkDueDate: '21.01.2024 04:00',
  sendOrderBy: { sms: false, email: true },
  customerDetails: {
    countryCode: '+47',
    msisdn: '40123456',
    email: 'canarina.f@example.com',
    name: 'Canarina Fuglesang',
    address: { street: 'Kanarigata 1', zip: '0987', city: 'Fuglevik', country: 'NO' },
  },
  referenceNumber: 'booking-1042',
  chargeValidity: '55',
  customerReference: 'C-7',
  customerNotes: 'canary customer note',
  termsAndCondition: 'none',
  paymentDetails: {
    reservedAt: 1705795260,
    reservedAmount: 3000.5,
    capturedAmount: 100,
    chargedAmount: 150,
    amountRefunded: { fromCaptured: 20, fromCharge: 0 },
  },
  organizationDetails: {
    name: 'Fjellhytter AS',
    billingAddress: {
      countryCode: '+47',
      msisdn: '22222222',
      email: 'post@example.com',
      street: 'Storgata 1',
      zip: '0155',
      city: 'Oslo',
      country: 'NO',
    },
  },
  translationKey: 'reserved',
  paymentHistory: {
    reserved: [{ at: '2024-01-21T00:01:00Z', amount: 3000.5 }],
    captured: [
      {
        at: 1705795320000,
        amount: 100,
        reference: 'CAP123234',
        isRefunded: true,
        refunded: 20,
        additionalText: 'part one [op:1]',
      },
    ],
    charged: [
      {
        at: '1705795380',
        amount: 150,
        reference: 'CHA1',
        isRefunded: false,
        refunded: 0,
        additionalText: '',
      },
    ],
    refunded: [{ at: '21.01.2024 01:10', amount: 20, reference: 'REF1', isRefunded: true, isPartial: true }],
  },
};

const READ: ReservationDetails = {
  reservationUuid: UUID,
  status: 'RESERVED',
  isPaid: true,
  products: [
    {
      id: 298,
      name: 'Cabin',
      productId: 'P-1',
      quantity: 1,
      rateMinor: 300050,
      discountMinor: 0,
      taxPercent: 12,
      amountMinor: 300050,
      reservedMinor: 300050,
      capturedMinor: 10000,
    },
  ],
  grandTotalMinor: 300050,
  reservationDateAt: '2024-01-21T00:00:00.000Z',
  paymentLinkDueAt: '2024-01-21T03:00:00.000Z',
  notify: { sms: false, email: true },
  referenceNumber: 'booking-1042',
  chargeValidity: '55',
  customerReference: 'C-7',
  termsAndConditions: 'none',
  translationKey: 'reserved',
  reservedAt: '2024-01-21T00:01:00.000Z',
  reservedMinor: 300050,
  capturedMinor: 10000,
  chargedMinor: 15000,
  refundedFromCapturedMinor: 2000,
  refundedFromChargedMinor: 0,
  reserved: [{ at: '2024-01-21T00:01:00.000Z', amountMinor: 300050 }],
  captured: [
    {
      at: '2024-01-21T00:02:00.000Z',
      amountMinor: 10000,
      reference: 'CAP123234',
      isRefunded: true,
      refundedMinor: 2000,
      additionalText: 'part one [op:1]',
    },
  ],
  charged: [
    {
      at: '2024-01-21T00:03:00.000Z',
      amountMinor: 15000,
      reference: 'CHA1',
      isRefunded: false,
      refundedMinor: 0,
      additionalText: '',
    },
  ],
  refunded: [
    {
      at: '2024-01-21T00:10:00.000Z',
      amountMinor: 2000,
      reference: 'REF1',
      isRefunded: true,
      isPartial: true,
    },
  ],
  customer: {
    name: 'Canarina Fuglesang',
    email: 'canarina.f@example.com',
    phone: { countryCode: '+47', number: '40123456' },
    address: { street: 'Kanarigata 1', zip: '0987', city: 'Fuglevik', country: 'NO' },
    notes: 'canary customer note',
    organization: {
      name: 'Fjellhytter AS',
      email: 'post@example.com',
      phone: { countryCode: '+47', number: '22222222' },
      address: { street: 'Storgata 1', zip: '0155', city: 'Oslo', country: 'NO' },
    },
  },
};

function details(data: unknown, unit: MinorUnit | string = 'NOK'): Promise<ReservationDetails> {
  const body = { status_code: 200, message: 'reservationRetrievedSuccessfully', is_data: true, data };
  stub.answerWith({ status: 200, body });
  return clientFor(stub.baseUrl).details(UUID, unit);
}

/** Every number as a string with two decimals, every flag as a word. */
function asStrings(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(2);
  if (typeof value === 'boolean') return value ? '1' : 'false';
  if (Array.isArray(value)) return Object.fromEntries(value.map((each, index) => [index, asStrings(each)]));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asStrings(each)]));
  }
  return value;
}

describe('details', () => {
  it('reads everything the page documents', async () => {
    await expect(details(PAID)).resolves.toEqual(READ);
  });

  it('reads the same from strings, words and lists written as objects', async () => {
    await expect(details(asStrings(PAID))).resolves.toEqual(READ);
  });

  it.each([
    ['null', { paymentDetails: null, paymentHistory: null, isPaid: null }],
    ['empty lists', { paymentDetails: [], paymentHistory: [], isPaid: false }],
    ['absent', { paymentDetails: undefined, paymentHistory: undefined, isPaid: undefined }],
    [
      'full of nulls',
      {
        isPaid: 0,
        paymentDetails: { reservedAt: null, reservedAmount: null, capturedAmount: '', amountRefunded: null },
        paymentHistory: { reserved: null, captured: [], charged: null, refunded: null },
      },
    ],
  ])('reads a reservation that waits for payment with payment parts that are %s', async (_how, parts) => {
    const product = { id: '298', name: 'Cabin', amount: '3000.50', reserved: null };
    await expect(
      details({
        reservationUuid: UUID,
        status: 'SENT',
        productList: [product],
        grandTotal: 3000.5,
        ...parts,
      }),
    ).resolves.toMatchObject({
      status: 'SENT',
      isPaid: false,
      products: [{ id: 298, amountMinor: 300050, reservedMinor: 0, capturedMinor: 0, productId: null }],
      reservedAt: null,
      reservedMinor: 0,
      capturedMinor: 0,
      chargedMinor: 0,
      refundedFromCapturedMinor: 0,
      refundedFromChargedMinor: 0,
      reserved: [],
      captured: [],
      charged: [],
      refunded: [],
      customer: { name: null, address: { street: null }, organization: { name: null } },
    });
  });

  it('keeps an unknown status as given', async () => {
    await expect(details({ ...PAID, status: 'ON_ICE' })).resolves.toMatchObject({ status: 'ON_ICE' });
  });

  it('reads amounts in the currency it is asked for', async () => {
    const yen = { reservationUuid: UUID, status: 'SENT', grandTotal: '3000' };
    await expect(details(yen, 'JPY')).resolves.toMatchObject({ grandTotalMinor: 3000 });
    await expect(details(yen, 'KWD')).resolves.toMatchObject({ grandTotalMinor: 3000000 });
    const unit = { currency: 'KWD', exponent: 2 };
    await expect(details(yen, unit)).resolves.toMatchObject({ grandTotalMinor: 300000 });
  });

  it('takes the noise of binary fractions for what it is', async () => {
    await expect(details({ ...PAID, grandTotal: 0.1 + 0.2 })).resolves.toMatchObject({ grandTotalMinor: 30 });
  });

  it('takes a whole capture for refunded when only the flag says so', async () => {
    const captured = [{ at: 1705795320, amount: 100, reference: 'CAP1', isRefunded: true }];
    const read = await details({ ...PAID, paymentHistory: { captured } });
    expect(read.captured[0]).toMatchObject({ refundedMinor: 10000 });
  });

  it('leaves a rate finer than a minor unit out, and an unreadable date', async () => {
    const productList = [{ ...PAID.productList[0], rate: 0.333 }];
    const read = await details({ ...PAID, productList, reservationDate: 'tomorrow' });
    expect(read.products[0]).toMatchObject({ rateMinor: null, amountMinor: 300050 });
    expect(read.reservationDateAt).toBeNull();
  });
});

describe('details that cannot be read', () => {
  const money = PAID.paymentDetails;
  it.each<[string, object]>([
    ['data.grandTotal', { grandTotal: 'a lot' }],
    ['data.grandTotal', { grandTotal: null }],
    ['data.grandTotal', { grandTotal: -1 }],
    ['data.grandTotal', { grandTotal: 10.005 }],
    ['data.grandTotal', { grandTotal: 1e20 }],
    ['data.grandTotal', { grandTotal: '1,000.00' }],
    ['data.paymentDetails.capturedAmount', { paymentDetails: { ...money, capturedAmount: 'x' } }],
    ['data.paymentDetails.capturedAmount', { paymentDetails: { ...money, capturedAmount: {} } }],
    ['data.paymentDetails.reservedAmount', { paymentDetails: { ...money, reservedAmount: null } }],
    ['data.paymentDetails.reservedAmount', { paymentDetails: null }],
    ['data.paymentDetails.reservedAt', { paymentDetails: { ...money, reservedAt: 'soon' } }],
    ['data.paymentDetails', { paymentDetails: 'none' }],
    ['data.paymentHistory.captured.0.amount', { paymentHistory: { captured: [{ reference: 'CAP1' }] } }],
    ['data.productList.0.id', { productList: [{ amount: 1 }] }],
    ['data.productList.0.amount', { productList: [{ id: 1 }] }],
    ['data.isPaid', { isPaid: null }],
    ['data.isPaid', { isPaid: 'perhaps' }],
    ['data.status', { status: null }],
    ['data.reservationUuid', { reservationUuid: 7 }],
    ['data.reservationUuid', { reservationUuid: 'RES4161996022' }],
  ])('name %s', async (field, change) => {
    const error = await errorOf(details({ ...PAID, ...change }));
    expect(error).toMatchObject({
      name: 'UnreadableAnswerError',
      code: 'unreadable_answer',
      execution: 'unknown',
    });
    expect(error.fieldMessages.map((message) => message.split(':')[0])).toEqual([field]);
  });

  it('keep their values out of the error', async () => {
    const error = await errorOf(details({ ...PAID, grandTotal: 'canary-money', isPaid: 'canary-flag' }));
    expect(`${JSON.stringify(error)} ${error.stack}`).not.toMatch(/canary|Fuglesang/i);
  });
});
