/** The benchmarks' stub provider: it must speak what our client reads, and see what is sent twice. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SlidingMinute } from '../../bench/provider/sliding-minute';
import { type BenchProvider, startProvider } from '../../bench/provider/start-provider';
import { createFrontPaymentClient, type FrontPaymentClient } from '../../src/front-payment';
import { until } from '../support/until';

const ORDER = {
  currency: 'NOK',
  customer: {
    type: 'private',
    name: 'Kari Nordmann',
    email: 'kari@example.com',
    phone: { countryCode: '+47', number: '46567468' },
    language: 'en',
    address: { street: 'Storgata 1', zip: '0155', city: 'Oslo', country: 'NO' },
  },
  lines: [{ name: 'Cabin', amountMinor: 300_050, taxPercent: 12 }],
  orderDate: new Date().toISOString(),
  linkExpiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  referenceNo: 'booking-1',
  notify: { sms: false, email: false },
  callbackUrl: 'http://127.0.0.1:1/nobody',
} as const;

describe('the stub provider of the benchmarks', () => {
  let provider: BenchProvider;
  let client: FrontPaymentClient;

  beforeAll(async () => {
    provider = await startProvider();
    const { baseUrl, token } = provider;
    client = createFrontPaymentClient({
      ...{ baseUrl, token, timeoutMs: 5_000 },
      ...{ cancelMethod: 'GET', chargeValidityUnit: 'minutes' },
    });
  });

  afterAll(() => provider.stop());

  test('is read by our client through a whole life', async () => {
    const { reservationUuid } = await client.submit(ORDER);
    await provider.pay(reservationUuid);
    const held = await client.details(reservationUuid, 'NOK');
    expect(held).toMatchObject({ status: 'RESERVED', referenceNumber: 'booking-1' });
    const [line] = held.products;
    const lines = [{ id: line?.id ?? 0, amountMinor: 300_050 }];
    const { reference } = await client.capture(reservationUuid, { currency: 'NOK', lines });
    await client.complete(reservationUuid, { note: 'Captured' });
    const ended = await client.details(reservationUuid, 'NOK');
    expect(ended).toMatchObject({ status: 'COMPLETED', reservedMinor: 300_050, capturedMinor: 300_050 });
    expect(reference).toMatch(/^CAP\d{10}$/);
    expect(await client.history()).toEqual([]);
    await until('hold and capture were announced', async () => {
      const { failed } = (await provider.stats()).callbacks;
      return failed === 2;
    });
    expect((await provider.stats()).callbacks).toEqual({ failed: 2 });
  });

  test('executes a capture that is sent twice a second time, and says so', async () => {
    await provider.reset();
    const lines = [{ id: 1, name: 'Cabin', amountMinor: 10_000 }];
    await provider.seedHolds([{ reservationUuid: 'RES7', referenceNo: 'seven', reservedAtMs: 0, lines }]);
    for (let sent = 0; sent < 2; sent += 1) {
      await client.capture('RES7', { currency: 'NOK', lines: [{ id: 1, amountMinor: 10_000 }] });
    }
    const { counts, repeats, moneyRepeats } = await provider.stats();
    expect([counts.capture, repeats.capture, moneyRepeats]).toEqual([2, 1, 1]);
  });
});

describe('the rate of the stub provider', () => {
  test('lets no sixty seconds have more than it, wherever they begin', () => {
    const rate = new SlidingMinute(2);
    expect(rate.take(0).isAllowed).toBe(true);
    expect(rate.take(59_000).isAllowed).toBe(true);
    expect(rate.take(59_500)).toEqual({ isAllowed: false, remaining: 0, retryAfterS: 1 });
    expect(rate.take(60_001).isAllowed).toBe(true);
    expect(rate.take(61_000)).toMatchObject({ isAllowed: false, retryAfterS: 58 });
  });
});
