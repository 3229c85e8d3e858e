// 417 `payloadValidationErrors`: the sentences, field by field, and that nothing is executed then.
import { describe, expect, it } from '@jest/globals';
import { type Answered, aCustomer, anOrder, startMerchant, unixSeconds } from './support/merchant';

function expectInvalid({ status, body }: Answered, errors: string[]): void {
  expect(status).toBe(417);
  expect(body).toEqual({
    status_code: 417,
    status_message: 'Client Error',
    message: 'payloadValidationErrors',
    is_error: true,
    errors,
  });
}

const line = (changes: object) => ({
  products: { '0': { name: 'Cabin', rate: 150, tax: 0, amount: 150, ...changes } },
  orderSummary: { subTotal: 150, totalTax: 0, grandTotal: 150 },
});
const { address } = aCustomer() as { address: object };

describe('submit', () => {
  it.each<[string, object, string]>([
    ['a line without a rate', line({ rate: undefined }), 'The products.0.rate field is required.'],
    ['an empty name', line({ name: '  ' }), 'The products.0.name field is required.'],
    ['a rate that is no number', line({ rate: 'much' }), 'The products.0.rate field must be a number.'],
    ['a tax rate the merchant has not', line({ tax: 13 }), 'The selected products.0.tax is invalid.'],
    ['no lines', { products: {} }, 'The products field is required.'],
    ['lines that are no list', { products: 'cabin' }, 'The products field must be an array.'],
    [
      'a type of customer that does not exist',
      { customerDetails: aCustomer({ type: 'robot' }) },
      'The selected customer details.type is invalid.',
    ],
    [
      'an e-mail that is none',
      { customerDetails: aCustomer({ email: 'kari' }) },
      'The customer details.email field must be a valid email address.',
    ],
    [
      'a telephone number sent as a number',
      { customerDetails: aCustomer({ msisdn: 46567468 }) },
      'The customer details.msisdn field must be a string.',
    ],
    [
      'a language that is not offered',
      { customerDetails: aCustomer({ preferredLanguage: 'fi' }) },
      'The selected customer details.preferred language is invalid.',
    ],
    [
      'a personal number of ten digits',
      { customerDetails: aCustomer({ personalNumber: '1963546452' }) },
      'The customer details.personal number field must be 11 digits.',
    ],
    [
      'a corporate customer without organisation',
      { customerDetails: aCustomer({ type: 'corporate' }) },
      'The customer details.organization id field is required when customer details.type is corporate.',
    ],
    [
      'an organisation id with letters',
      { customerDetails: aCustomer({ type: 'corporate', organizationId: 'NO 1' }) },
      'The customer details.organization id field must contain only numbers.',
    ],
    [
      'a personal number for a corporate customer',
      {
        customerDetails: aCustomer({
          type: 'corporate',
          organizationId: '999888777',
          personalNumber: '19635464524',
        }),
      },
      'The customer details.personal number field is prohibited unless customer details.type is in private.',
    ],
    [
      'a country that is none',
      { customerDetails: aCustomer({ address: { ...address, country: 'XX' } }) },
      'The selected customer details.address.country is invalid.',
    ],
    [
      'a due date in the past',
      { dueDateForPaymentLink: unixSeconds(-5) },
      'The due date for payment link field must be a date after or equal to now.',
    ],
    ['an order date as a number', { orderDate: 1756871295 }, 'The order date field must be a string.'],
    ['a missing choice of SMS', { sendOrderBy: { email: true } }, 'The send order by.sms field is required.'],
    [
      'a choice that is no truth value',
      { sendOrderBy: { sms: 'yes', email: true } },
      'The send order by.sms field must be true or false.',
    ],
    [
      'a charge validity with letters',
      { chargeValidity: '5m' },
      'The charge validity field must contain only numbers.',
    ],
    [
      'a callback URL that is none',
      { callback: { callbackUrl: 'here' } },
      'The callback.callback url field must be a valid URL.',
    ],
    [
      'a grand total that is not the sum of the lines',
      { orderSummary: { subTotal: 130, totalTax: 21, grandTotal: 151 } },
      'The order summary.grand total must equal the sum of the product amounts.',
    ],
    [
      'a sub total and tax that do not make the grand total',
      { orderSummary: { subTotal: 130, totalTax: 19, grandTotal: 150 } },
      'The order summary.grand total must equal the sub total plus the total tax.',
    ],
    [
      'a sub total that is not what the tax rates make it',
      { orderSummary: { subTotal: 120, totalTax: 30, grandTotal: 150 } },
      'The order summary.sub total must equal the product amounts without tax.',
    ],
  ])('names the field for %s', async (_case, changes, sentence) => {
    const { send, sandbox } = await startMerchant();
    expectInvalid(await send('POST', 'submit', anOrder(changes)), [sentence]);
    expect(sandbox.control.reservations()).toEqual([]);
  });

  it('lets a currency without minor units round its sub-total to whole units', async () => {
    const { send } = await startMerchant();
    const products = { '0': { name: 'Cabin', productId: null, rate: 3000, tax: '12', amount: 3000 } };
    const yen = { products, orderSummary: { subTotal: 2679, totalTax: 321, grandTotal: 3000 } };
    expect((await send('POST', 'submit', anOrder(yen))).status).toBe(201);
    const kroner = { ...yen, orderSummary: { subTotal: 2679.5, totalTax: 320.5, grandTotal: 3000 } };
    expectInvalid(await send('POST', 'submit', anOrder(kroner)), [
      'The order summary.sub total must equal the product amounts without tax.',
    ]);
  });

  it('names every field of an empty body, also when the body is no JSON at all', async () => {
    const { send } = await startMerchant();
    for (const body of [{}, 'not json']) {
      const { body: envelope } = await send('POST', 'submit', body);
      expect(envelope.errors).toEqual(
        expect.arrayContaining([
          'The customer details field is required.',
          'The customer details.email field is required.',
          'The customer details.address.street field is required.',
          'The due date for payment link field is required.',
          'The products field is required.',
          'The order summary.grand total field is required.',
        ]),
      );
    }
  });

  it('takes other tax rates when the merchant has them', async () => {
    const { send } = await startMerchant({ taxRates: [13] });
    const order = anOrder({
      products: { '0': { name: 'Cabin', rate: 113, tax: 13, amount: 113 } },
      orderSummary: { subTotal: 100, totalTax: 13, grandTotal: 113 },
    });
    expect((await send('POST', 'submit', order)).status).toBe(201);
  });
});

