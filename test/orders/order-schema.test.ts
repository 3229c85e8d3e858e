/** Which orders are taken, and which fields are named when one is not. */
import { describe, expect, it } from '@jest/globals';
import { fieldFaults } from '../../src/orders/field-faults';
import { orderSchema } from '../../src/orders/order-schema';
import { sampleOrder } from './sample-order';

function pathsAtFault(order: unknown): string[] {
  const result = orderSchema.safeParse(order);
  return result.success ? [] : fieldFaults(result.error).map((fault) => fault.path);
}

function withCustomer(changes: Record<string, unknown>): unknown {
  return sampleOrder({ customer: { ...sampleOrder().customer, ...changes } });
}

function withLine(changes: Record<string, unknown>): unknown {
  return sampleOrder({ lines: [{ name: 'Cabin', amountMinor: 100, taxPercent: 12, ...changes }] });
}

const phone = sampleOrder().customer.phone;
const address = sampleOrder().customer.address;
const urls = { successUrl: 'https://shop.example/paid', failureUrl: 'https://shop.example/declined' };

describe('the order schema', () => {
  it('takes the contract’s example and gives it back unchanged', () => {
    expect(orderSchema.parse(sampleOrder())).toEqual(sampleOrder());
  });

  it('takes an order that leaves everything optional out', () => {
    const { orderId, currency, customer, lines } = sampleOrder();
    expect(pathsAtFault({ orderId, currency, customer, lines })).toEqual([]);
  });

  it.each([['a'], ['A.b_c:d-9'], ['9'.repeat(64)]])('takes the order id %s', (orderId) => {
    expect(pathsAtFault(sampleOrder({ orderId }))).toEqual([]);
  });

  it.each([[''], ['-a'], ['.a'], ['a b'], ['a/b'], ['å'], ['a\n'], ['a'.repeat(65)], [7]])(
    'refuses the order id %j',
    (orderId) => {
      expect(pathsAtFault(sampleOrder({ orderId }))).toEqual(['orderId']);
    },
  );

  it.each([
    ['a number as a string', '100'],
    ['zero', 0],
    ['a negative number', -1],
    ['a fraction of a minor unit', 0.5],
    ['more than a safe integer', 2 ** 53],
    ['null', null],
  ])('refuses %s as an amount, naming the line’s field', (_name, amountMinor) => {
    expect(pathsAtFault(withLine({ amountMinor }))).toContain('lines.0.amountMinor');
  });

  it('refuses lines that add up beyond a safe integer', () => {
    const line = { name: 'Cabin', amountMinor: Number.MAX_SAFE_INTEGER, taxPercent: 0 };
    expect(pathsAtFault(sampleOrder({ lines: [line, line] }))).toEqual(['lines']);
  });

  it.each([
    ['an unknown currency', sampleOrder({ currency: 'XQZ' }), 'currency'],
    ['a currency that is no more', sampleOrder({ currency: 'HRK' }), 'currency'],
    ['a currency whose minor unit is no decimal', sampleOrder({ currency: 'MRU' }), 'currency'],
    ['a currency in small letters', sampleOrder({ currency: 'nok' }), 'currency'],
    ['no lines', sampleOrder({ lines: [] }), 'lines'],
    ['a line without a name', withLine({ name: '  ' }), 'lines.0.name'],
    ['a tax above a hundred percent', withLine({ taxPercent: 101 }), 'lines.0.taxPercent'],
    ['a negative tax', withLine({ taxPercent: -1 }), 'lines.0.taxPercent'],
    ['a language that the provider does not speak', withCustomer({ language: 'fr' }), 'customer.language'],
    [
      'a country that is none',
      withCustomer({ address: { ...address, country: 'XX' } }),
      'customer.address.country',
    ],
    [
      'a country in three letters',
      withCustomer({ address: { ...address, country: 'NOR' } }),
      'customer.address.country',
    ],
    [
      'a country code without a plus',
      withCustomer({ phone: { ...phone, countryCode: '47' } }),
      'customer.phone.countryCode',
    ],
    [
      'a phone number with a space',
      withCustomer({ phone: { ...phone, number: '46 56' } }),
      'customer.phone.number',
    ],
    ['an e-mail address that is none', withCustomer({ email: 'kari' }), 'customer.email'],
    [
      'a personal number of ten digits',
      withCustomer({ personalNumber: '0101701234' }),
      'customer.personalNumber',
    ],
    [
      'an organization id of a private customer',
      withCustomer({ organizationId: '998877665' }),
      'customer.organizationId',
    ],
    [
      'a corporate customer without organization id',
      withCustomer({ type: 'corporate' }),
      'customer.organizationId',
    ],
    ['an unknown way to pay', sampleOrder({ payment: { via: 'cash' } }), 'payment.via'],
    ['URLs beside a link', sampleOrder({ payment: { via: 'link', ...urls } }), 'payment.successUrl'],
    [
      'a card without its failure URL',
      sampleOrder({ payment: { via: 'visa', successUrl: urls.successUrl } }),
      'payment.failureUrl',
    ],
    [
      'a URL that runs code',
      sampleOrder({ payment: { via: 'visa', ...urls, successUrl: 'javascript:alert(1)' } }),
      'payment.successUrl',
    ],
    ['a link expiry without a zone', sampleOrder({ linkExpiresAt: '2026-12-01T12:00:00' }), 'linkExpiresAt'],
    ['a day that does not exist', sampleOrder({ linkExpiresAt: '2026-02-30T12:00:00Z' }), 'linkExpiresAt'],
    ['a notify that is half', sampleOrder({ notify: { sms: true } }), 'notify.email'],
    ['an unknown field', sampleOrder({ colour: 'red' }), 'colour'],
    ['an unknown field inside', withCustomer({ nickname: 'K' }), 'customer.nickname'],
    ['an unknown field of a line', withLine({ sku: 'x' }), 'lines.0.sku'],
  ])('refuses %s by its path', (_name, order, path) => {
    expect(pathsAtFault(order)).toContain(path);
  });

  it('takes a corporate customer with an organization id, and no personal number beside it', () => {
    const corporate = { type: 'corporate', organizationId: '998877665' };
    expect(pathsAtFault(withCustomer(corporate))).toEqual([]);
    expect(pathsAtFault(withCustomer({ ...corporate, personalNumber: '01017012345' }))).toEqual([
      'customer.personalNumber',
    ]);
  });

  it('takes cards with their two URLs', () => {
    expect(pathsAtFault(sampleOrder({ payment: { via: 'mastercard', ...urls } }))).toEqual([]);
  });

  it('names every field at fault, not only the first', () => {
    const order = { ...sampleOrder({ currency: 'kroner', colour: 'red' }), orderId: undefined };
    expect(pathsAtFault(order).sort()).toEqual(['colour', 'currency', 'orderId']);
  });

  it.each([[null], [undefined], [[]], ['order'], [5]])('refuses %j in place of an order', (order) => {
    expect(pathsAtFault(order)).toEqual(['']);
  });

  it('never repeats what was sent in a message', () => {
    const secret = 'secret-and-personal';
    const result = orderSchema.safeParse(withCustomer({ email: secret, language: secret, type: secret }));
    expect(JSON.stringify(result.success ? [] : fieldFaults(result.error))).not.toContain(secret);
  });
});

