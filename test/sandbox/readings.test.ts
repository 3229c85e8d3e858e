// Details and history: what is in them as an order goes through its life, and what the magic customers do.
import { describe, expect, it } from '@jest/globals';
import { aCustomer, anOrder, startMerchant, unixSeconds, until } from './support/merchant';

type Row = Record<string, string | null>;

describe('details', () => {
  it('follow an order from its link to its completion', async () => {
    const { submit, details, capture, send, sandbox } = await startMerchant();
    const uuid = await submit();
    const read = async () => (await details(uuid)).body.data;
    expect(await read()).toMatchObject({
      status: 'SENT',
      isPaid: false,
      grandTotal: 150,
      referenceNumber: 'booking-1',
      paymentDetails: { reservedAt: null, reservedAmount: 0 },
      paymentHistory: { reserved: [] },
    });
    const ids = sandbox.control.pay(uuid).lines.map((line) => line.id);
    expect(await read()).toMatchObject({
      status: 'RESERVED',
      isPaid: false,
      productList: [
        { id: ids[0], productId: 'C1', rate: 100, tax: 25, amount: 100, reserved: 100, captured: 0 },
        { id: ids[1], productId: null, amount: 50, reserved: 50, captured: 0 },
      ],
      paymentDetails: { reservedAmount: 150, capturedAmount: 0 },
    });
    await capture(uuid, ids, [33.33, 0], 'part');
    expect(await read()).toMatchObject({
      status: 'RESERVED',
      isPaid: true,
      productList: [{ captured: 33.33 }, { captured: 0 }],
      paymentDetails: { capturedAmount: 33.33 },
      paymentHistory: {
        captured: [{ amount: 33.33, isRefunded: false, refunded: 0, additionalText: 'part' }],
      },
    });
    await send('POST', `complete/${uuid}`, { note: 'done' });
    expect(await read()).toMatchObject({ status: 'COMPLETED', isPaid: true });
  });

  it.each([
    ['none', 150, expect.any(Number)],
    ['amounts', '150.00', expect.any(Number)],
    ['all', '150.00', expect.stringMatching(/^\d+$/)],
  ] as const)('send numbers as strings: %s', async (numbersAsStrings, grandTotal, id) => {
    const { reserved, details } = await startMerchant({ numbersAsStrings });
    const { data } = (await details((await reserved()).uuid)).body;
    expect(data.grandTotal).toBe(grandTotal);
    expect(data.productList[0].id).toEqual(id);
    expect(data.paymentDetails.reservedAt).toEqual(id);
  });
});

