// The door: token, rate of calls, addresses that do not exist.
import { describe, expect, it } from '@jest/globals';
import axios from 'axios';
import { startMerchant } from './support/merchant';

describe('the token', () => {
  it.each([[{ authorization: '' }], [{ authorization: 'Bearer wrong' }], [{ authorization: 'test-token' }]])(
    'is needed: %j is answered 401',
    async (headers) => {
      const { send, submit, sandbox } = await startMerchant();
      const uuid = await submit();
      const { status, body } = await send('GET', `details/${uuid}`, undefined, headers);
      expect(status).toBe(401);
      expect(body).toMatchObject({ status_code: 401, is_error: true });
      expect(sandbox.control.books(uuid).calls.at(-1)).toMatchObject({ executed: false, status: 401 });
    },
  );

  it('can be revoked and restored, and nothing is executed meanwhile', async () => {
    const { reserved, capture, sandbox } = await startMerchant();
    const { uuid, ids } = await reserved();
    sandbox.control.revokeToken();
    expect((await capture(uuid, ids, [10, 0])).status).toBe(401);
    sandbox.control.restoreToken();
    expect((await capture(uuid, ids, [10, 0])).status).toBe(202);
    expect(sandbox.control.reservation(uuid).capturedMinor).toBe(1000);
  });
});

describe('the rate of calls', () => {
  it('is told in two headers, 240 unless set', async () => {
    const { send } = await startMerchant();
    const { headers } = await send('GET', 'details/RES0000000000');
    expect(headers).toMatchObject({ 'x-ratelimit-limit': '240', 'x-ratelimit-remaining': '239' });
  });

  it('is enforced with 429 and Retry-After, executing nothing', async () => {
    const { reserved, capture, sandbox } = await startMerchant({ ratePerMinute: 2 });
    const { uuid, ids } = await reserved();
    expect((await capture(uuid, ids, [10, 0])).headers).toMatchObject({ 'x-ratelimit-remaining': '0' });
    const refused = await capture(uuid, ids, [10, 0]);
    expect(refused.status).toBe(429);
    const waitS = Number(refused.headers['retry-after']);
    expect(waitS).toBeGreaterThan(0);
    expect(waitS).toBeLessThanOrEqual(60);
    expect(sandbox.control.reservation(uuid).capturedMinor).toBe(1000);
    expect(sandbox.control.books(uuid)).toMatchObject({ counts: { capture: 2 } });
    sandbox.control.setRatePerMinute(240);
    expect((await capture(uuid, ids, [10, 0])).status).toBe(202);
  });

  it('is not used up by calls without a token', async () => {
    const { send } = await startMerchant({ ratePerMinute: 1 });
    await send('GET', 'history', undefined, { authorization: '' });
    expect((await send('GET', 'history')).status).toBe(200);
  });
});

describe('an address that does not exist', () => {
  it.each(['/api/v1/connect/orders', '/api/v1/connect/reservations/details/RES1/more'])(
    '%s is 404',
    async (path) => {
      const { sandbox } = await startMerchant();
      const { status, data } = await axios.get(sandbox.origin + path, { validateStatus: () => true });
      expect(status).toBe(404);
      expect(data).toMatchObject({ status_code: 404, is_error: true });
    },
  );
});

describe('a start', () => {
  it.each([
    ['a zone that does not exist', { zone: 'Mars/Olympus' }],
    ['a window below zero', { captureWindowMs: -1 }],
    ['an instant that is none', { startAt: 'soon' }],
  ])('with %s is refused', async (_case, options) => {
    await expect(startMerchant(options)).rejects.toThrow(RangeError);
  });

  it('on a port that is taken is refused', async () => {
    const { sandbox } = await startMerchant();
    const { port } = new URL(sandbox.origin);
    await expect(startMerchant({ port: Number(port) })).rejects.toThrow('EADDRINUSE');
  });
});
