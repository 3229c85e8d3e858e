// The checkout pages over plain HTTP: what they show in each state, and where the buttons lead.
import { describe, expect, it } from '@jest/globals';
import axios, { type AxiosResponse } from 'axios';
import { aCustomer, anOrder, type Merchant, startMerchant } from './support/merchant';

const open = (url: string): Promise<AxiosResponse<string>> => axios.get(url, { validateStatus: () => true });

const press = (url: string, decision: string): Promise<AxiosResponse<string>> =>
  axios.post(url, `decision=${decision}`, { validateStatus: () => true, maxRedirects: 0 });

async function linkOf(merchant: Merchant, changes: object = {}): Promise<{ uuid: string; url: string }> {
  const uuid = await merchant.submit(changes);
  return { uuid, url: `${merchant.sandbox.origin}/reservations/details/${uuid}` };
}

async function sessionOf(merchant: Merchant, changes: object = {}): Promise<{ uuid: string; url: string }> {
  const callback = { success: 'http://127.0.0.1:9/thanks?a=1', failure: 'http://127.0.0.1:9/sorry' };
  const order = anOrder({ submitPayment: { via: 'mastercard' }, callback, ...changes });
  const { data } = (await merchant.send('POST', 'create', order)).body;
  return { uuid: data.reservationUuid, url: data.paymentUrl };
}