describe('history', () => {
  it('has a row for everything, in Oslo time, captures and charges under their own uuid', async () => {
    const { reserved, capture, charge, send, sandbox } = await startMerchant({
      startAt: '2027-01-05T23:30:00Z',
    });
    const dueDateForPaymentLink = String(Date.parse('2027-02-01T00:00:00Z') / 1000);
    const { uuid, ids } = await reserved({ dueDateForPaymentLink });
    const cap = (await capture(uuid, ids, [100, 20.5], 'part [op:1]')).body.data.uuid;
    const cha = (await charge(uuid, 30)).body.data.uuid;
    sandbox.control.refundInDashboard(uuid, { reference: cap });
    sandbox.control.refundInDashboard(uuid, { reference: cha });
    await send('POST', `complete/${uuid}`, { note: 'done [op:2]' });
    const rows: Row[] = (await send('GET', 'history')).body.data;
    expect(rows.map((row) => [row['title'], row['uuid'], row['amount'], row['note']])).toEqual([
      ['payment-link-sent-to-customer', uuid, '150', 'booking-1'],
      ['amount-reserved', uuid, '150', null],
      ['amount-captured-from-reservation', cap, '120.5', 'part [op:1]'],
      ['amount-charged-from-card', cha, '30', 'extra cleaning'],
      ['refund-sent-from-captured', uuid, '120.5', null],
      ['refund-sent-from-charged', uuid, '30', null],
      ['reservation-completed', uuid, null, 'done [op:2]'],
    ]);
    expect(rows[0]).toMatchObject({ datetime: '06.01.2027 00:30', sentTo: 'kari@example.com' });
    expect(rows[2]).toMatchObject({ paymentMethod: 'visa', isRefundable: true });
    expect(rows[4]).toMatchObject({ actionBy: 'Sandbox Operator', paymentMethod: null, isRefundable: false });
  });

  it('carries the reservation’s uuid in every row when told so', async () => {
    const { reserved, capture, charge, send } = await startMerchant({ historyTakingUuid: 'reservation' });
    const { uuid, ids } = await reserved();
    await capture(uuid, ids, [100, 0]);
    await charge(uuid, 30);
    const rows: Row[] = (await send('GET', 'history')).body.data;
    expect(rows).toHaveLength(4);
    expect(new Set(rows.map((row) => row['uuid']))).toEqual(new Set([uuid]));
  });

  it('keeps to its time frame, and to the last 24 hours without one', async () => {
    const { submit, send, sandbox } = await startMerchant();
    await submit();
    const count = async (path: string) => (await send('GET', path)).body.data.length;
    expect(await count('history')).toBe(1);
    expect(await count(`history/${unixSeconds(-10)}`)).toBe(1);
    expect(await count(`history/${unixSeconds(-10)}/${unixSeconds(10)}`)).toBe(1);
    expect(await count(`history/${unixSeconds(-20)}/${unixSeconds(-10)}`)).toBe(0);
    sandbox.control.advance('P2D');
    expect(await count('history')).toBe(0);
  });

  it('writes other zones when told to and lags behind under a fault', async () => {
    const { submit, send, sandbox } = await startMerchant({ zone: 'UTC', startAt: '2027-01-05T23:30:00Z' });
    const dueDateForPaymentLink = String(Date.parse('2027-02-01T00:00:00Z') / 1000);
    await submit({ dueDateForPaymentLink });
    expect((await send('GET', 'history')).body.data[0].datetime).toBe('05.01.2027 23:30');
    sandbox.control.setFault({ historyLagMs: 60_000 });
    expect((await send('GET', 'history')).body.data).toEqual([]);
    sandbox.control.advance('PT2M');
    expect((await send('GET', 'history')).body.data).toHaveLength(1);
  });

  it('refuses a time frame that is none', async () => {
    const { send } = await startMerchant();
    const { status, body } = await send('GET', 'history/yesterday/today');
    expect(status).toBe(417);
    expect(body.errors).toEqual([
      'The start field must be a Unix timestamp.',
      'The end field must be a Unix timestamp.',
    ]);
  });
});

describe('a magic customer', () => {
  const magic = (email: string) => ({ customerDetails: aCustomer({ email }) });

  it('pays by himself, once, after the time he says', async () => {
    const { submit, sandbox } = await startMerchant();
    const uuid = await submit(magic('autopay+50@example.com'));
    expect(sandbox.control.reservation(uuid).status).toBe('SENT');
    await until(() => sandbox.control.reservation(uuid).status === 'RESERVED');
    expect(sandbox.control.books(uuid).executions.map(({ kind }) => kind)).toEqual(['submit', 'pay']);
  });

  it('has paid at his time when the clock leaps over it', async () => {
    const { submit, sandbox } = await startMerchant({ autopayMs: 600_000 });
    const uuid = await submit();
    sandbox.control.advance('P2D', uuid);
    const { status, createdAt, reservedAt } = sandbox.control.reservation(uuid);
    expect(status).toBe('RESERVED');
    expect(Date.parse(reservedAt ?? '') - Date.parse(createdAt)).toBe(600_000);
  });

  it('finds the gateway down, and nothing is made', async () => {
    const { send, sandbox } = await startMerchant();
    const submitted = await send('POST', 'submit', anOrder(magic('gatewaydown@example.com')));
    expect(submitted.status).toBe(510);
    expect(submitted.body).toMatchObject({
      status_message: 'Internal Dependency Error',
      message: 'Payment Gateway Error(Submit Payment): Failed to Create Payment Link',
      is_error: true,
    });
    const session = anOrder({ ...magic('gatewaydown@example.com'), submitPayment: { via: 'visa' } });
    expect((await send('POST', 'create', session)).body.message).toBe(
      'Payment Gateway Error: Failed to Create Checkout Session',
    );
    expect(sandbox.control.reservations()).toEqual([]);
  });
});
