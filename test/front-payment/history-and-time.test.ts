// History rows are hints: kept as given, read as far as they can be. And the provider's many ways to write a time.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readInstant } from '../../src/front-payment/local-time';
import { type StubProvider, startStubProvider } from '../support/stub-provider';
import { clientFor } from './samples';

let stub: StubProvider;
beforeAll(async () => {
  stub = await startStubProvider();
});
afterAll(() => stub.close());

const ROW = {
  uuid: 'RES3410395156',
  title: 'refund-sent-from-captured',
  datetime: '21.01.2024 04:00',
  sentTo: '',
  actionBy: null,
  note: null,
  paymentMethod: null,
  isRefundable: false,
  amount: '100',
};

function history(data: unknown, currency?: string, historyZone?: string) {
  const body = { status_code: 200, message: 'reservationRetrievedSuccessfully', is_data: true, data };
  stub.answerWith({ status: 200, body });
  return clientFor(stub.baseUrl, { historyZone }).history({ currency });
}

describe('history', () => {
  it('reads the documented row and keeps what was given', async () => {
    await expect(history([ROW])).resolves.toEqual([
      { ...ROW, at: '2024-01-21T03:00:00.000Z', amountMinor: null },
    ]);
  });

  it('adds minor units when a currency is named', async () => {
    const rows = await history([ROW, { ...ROW, amount: null }, { ...ROW, amount: 'much' }], 'NOK');
    expect(rows.map((row) => [row.amount, row.amountMinor])).toEqual([
      ['100', 10000],
      [null, null],
      ['much', null],
    ]);
  });

  it('reads local times in the zone it was given', async () => {
    expect(await history([ROW], undefined, 'UTC')).toMatchObject([{ at: '2024-01-21T04:00:00.000Z' }]);
  });

  it('keeps rows it cannot read, so that no hint hides another', async () => {
    const odd = {
      uuid: 5,
      title: 'brand-new-title',
      datetime: 'yesterday',
      amount: 12.5,
      isRefundable: 'true',
    };
    expect(await history([odd, ROW])).toMatchObject([
      {
        uuid: '5',
        title: 'brand-new-title',
        datetime: 'yesterday',
        at: null,
        amount: '12.5',
        isRefundable: true,
      },
      { uuid: ROW.uuid },
    ]);
  });

  it.each([[null], [[]], [{}], [undefined]])('reads %j as no rows', async (data) => {
    expect(await history(data)).toEqual([]);
  });
});

describe('the provider times', () => {
  it.each([
    [1705795200, '2024-01-21T00:00:00.000Z'],
    ['1705795200', '2024-01-21T00:00:00.000Z'],
    [1705795200000, '2024-01-21T00:00:00.000Z'],
    ['1705795200000', '2024-01-21T00:00:00.000Z'],
    ['2024-01-21T00:00:00Z', '2024-01-21T00:00:00.000Z'],
    ['2024-01-21T00:00:00.000000Z', '2024-01-21T00:00:00.000Z'],
    ['2024-01-21T01:00:00+01:00', '2024-01-21T00:00:00.000Z'],
    ['2024-01-21 01:00:00', '2024-01-21T00:00:00.000Z'],
    ['21.01.2024 01:00', '2024-01-21T00:00:00.000Z'],
    [' 21.01.2024 01:00:30 ', '2024-01-21T00:00:30.000Z'],
    ['21.07.2024 02:00', '2024-07-21T00:00:00.000Z'],
    ['21.01.2024', '2024-01-20T23:00:00.000Z'],
    ['2024-01-21', '2024-01-20T23:00:00.000Z'],
  ])('reads %p as %s', (value, instant) => {
    expect(readInstant(value, 'Europe/Oslo')).toBe(instant);
  });

  it.each([
    [''],
    ['soon'],
    ['32.01.2024 01:00'],
    ['21/01/2024'],
    [0],
    [-5],
    [Number.NaN],
    [null],
    [{}],
    [1e300],
  ])('cannot read %p', (value) => {
    expect(readInstant(value, 'Europe/Oslo')).toBeNull();
  });

  it('reads the hour that comes twice in autumn as the earlier one', () => {
    expect(readInstant('27.10.2024 01:59', 'Europe/Oslo')).toBe('2024-10-26T23:59:00.000Z');
    expect(readInstant('27.10.2024 02:30', 'Europe/Oslo')).toBe('2024-10-27T00:30:00.000Z');
    expect(readInstant('2024-10-27 02:30:00', 'Europe/Oslo')).toBe('2024-10-27T00:30:00.000Z');
    expect(readInstant('27.10.2024 03:00', 'Europe/Oslo')).toBe('2024-10-27T02:00:00.000Z');
    expect(readInstant('2024-10-27T02:30:00+01:00', 'Europe/Oslo')).toBe('2024-10-27T01:30:00.000Z');
  });

  it('reads the hour that is missing in spring as if the clock had not gone forward', () => {
    expect(readInstant('31.03.2024 01:59', 'Europe/Oslo')).toBe('2024-03-31T00:59:00.000Z');
    expect(readInstant('31.03.2024 02:30', 'Europe/Oslo')).toBe('2024-03-31T01:30:00.000Z');
    expect(readInstant('31.03.2024 03:00', 'Europe/Oslo')).toBe('2024-03-31T01:00:00.000Z');
  });
});