describe('create session', () => {
  it('needs a card brand', async () => {
    const { send } = await startMerchant();
    expectInvalid(await send('POST', 'create', anOrder()), [
      'The submit payment field is required.',
      'The submit payment.via field is required.',
    ]);
    expectInvalid(await send('POST', 'create', anOrder({ submitPayment: { via: 'cash' } })), [
      'The selected submit payment.via is invalid.',
    ]);
  });
});

describe('commands', () => {
  it('are checked before the reservation is looked for', async () => {
    const { send } = await startMerchant();
    expectInvalid(await send('GET', 'cancel/RES0000000000'), ['The note field is required.']);
    expectInvalid(await send('POST', 'complete/RES0000000000', { note: 7 }), [
      'The note field must be a string.',
    ]);
    expectInvalid(await send('POST', 'resend/RES0000000000', {}), [
      'The email field is required.',
      'The country code field is required.',
      'The msisdn field is required.',
    ]);
    expectInvalid(await send('POST', 'resend/RES0000000000', { msisdn: '46567468' }), [
      'The country code field is required.',
    ]);
    expectInvalid(await send('POST', 'refund/RES0000000000', { type: 'regular' }), [
      'The selected type is invalid.',
      'The grand total field is required.',
      'The products field is required.',
      'The source field is required.',
      'The reference field is required.',
    ]);
    expectInvalid(await send('POST', 'charge/RES0000000000', { products: [{}], grandTotal: 1 }), [
      'The products.0.name field is required.',
      'The products.0.rate field is required.',
      'The products.0.tax field is required.',
      'The products.0.amount field is required.',
    ]);
  });

  it.each([
    ['nothing', 0, 'The products.0.amount field must be at least 0.01.'],
    ['less than nothing', -5, 'The products.0.amount field must be at least 0.01.'],
    ['a fraction of an øre', 1.005, 'The products.0.amount field must have 0-2 decimal places.'],
  ])('refuse a capture of %s', async (_case, amount, sentence) => {
    const { reserved, send } = await startMerchant();
    const { uuid, ids } = await reserved();
    const products = { '0': { id: ids[0], amount } };
    expectInvalid(await send('POST', `capture/${uuid}`, { products, grandTotal: 1 }), [sentence]);
  });

  it('refuse totals that do not add up, and product ids the order has not', async () => {
    const { reserved, send, sandbox } = await startMerchant();
    const { uuid, ids } = await reserved();
    const wrongTotal = { products: { '0': { id: ids[0], amount: 10 } }, grandTotal: 11 };
    const wrongId = { products: { '0': { id: 1, amount: 10 } }, grandTotal: 10 };
    const sentence = 'The grand total must equal the sum of the product amounts.';
    expectInvalid(await send('POST', `capture/${uuid}`, wrongTotal), [sentence]);
    expectInvalid(await send('POST', `capture/${uuid}`, wrongId), ['The selected products.0.id is invalid.']);
    expect(sandbox.control.reservation(uuid).capturedMinor).toBe(0);
  });
});
