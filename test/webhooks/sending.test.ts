/** One webhook over loopback: signed as the library verifies it, refused where it must not go, and never redirected. */
import type { lookup } from 'node:dns';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { isPublicAddress } from '../../src/config/public-address';
import { guardedLookup, PrivateAddressError } from '../../src/webhooks/guarded-lookup';
import { postWebhook } from '../../src/webhooks/post-webhook';
import { createWebhookSigner } from '../../src/webhooks/sign-webhook';
import { webhookGapMs } from '../../src/webhooks/webhook-gap';
import { type StubProvider, startRawStub, startStubProvider, unusedPort } from '../support/stub-provider';
import { NEW_SECRET, OLD_SECRET } from './receiver';

const never = new AbortController().signal;

let stub: StubProvider;
beforeEach(async () => {
  stub = await startStubProvider();
});
afterEach(() => stub.close());

const post = (parts: Partial<Parameters<typeof postWebhook>[0]> = {}) =>
  postWebhook({
    url: `${stub.baseUrl}/hook?token=invented`,
    headers: { 'webhook-id': 'msg_1' },
    body: '{"type":"reservation.reserved"}',
    timeoutMs: 2_000,
    allowsPrivateNetwork: true,
    signal: never,
    ...parts,
  });

describe('a webhook', () => {
  it('is posted as JSON to the whole URL, once', async () => {
    stub.answerWith({ status: 204 });
    expect(await post()).toEqual({ status: 204, fault: null, retryAfterMs: null });
    expect(stub.requests).toHaveLength(1);
    expect(stub.requests[0]).toMatchObject({
      method: 'POST',
      path: '/api/v1/hook?token=invented',
      bodyText: '{"type":"reservation.reserved"}',
      headers: { 'content-type': 'application/json', 'webhook-id': 'msg_1' },
    });
  });

  it('is signed by every secret, so that a receiver may know either', () => {
    const body = '{"ø":1}';
    const headers = {
      ...createWebhookSigner([NEW_SECRET, OLD_SECRET])({ id: 'msg_1', body, at: new Date() }),
    };
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
    expect(new Webhook(NEW_SECRET).verify(body, headers)).toEqual({ ø: 1 });
    expect(new Webhook(OLD_SECRET).verify(body, headers)).toEqual({ ø: 1 });
    const other = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;
    expect(() => new Webhook(other).verify(body, headers)).toThrow('No matching signature');
  });

  it.each([
    [302, 'redirected'],
    [307, 'redirected'],
    [400, 'answered_error'],
    [410, 'answered_error'],
    [500, 'answered_error'],
  ])('is not taken by the answer %i, which is %s', async (status, fault) => {
    const elsewhere = await startStubProvider();
    elsewhere.answerWith({ status: 200 });
    stub.answerWith({ status, headers: { location: `${elsewhere.baseUrl}/other` } });
    expect(await post()).toMatchObject({ status, fault });
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  it('hears when the receiver wants it again', async () => {
    stub.answerWith({ status: 429, headers: { 'retry-after': '120' } });
    expect((await post()).retryAfterMs).toBe(120_000);
    stub.answerWith({ status: 503, headers: { 'retry-after': 'soon' } });
    expect((await post()).retryAfterMs).toBeNull();
  });

  it('is given up after the time-out when the receiver is silent', async () => {
    const silent = await startRawStub(() => undefined);
    const answer = await post({ url: silent.baseUrl, timeoutMs: 150 });
    expect(answer).toEqual({ status: null, fault: 'timed_out', retryAfterMs: null });
    await silent.close();
  });

  it('is taken by the status alone, though the body never ends', async () => {
    const endless = await startRawStub((socket) => socket.write('HTTP/1.1 200 OK\r\n\r\nand so on'));
    expect(await post({ url: endless.baseUrl })).toMatchObject({ status: 200, fault: null });
    await endless.close();
  });

  it('ends early when the process stops', async () => {
    const stopping = new AbortController();
    const silent = await startRawStub(() => stopping.abort());
    expect(await post({ url: silent.baseUrl, signal: stopping.signal })).toMatchObject({ fault: 'stopped' });
    await silent.close();
  });

  it('tells a connection that nobody takes from a name that nobody has', async () => {
    expect(await post({ url: `http://127.0.0.1:${await unusedPort()}` })).toMatchObject({
      fault: 'connection_failed',
    });
    expect(await post({ url: 'http://receiver.invalid/' })).toMatchObject({ fault: 'name_not_found' });
  });
});

describe('a private target', () => {
  const port = () => new URL(stub.baseUrl).port;

  it.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '0x7f.1', '2130706433', 'localhost'])(
    '%s is refused unless allowed, and nothing is sent',
    async (host) => {
      const answer = await post({ url: `http://${host}:${port()}/`, allowsPrivateNetwork: false });
      expect(answer).toEqual({ status: null, fault: 'private_address_refused', retryAfterMs: null });
      expect(stub.requests).toEqual([]);
    },
  );

  it.each([
    ['1.1.1.1', true],
    ['2606:4700:4700::1111', true],
    ['64:ff9b::101:101', true],
    ['10.0.0.1', false],
    ['172.16.0.1', false],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['0.0.0.0', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::', false],
    ['::127.0.0.1', false],
    ['fd00::1', false],
    ['fe80::1', false],
    ['fec0::1', false],
    ['2002:7f00:1::', false],
    ['::ffff:10.0.0.1', false],
    ['64:ff9b::7f00:1', false],
    ['holdfast.example', false],
  ])('%s is public: %s', (address, isPublic) => {
    expect(isPublicAddress(address)).toBe(isPublic);
    expect(isPublicAddress(`[${address}]`)).toBe(isPublic);
  });

  it.each([
    ['one private address among several', ['1.1.1.1', '10.0.0.1']],
    ['no address', []],
  ])('is refused for %s, whatever a later lookup would say', async (_what, addresses) => {
    const resolve = answering(addresses);
    await expect(lookUp(resolve, { all: true })).rejects.toThrow(PrivateAddressError);
    await expect(lookUp(resolve, {})).rejects.toThrow(PrivateAddressError);
  });

  it('is not one where all addresses are public: these are connected to, and none is looked up again', async () => {
    const resolve = answering(['1.1.1.1', '2606:4700::1']);
    expect(await lookUp(resolve, {})).toBe('1.1.1.1');
    expect(await lookUp(resolve, { all: true })).toEqual([
      { address: '1.1.1.1', family: 4 },
      { address: '2606:4700::1', family: 6 },
    ]);
  });
});

describe('the gap before the next attempt', () => {
  it('doubles from five seconds to an hour', () => {
    const gaps = [1, 2, 3, 10, 11, 500].map((attempt) => webhookGapMs(attempt, null, 0) / 1000);
    expect(gaps).toEqual([5, 10, 20, 2560, 3600, 3600]);
  });

  it('is spread, so that receivers are not met by all orders at once', () => {
    expect(webhookGapMs(11, null, 0.5)).toBe(3_240_000);
  });

  it('is as long as the receiver asks for, an hour at most', () => {
    expect(webhookGapMs(1, 120_000, 0.9)).toBe(120_000);
    expect(webhookGapMs(1, 86_400_000, 0)).toBe(3_600_000);
  });
});

function answering(addresses: string[]): typeof lookup {
  const answer = (_name: string, _options: unknown, callback: (error: null, found: unknown) => void) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  return answer as unknown as typeof lookup;
}

function lookUp(resolve: typeof lookup, options: { all?: boolean }): Promise<unknown> {
  return new Promise((kept, broken) => {
    guardedLookup(resolve)('receiver.example', options, (error, found) =>
      error ? broken(error) : kept(found),
    );
  });
}