describe('the checkout page', () => {
  it('shows merchant, lines, amount and both buttons, under a policy without scripts', async () => {
    const merchant = await startMerchant({ merchantName: 'Bjørn & Sønner' });
    const { data, headers } = await open((await linkOf(merchant)).url);
    expect(data).toContain('Bjørn &amp; Sønner');
    for (const text of [
      'Cabin',
      'Boat',
      'NOK 150.00',
      'NOK 20.00',
      'id="pay"',
      'id="decline"',
      'Kari Nordmann',
    ]) {
      expect(data).toContain(text);
    }
    expect(data).not.toMatch(/<script|style=|<style|onclick/);
    const policy = headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("style-src 'self'");
    expect(policy).not.toContain('unsafe');
    const [, stylePath = ''] = /href="(\/checkout[^"]+)"/.exec(data) ?? [];
    const style = await open(merchant.sandbox.origin + stylePath);
    expect(style.headers['content-type']).toBe('text/css; charset=utf-8');
  });

  it.each([
    ['Europe/Oslo', '1 Feb 2027, 01:00 CET'],
    ['UTC', '1 Feb 2027, 00:00 UTC'],
  ])('says until when it can be paid, and that this is the time in %s', async (zone, said) => {
    const merchant = await startMerchant({ zone, startAt: '2027-01-05T12:00:00Z' });
    const dueDateForPaymentLink = String(Date.parse('2027-02-01T00:00:00Z') / 1000);
    expect((await open((await linkOf(merchant, { dueDateForPaymentLink })).url)).data).toContain(
      `Pay with Visa before ${said}.`,
    );
  });

  it('escapes what the order says', async () => {
    const merchant = await startMerchant();
    const name = '<img src=x onerror=alert(1)>';
    const { url } = await linkOf(merchant, { referenceNo: name, customerDetails: aCustomer({ name }) });
    const { data } = await open(url);
    expect(data).not.toContain('<img');
    expect(data).toContain('&lt;img');
  });

  it('reserves the amount when Pay is pressed, and says so afterwards', async () => {
    const merchant = await startMerchant();
    const { uuid, url } = await linkOf(merchant);
    const pressed = await press(url, 'pay');
    expect(pressed.status).toBe(303);
    expect(merchant.sandbox.control.reservation(uuid)).toMatchObject({
      status: 'RESERVED',
      reservedMinor: 15_000,
    });
    const { data } = await open(pressed.headers['location']);
    expect(data).toContain('Payment reserved');
    expect(data).not.toContain('id="pay"');
  });

  it('lets a customer decline and think better of it', async () => {
    const merchant = await startMerchant();
    const { uuid, url } = await linkOf(merchant);
    const declined = await press(url, 'decline');
    expect((await open(declined.headers['location'])).data).toContain('You declined the payment');
    expect(merchant.sandbox.control.reservation(uuid).status).toBe('SENT');
    await press(url, 'pay');
    expect(merchant.sandbox.control.reservation(uuid).status).toBe('RESERVED');
    const kinds = merchant.sandbox.control.books(uuid).executions.map(({ kind }) => kind);
    expect(kinds).toEqual(['submit', 'decline', 'pay']);
  });

  it('tells a customer whose bank declines, and holds nothing', async () => {
    const merchant = await startMerchant();
    const { uuid, url } = await linkOf(merchant, {
      customerDetails: aCustomer({ email: 'declined@example.com' }),
    });
    const pressed = await press(url, 'pay');
    expect((await open(pressed.headers['location'])).data).toContain('Your bank declined the card');
    expect(merchant.sandbox.control.reservation(uuid)).toMatchObject({ status: 'SENT', reservedMinor: 0 });
  });

  it('holds the amount once when Pay is pressed twice', async () => {
    const merchant = await startMerchant();
    const { uuid, url } = await linkOf(merchant);
    const pressed = await Promise.all([press(url, 'pay'), press(url, 'pay')]);
    expect(pressed.map(({ status }) => status)).toEqual([303, 303]);
    expect(merchant.sandbox.control.books(uuid).executions.filter(({ kind }) => kind === 'pay')).toHaveLength(
      1,
    );
  });

  it.each<[string, (merchant: Merchant, uuid: string) => void, string]>([
    ['expired', ({ sandbox }, uuid) => sandbox.control.advance('PT1H', uuid), 'Payment link expired'],
    ['cancelled', ({ sandbox }, uuid) => sandbox.control.cancelInDashboard(uuid), 'Order cancelled'],
    [
      'completed',
      ({ sandbox }, uuid) => {
        sandbox.control.pay(uuid);
        sandbox.control.captureInDashboard(uuid);
        sandbox.control.completeInDashboard(uuid);
      },
      'Order completed',
    ],
  ])('of an order that is %s says so and cannot be paid', async (_state, bring, title) => {
    const merchant = await startMerchant();
    const { uuid, url } = await linkOf(merchant);
    bring(merchant, uuid);
    const { data } = await open(url);
    expect(data).toContain(title);
    expect(data).not.toContain('id="pay"');
    const before = merchant.sandbox.control.reservation(uuid).reservedMinor;
    await press(url, 'pay');
    expect(merchant.sandbox.control.reservation(uuid).reservedMinor).toBe(before);
  });

  it('says that there is nothing behind an unknown address', async () => {
    const { sandbox } = await startMerchant();
    for (const path of ['/reservations/details/RES0000000000', '/payments/none']) {
      const { status, data } = await open(sandbox.origin + path);
      expect(status).toBe(404);
      expect(data).toContain('Payment link not found');
    }
  });
});

describe("a session's payment page", () => {
  it('leads to the success address when paid and to the failure address when declined', async () => {
    const merchant = await startMerchant();
    const first = await sessionOf(merchant);
    expect((await open(first.url)).headers['content-security-policy']).toContain(
      "form-action 'self' http://127.0.0.1:9",
    );
    expect((await press(first.url, 'decline')).headers['location']).toBe('http://127.0.0.1:9/sorry');
    expect((await press(first.url, 'pay')).headers['location']).toBe('http://127.0.0.1:9/thanks?a=1');
    expect(merchant.sandbox.control.reservation(first.uuid).status).toBe('RESERVED');
  });

  it('shows its own result where the order names no addresses', async () => {
    const merchant = await startMerchant();
    const { url } = await sessionOf(merchant, { callback: null });
    const pressed = await press(url, 'pay');
    expect(pressed.headers['location']).toBe(url);
    expect((await open(url)).data).toContain('Payment reserved');
  });

  it('names the card brand it was made for', async () => {
    const merchant = await startMerchant();
    expect((await open((await sessionOf(merchant)).url)).data).toContain('Pay with Mastercard');
  });
});
