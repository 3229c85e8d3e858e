// Refunds: what is given back from which capture or charge, and every refusal of that by its key.
import { describe, expect, it } from '@jest/globals';
import { type Answered, type Merchant, startMerchant } from './support/merchant';

type Line = [id: number | undefined, amount: number];

function refund(
  { send }: Merchant,
  uuid: string,
  { source = 'captured', reference, lines }: { source?: string; reference: string; lines: Line[] },
): Promise<Answered> {
  const products = lines.map(([id, amount]) => ({ id, amount }));
  const grandTotal = lines.reduce((sum, [, amount]) => sum + amount, 0);
  return send('POST', `refund/${uuid}`, { type: 'reservation', grandTotal, products, source, reference });
}

/** A reservation of 100 + 50, of which 100 + 20 was captured. */
async function captured(settings: object = {}) {
  const merchant = await startMerchant();
  const { uuid, ids } = await merchant.reserved(settings);
  const { body } = await merchant.capture(uuid, ids, [100, 20]);
  return { merchant, uuid, ids, reference: body.data.uuid as string };
}

async function charged(isChargePartiallyRefundable: boolean) {
  const merchant = await startMerchant();
  const { uuid } = await merchant.reserved({ settings: { isChargePartiallyRefundable } });
  const { body } = await merchant.charge(uuid, 80);
  const id = merchant.sandbox.control.reservation(uuid).lines.at(-1)?.id;
  return { merchant, uuid, id, source: 'charged', reference: body.data.uuid as string };
}

describe('refund', () => {
  it('gives back a capture in parts until nothing is left', async () => {
    const { merchant, uuid, ids, reference } = await captured();
    expect((await refund(merchant, uuid, { reference, lines: [[ids[0], 60.5]] })).status).toBe(202);
    expect(
      (
        await refund(merchant, uuid, {
          reference,
          lines: [
            [ids[0], 39.5],
            [ids[1], 20],
          ],
        })
      ).status,
    ).toBe(202);
    const more = await refund(merchant, uuid, { reference, lines: [[ids[0], 0.01]] });
    expect(more.status).toBe(400);
    expect(more.body).toMatchObject({
      message: 'refundRejectionForRefundedCancelledInvoicedOrderParamRefunded',
      is_error: false,
      errors: null,
    });
    expect(merchant.sandbox.control.reservation(uuid)).toMatchObject({
      capturedMinor: 12_000,
      refundedMinor: 12_000,
    });
  });

  it('still gives back after completion', async () => {
    const { merchant, uuid, ids, reference } = await captured();
    merchant.sandbox.control.completeInDashboard(uuid);
    expect((await refund(merchant, uuid, { reference, lines: [[ids[0], 1]] })).status).toBe(202);
  });

  it('refuses a reference that is no capture, or a charge named as one', async () => {
    const { merchant, uuid, ids, reference } = await captured();
    for (const request of [{ reference: 'CAP0000000000' }, { reference, source: 'charged' }]) {
      const refused = await refund(merchant, uuid, { ...request, lines: [[ids[0], 1]] });
      expect(refused.status).toBe(404);
      expect(refused.body).toMatchObject({
        status_message: 'Not Found',
        message: 'refundRejectionForTransactionNotFound',
        is_error: false,
      });
    }
  });

  it('refuses a product id that the reservation does not have', async () => {
    const { merchant, uuid, reference } = await captured();
    const refused = await refund(merchant, uuid, { reference, lines: [[1, 1]] });
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({
      message: 'requestProductIdNotAvailable',
      is_data: false,
      data: null,
    });
  });

  it('refuses a product of the order that this capture did not take', async () => {
    const { merchant, uuid, ids } = await captured();
    const { body } = await merchant.capture(uuid, ids, [0, 30]);
    const refused = await refund(merchant, uuid, { reference: body.data.uuid, lines: [[ids[0], 1]] });
    expect(refused.body).toMatchObject({
      status_code: 400,
      message: 'orderProductsNotFound',
      is_error: false,
    });
  });

  it('refuses more than is left of the capture', async () => {
    const { merchant, uuid, ids, reference } = await captured();
    const refused = await refund(merchant, uuid, {
      reference,
      lines: [
        [ids[0], 100.01],
        [ids[1], 20],
      ],
    });
    expect(refused.body).toMatchObject({
      status_code: 400,
      message: 'refundRejectionForRefundRequestGreaterThanOrderAmount',
      is_error: false,
      errors: null,
    });
  });

  it('refuses more of one product than the capture took of it', async () => {
    const { merchant, uuid, ids, reference } = await captured();
    const refused = await refund(merchant, uuid, { reference, lines: [[ids[1], 20.01]] });
    expect(refused.body).toMatchObject({
      status_code: 400,
      message: 'refundRejectionForProductAmountExceed',
      is_error: true,
      errors: expect.any(Array),
    });
  });

  it('refuses a cancelled reservation', async () => {
    const merchant = await startMerchant();
    const { uuid, ids } = await merchant.reserved();
    merchant.sandbox.control.cancelInDashboard(uuid);
    const refused = await refund(merchant, uuid, { reference: 'CAP0000000000', lines: [[ids[0], 1]] });
    expect(refused.body.message).toBe('refundRejectionForRefundedCancelledInvoicedOrderParamCancelled');
  });

  it('gives a charge back only whole', async () => {
    const { merchant, uuid, id, ...from } = await charged(false);
    const refused = await refund(merchant, uuid, { ...from, lines: [[id, 79.99]] });
    expect(refused.status).toBe(417);
    expect(refused.body.errors).toEqual([
      'The charge is not partially refundable: the grand total must equal the charged amount.',
    ]);
    expect((await refund(merchant, uuid, { ...from, lines: [[id, 80]] })).status).toBe(202);
  });

  it('gives a charge back in parts when the order allows it', async () => {
    const { merchant, uuid, id, ...from } = await charged(true);
    expect((await refund(merchant, uuid, { ...from, lines: [[id, 30]] })).status).toBe(202);
    const { paymentDetails, paymentHistory } = (await merchant.details(uuid)).body.data;
    expect(paymentDetails.amountRefunded).toEqual({ fromCaptured: 0, fromCharge: 30 });
    expect(paymentHistory.charged[0]).toMatchObject({ isRefunded: true, refunded: 30 });
    expect(paymentHistory.refunded[0]).toMatchObject({
      reference: from.reference,
      amount: 30,
      isPartial: true,
    });
  });
});
