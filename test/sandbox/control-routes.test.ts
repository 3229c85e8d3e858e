// Control over HTTP, as a script in any language uses it; and that it is never mistaken for the API.
import { describe, expect, it } from '@jest/globals';
import axios from 'axios';
import { type Merchant, startMerchant } from './support/merchant';

async function ask({ sandbox }: Merchant, method: 'GET' | 'POST' | 'DELETE', path: string, data?: unknown) {
  return axios.request({
    method,
    url: `${sandbox.origin}/sandbox/${path}`,
    data,
    validateStatus: () => true,
  });
}

describe('the control routes', () => {
  it('pay, capture, refund and complete as a person would, without an API call', async () => {
    const merchant = await startMerchant();
    const uuid = await merchant.submit({ referenceNo: 'booking-9' });
    const at = `reservations/${uuid}`;
    expect((await ask(merchant, 'POST', `${at}/decline`)).data).toMatchObject({ status: 'SENT' });
    expect((await ask(merchant, 'POST', `${at}/pay`)).data).toMatchObject({
      status: 'RESERVED',
      runwayMinor: 15_000,
    });
    const { data: part } = await ask(merchant, 'POST', `${at}/capture`, { amountMinor: 11_000 });
    expect(part).toMatchObject({ capturedMinor: 11_000, runwayMinor: 4_000 });
    const reference = part.captures[0].reference;
    await ask(merchant, 'POST', `${at}/refund`, { reference, amountMinor: 10_500 });
    await ask(merchant, 'POST', `${at}/refund`, { reference });
    await ask(merchant, 'POST', `${at}/capture`);
    const { data: completed } = await ask(merchant, 'POST', `${at}/complete`, { note: 'done' });
    expect(completed).toMatchObject({ status: 'COMPLETED', capturedMinor: 15_000, refundedMinor: 11_000 });
    const { data: books } = await ask(merchant, 'GET', `books?reservationUuid=${uuid}`);
    expect(books.counts).toMatchObject({ submit: 1, capture: 0, refund: 0, complete: 0 });
    expect(
      books.executions.map((entry: { kind: string; by: string }) => `${entry.kind} by ${entry.by}`),
    ).toEqual([
      'submit by api',
      'decline by customer',
      'pay by customer',
      'capture by dashboard',
      'refund by dashboard',
      'refund by dashboard',
      'capture by dashboard',
      'complete by dashboard',
    ]);
    expect((await ask(merchant, 'GET', 'counters')).data).toMatchObject({ submit: 1, details: 0 });
    expect((await ask(merchant, 'GET', 'reservations?referenceNo=booking-9')).data.items).toHaveLength(1);
    expect((await ask(merchant, 'GET', 'reservations?referenceNo=other')).data.items).toEqual([]);
  });

  it('capture in the dashboard takes nothing when nothing is left', async () => {
    const { reserved, sandbox } = await startMerchant();
    const { uuid } = await reserved();
    sandbox.control.captureInDashboard(uuid);
    expect(() => sandbox.control.captureInDashboard(uuid)).toThrow(
      expect.objectContaining({ code: 'refused_requestedCaptureAmountExceedAvailableCaptureRunway' }),
    );
    expect(sandbox.control.reservation(uuid).captures).toHaveLength(1);
  });

  it('cancel in the dashboard releases the hold', async () => {
    const merchant = await startMerchant();
    const { uuid } = await merchant.reserved();
    const { data } = await ask(merchant, 'POST', `reservations/${uuid}/cancel`, { note: 'not wanted' });
    expect(data).toMatchObject({ status: 'CANCELLED', runwayMinor: 0 });
    expect((await ask(merchant, 'GET', `reservations/${uuid}`)).data.status).toBe('CANCELLED');
  });

  it('move the clock of one reservation or of all', async () => {
    const merchant = await startMerchant();
    const uuid = await merchant.submit();
    const { data: one } = await ask(merchant, 'POST', 'clock', { by: 'PT10M', reservationUuid: uuid });
    const { data: all } = await ask(merchant, 'POST', 'clock', { by: 'P1D' });
    const { data: now } = await ask(merchant, 'GET', 'clock');
    expect(Math.round((Date.parse(one.now) - Date.now()) / 60_000)).toBe(10);
    expect(Math.round((Date.parse(all.now) - Date.now()) / 3_600_000)).toBe(24);
    expect(Date.parse(now.now)).toBeGreaterThanOrEqual(Date.parse(all.now));
    expect((await ask(merchant, 'GET', `reservations/${uuid}`)).data.status).toBe('EXPIRED');
  });

  it('set, show and clear faults, revoke the token and change the rate', async () => {
    const merchant = await startMerchant();
    const fault = { call: 'history', kind: '510', when: 'before' };
    const { data: set } = await ask(merchant, 'POST', 'faults', fault);
    await ask(merchant, 'POST', 'faults', { historyLagMs: 5 });
    expect((await merchant.send('GET', 'history')).status).toBe(510);
    expect((await ask(merchant, 'DELETE', `faults/${set.id}`)).data.items).toHaveLength(1);
    expect((await merchant.send('GET', 'history')).status).toBe(200);
    expect((await ask(merchant, 'DELETE', 'faults')).data.items).toEqual([]);
    await ask(merchant, 'POST', 'token/revoke');
    expect((await merchant.send('GET', 'history')).status).toBe(401);
    await ask(merchant, 'POST', 'token/restore');
    await ask(merchant, 'POST', 'rate', { perMinute: 0 });
    expect((await merchant.send('GET', 'history')).status).toBe(429);
    expect((await ask(merchant, 'GET', 'faults')).data).toEqual({ items: [] });
  });

  it.each([
    ['GET', 'reservations/RES0000000000', undefined, 404, 'reservation_not_found'],
    ['POST', 'reservations/RES0000000000/pay', undefined, 404, 'reservation_not_found'],
    ['POST', 'clock', { by: 'soon' }, 422, 'invalid_request'],
    ['POST', 'clock', '{', 422, 'invalid_request'],
    ['POST', 'faults', { call: 'submit' }, 422, 'invalid_request'],
    ['POST', 'rate', { perMinute: -1 }, 422, 'invalid_request'],
  ] as const)('answer %s %s %j with %i %s', async (method, path, body, status, code) => {
    const merchant = await startMerchant();
    const answered = await ask(merchant, method, path, body);
    expect(answered.status).toBe(status);
    expect(answered.data).toEqual({ code, message: expect.any(String) });
  });

  it("answer 409 with the provider's key where the state forbids it", async () => {
    const merchant = await startMerchant();
    const { uuid } = await merchant.reserved();
    const refused = await ask(merchant, 'POST', `reservations/${uuid}/capture`, { amountMinor: 15_001 });
    expect(refused.status).toBe(409);
    expect(refused.data.code).toBe('refused_requestedCaptureAmountExceedAvailableCaptureRunway');
    expect((await ask(merchant, 'POST', `reservations/${uuid}/pay`)).data.code).toBe('refused_alreadyPaid');
  });
});
