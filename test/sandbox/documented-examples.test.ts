// Each documented request, word for word, and each documented success, envelope for envelope.
import { describe, expect, it } from '@jest/globals';
import {
  CREATE_EXAMPLE,
  CREATE_EXAMPLE_AT,
  DETAILS_SHAPE,
  HISTORY_ROW,
  SUBMIT_EXAMPLE,
  SUBMIT_EXAMPLE_AT,
  shapeOf,
} from './support/documented';
import { aCharge, anOrder, startMerchant, unixSeconds } from './support/merchant';

describe('the documented examples', () => {
  it('answers the example of submit with a checkout address on its own origin', async () => {
    const { send, sandbox } = await startMerchant({ startAt: SUBMIT_EXAMPLE_AT });
    const { status, body } = await send('POST', 'submit', SUBMIT_EXAMPLE);
    expect(status).toBe(201);
    expect(body).toEqual({
      status_code: 201,
      status_message: 'OK',
      message: 'Reservation Submitted Successfully',
      is_data: true,
      data: {
        customerUuid: expect.stringMatching(/^CSRT\d{10}$/),
        reservationUuid: expect.stringMatching(/^RES\d{10}$/),
        checkoutUrl: `${sandbox.origin}/reservations/details/${body.data.reservationUuid}`,
      },
    });
  });

  it('answers the example of create session with a payment address', async () => {
    const { send, sandbox } = await startMerchant({ startAt: CREATE_EXAMPLE_AT });
    const { status, body } = await send('POST', 'create', CREATE_EXAMPLE);
    expect(status).toBe(201);
    expect(body).toMatchObject({ message: 'Reservation Submitted Successfully', is_data: true });
    expect(Object.keys(body.data)).toEqual(['customerUuid', 'reservationUuid', 'paymentUrl']);
    expect(body.data.paymentUrl).toMatch(new RegExp(`^${sandbox.origin}/payments/[0-9a-f]{32}$`));
  });

  it('shows details in exactly the documented shape after every kind of payment', async () => {
    const { send, reserved, capture, charge, details } = await startMerchant();
    const { uuid, ids } = await reserved({
      products: { '0': { name: 'Cabin', productId: 'C1', rate: 150, tax: 0, amount: 150 } },
      orderSummary: { subTotal: 150, totalTax: 0, grandTotal: 150 },
    });
    const { body: captured } = await capture(uuid, ids, [100], 'first part');
    await charge(uuid, 20);
    await send('POST', `refund/${uuid}`, {
      type: 'reservation',
      grandTotal: 15,
      products: [{ id: ids[0], amount: 15 }],
      source: 'captured',
      reference: captured.data.uuid,
    });
    const { status, body } = await details(uuid);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status_message: 'OK',
      message: 'reservationRetrievedSuccessfully',
      is_data: true,
    });
    expect(shapeOf(body.data, DETAILS_SHAPE)).toEqual(DETAILS_SHAPE);
  });

  it('captures the example payload, two lines of 5 and 50', async () => {
    const { send, submit, sandbox } = await startMerchant();
    const uuid = await submit({
      products: {
        '0': { name: 'One', productId: null, rate: 5, tax: '0', amount: 5 },
        '1': { name: 'Two', productId: null, rate: 50, tax: '0', amount: 50 },
      },
      orderSummary: { subTotal: 55, totalTax: 0, grandTotal: 55 },
    });
    const [first, second] = sandbox.control.pay(uuid).lines;
    const { status, body } = await send('POST', `capture/${uuid}`, {
      products: { '0': { id: first?.id, amount: 5 }, '1': { id: second?.id, amount: 50 } },
      grandTotal: 55,
      additionalText: 'My additional Text for capture',
    });
    expect(status).toBe(202);
    expect(body).toEqual({
      status_code: 202,
      status_message: 'OK',
      message: 'reservationCapturedSuccessfully',
      is_data: true,
      data: { uuid: expect.stringMatching(/^CAP\d{10}$/) },
    });
  });

  it('charges the example payload and refunds it whole', async () => {
    const { send, reserved, sandbox } = await startMerchant();
    const { uuid } = await reserved();
    const charged = await send('POST', `charge/${uuid}`, {
      products: { '0': { name: 'Charge QA', productId: null, rate: 150, tax: '0', amount: 150 } },
      grandTotal: 150,
      additionalText: 'My additional Text for capture',
    });
    expect(charged.status).toBe(202);
    expect(charged.body).toEqual({
      status_code: 202,
      status_message: 'OK',
      message: 'reservationChargedSuccessfully',
      is_data: true,
      data: { uuid: expect.stringMatching(/^CHA\d{10}$/) },
    });
    const { lines } = sandbox.control.reservation(uuid);
    const refunded = await send('POST', `refund/${uuid}`, {
      type: 'reservation',
      grandTotal: 150,
      products: [{ id: lines.at(-1)?.id, amount: 150 }],
      source: 'charged',
      reference: charged.body.data.uuid,
    });
    expect(refunded.status).toBe(202);
    expect(refunded.body).toEqual({
      status_code: 202,
      status_message: 'OK',
      message: 'orderRefundedSuccessfully',
      is_data: true,
      data: null,
    });
  });

  it.each(['GET', 'POST'] as const)('cancels by %s with a note in a JSON body', async (method) => {
    const { send, submit } = await startMerchant();
    const { status, body } = await send(method, `cancel/${await submit()}`, {
      note: 'Your cancellation Note here',
    });
    expect(status).toBe(202);
    expect(body).toEqual({
      status_code: 202,
      status_message: 'OK',
      message: 'cancelledOrderSuccessfully',
      is_data: false,
      data: null,
    });
  });

  it('completes a paid reservation with a note', async () => {
    const { send, reserved, sandbox } = await startMerchant();
    const { uuid } = await reserved();
    sandbox.control.captureInDashboard(uuid);
    const { status, body } = await send('POST', `complete/${uuid}`, { note: 'Test Complete Note' });
    expect(status).toBe(202);
    expect(body).toEqual({
      status_code: 202,
      status_message: 'OK',
      message: 'reservationCompletedSuccessfully',
      is_data: false,
      data: null,
    });
  });

  it('resends by telephone and e-mail', async () => {
    const { send, submit } = await startMerchant();
    const { status, body } = await send('POST', `resend/${await submit()}`, {
      countryCode: '+47',
      msisdn: '46567468',
      email: 'example-email@email.com',
    });
    expect(status).toBe(202);
    expect(body).toEqual({
      status_code: 202,
      status_message: 'OK',
      message: 'resentOrderSuccessfully',
      is_data: true,
      data: null,
    });
  });

  it('shows history rows with exactly the fields of the example', async () => {
    const { send, submit } = await startMerchant();
    await submit();
    const { status, body } = await send('GET', `history/${unixSeconds(-60)}/${unixSeconds(60)}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ message: 'reservationRetrievedSuccessfully', is_data: true });
    expect(Object.keys(body.data[0])).toEqual(Object.keys(HISTORY_ROW));
    expect(body.data[0].datetime).toMatch(/^\d\d\.\d\d\.\d{4} \d\d:\d\d$/);
  });

  it('makes a second reservation when the same order is submitted again', async () => {
    const { submit } = await startMerchant();
    const order = anOrder();
    expect(await submit(order)).not.toBe(await submit(order));
  });

  it('takes an order with a charge of several lines and shows their product ids', async () => {
    const { send, reserved, details } = await startMerchant();
    const { uuid, ids } = await reserved();
    await send('POST', `charge/${uuid}`, aCharge(30));
    const { productList } = (await details(uuid)).body.data;
    expect(productList).toHaveLength(3);
    expect(ids).not.toContain(productList[2].id);
    expect(productList[2]).toMatchObject({ name: 'Cleaning', amount: 30, reserved: 0, captured: 0 });
  });
});
