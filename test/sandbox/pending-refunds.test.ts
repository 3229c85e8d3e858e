// Refunds that the provider has accepted and not yet done: pending, then shown or rejected, as a fault says.
import { describe, expect, it } from '@jest/globals';
import { type Merchant, startMerchant } from './support/merchant';

const HOUR_MS = 3_600_000;

async function captured() {
  const merchant = await startMerchant();
  const { uuid, ids } = await merchant.reserved();
  const reference: string = (await merchant.capture(uuid, ids, [100, 50])).body.data.uuid;
  return { merchant, uuid, id: ids[0] ?? 0, reference };
}

function refund(merchant: Merchant, uuid: string, part: { reference: string; id: number; amount: number }) {
  const { reference, id, amount } = part;
  return merchant.send('POST', `refund/${uuid}`, {
    type: 'reservation',
    grandTotal: amount,
    products: { '0': { id, amount } },
    source: 'captured',
    reference,
  });
}

const shown = async (merchant: Merchant, uuid: string) => {
  const { paymentDetails, paymentHistory } = (await merchant.details(uuid)).body.data;
  return { total: paymentDetails.amountRefunded.fromCaptured, refunds: paymentHistory.refunded.length };
};

const titles = async (merchant: Merchant): Promise<string[]> =>
  (await merchant.send('GET', 'history')).body.data.map(({ title }: { title: string }) => title);

describe('a refund that stays pending', () => {
  it('is accepted at once, counts against its source, and is shown when its time has come', async () => {
    const { merchant, uuid, ...from } = await captured();
    merchant.sandbox.control.setFault({ call: 'refund', kind: 'pending', afterMs: HOUR_MS, end: 'shown' });
    expect((await refund(merchant, uuid, { ...from, amount: 80 })).status).toBe(202);
    expect(await shown(merchant, uuid)).toEqual({ total: 0, refunds: 0 });
    expect(merchant.sandbox.control.reservation(uuid)).toMatchObject({
      refundedMinor: 0,
      refunds: [{ standing: 'pending', amountMinor: 8_000 }],
    });
    expect((await refund(merchant, uuid, { ...from, amount: 21 })).body.message).toBe(
      'refundRejectionForProductAmountExceed',
    );
    merchant.sandbox.control.advance('PT1H1S', uuid);
    expect(await shown(merchant, uuid)).toEqual({ total: 80, refunds: 1 });
    expect(merchant.sandbox.control.reservation(uuid)).toMatchObject({
      refundedMinor: 8_000,
      refunds: [{ standing: 'done' }],
    });
    expect(merchant.sandbox.control.books(uuid).executions.map(({ kind }) => kind)).toEqual([
      'submit',
      'pay',
      'capture',
      'refund',
    ]);
  });

  it('and is rejected is never shown, leaves one row in history, and may be asked for again', async () => {
    const { merchant, uuid, ...from } = await captured();
    const { control } = merchant.sandbox;
    control.setFault({ call: 'refund', kind: 'pending', afterMs: HOUR_MS, end: 'rejected', times: 1 });
    await refund(merchant, uuid, { ...from, amount: 80 });
    expect(await titles(merchant)).not.toContain('refund-rejected');
    control.advance('PT1H1S');
    expect(await shown(merchant, uuid)).toEqual({ total: 0, refunds: 0 });
    await merchant.details(uuid);
    expect((await titles(merchant)).filter((title) => title === 'refund-rejected')).toHaveLength(1);
    const rejection = control.books(uuid).executions.at(-1);
    expect(rejection).toMatchObject({
      kind: 'refund-rejected',
      by: 'schedule',
      amountMinor: 8_000,
      reference: from.reference,
    });
    expect(control.reservation(uuid)).toMatchObject({ refundedMinor: 0, captures: [{ refundedMinor: 0 }] });
    await refund(merchant, uuid, { ...from, amount: 100 });
    expect(await shown(merchant, uuid)).toEqual({ total: 100, refunds: 1 });
  });

  it('can have its answer lost as well, and is not used up by a refund that is refused', async () => {
    const { merchant, uuid, ...from } = await captured();
    const { control } = merchant.sandbox;
    control.setFault({ call: 'refund', kind: 'pending', afterMs: HOUR_MS, end: 'shown', times: 1 });
    expect((await refund(merchant, uuid, { ...from, amount: 101 })).status).toBe(400);
    control.setFault({ call: 'refund', kind: '500', when: 'after', times: 1 });
    expect((await refund(merchant, uuid, { ...from, amount: 10 })).status).toBe(500);
    expect(control.reservation(uuid).refunds).toMatchObject([{ standing: 'pending' }]);
  });

  it('by hand in the dashboard is done at once all the same', async () => {
    const { merchant, uuid, reference } = await captured();
    merchant.sandbox.control.setFault({ call: 'refund', kind: 'pending', afterMs: HOUR_MS, end: 'shown' });
    merchant.sandbox.control.refundInDashboard(uuid, { reference, amountMinor: 500 });
    expect(await shown(merchant, uuid)).toEqual({ total: 5, refunds: 1 });
  });
});