describe('the policy of an order', () => {
  it.each([
    ['captureWindow', 'P1M'],
    ['captureWindow', 'P1Y'],
    ['captureWindow', 'PT0S'],
    ['captureWindow', '-P1D'],
    ['captureWindow', 'P-1D'],
    ['captureWindow', 'P'],
    ['captureWindow', 'P1DT'],
    ['captureWindow', '7 days'],
    ['captureWindow', 604800],
    ['captureWindow', 'P32D'],
    ['chargeValidity', 'P401D'],
    ['safetyMargin', 'soon'],
    ['capture', 'later'],
    ['captureAt', 'tomorrow'],
    ['captureAt', '2026-12-01'],
    ['remainder', 'keep'],
    ['complete', 'never'],
    ['unpaid', 'capture'],
    ['remindBefore', 'PT1H'],
  ])('refuses %s %j, naming that field and nothing else', (field, value) => {
    expect(pathsAtFault(sampleOrder({ policy: { [field]: value } }))).toEqual([`policy.${field}`]);
  });

  it('names the reminder at fault by its index', () => {
    expect(pathsAtFault(sampleOrder({ policy: { remindBefore: ['PT1H', 'x'] } }))).toEqual([
      'policy.remindBefore.1',
    ]);
  });

  it('takes a margin of half the window, and refuses one a second longer', () => {
    expect(pathsAtFault(sampleOrder({ policy: { captureWindow: 'P2D', safetyMargin: 'P1D' } }))).toEqual([]);
    expect(pathsAtFault(sampleOrder({ policy: { captureWindow: 'P2D', safetyMargin: 'P1DT1S' } }))).toEqual([
      'policy.safetyMargin',
    ]);
  });

  it('takes windows of seconds and of weeks', () => {
    expect(pathsAtFault(sampleOrder({ policy: { captureWindow: 'PT20S', safetyMargin: 'PT0.5S' } }))).toEqual(
      [],
    );
    expect(pathsAtFault(sampleOrder({ policy: { captureWindow: 'P1W2D' } }))).toEqual([]);
  });

  const card = '4111 1111 1111 1111';

  it.each([
    ['customer.name', withCustomer({ name: `Kari ${card}` })],
    ['customer.address.street', withCustomer({ address: { ...address, street: card } })],
    ['customer.address.zip', withCustomer({ address: { ...address, zip: '4111111111111111' } })],
    ['customer.address.city', withCustomer({ address: { ...address, city: `Oslo ${card}` } })],
    ['lines.0.name', withLine({ name: `Deposit, card ${card}` })],
  ])('refuses the number of a card in %s, and does not repeat it', (path, order) => {
    const { error } = orderSchema.safeParse(order);
    const faults = error ? fieldFaults(error) : [];
    expect(faults).toEqual([{ path, message: 'must not hold the number of a payment card' }]);
  });

  it('takes long numbers where numbers belong', () => {
    const numbers = { type: 'corporate', organizationId: '4111111111111111' };
    const order = withCustomer({ ...numbers, phone: { countryCode: '+47', number: '411111111111111' } });
    expect(pathsAtFault({ ...(order as object), orderId: '4111111111111111' })).toEqual([]);
  });

  it('repeats no field’s name that is more than a name', () => {
    const customer = { ...sampleOrder().customer, 'kari@example.com': 1, nickname: 'K' };
    expect(pathsAtFault({ ...sampleOrder(), customer, 'Kari Nordmann': 1 })).toEqual([
      'customer.(a field)',
      'customer.nickname',
      '(a field)',
    ]);
  });
});
