// Callbacks as a merchant's server receives them: when, in which order, with which checksum, and under faults.
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Merchant, startMerchant, until } from './support/merchant';

let received: URL[] = [];
let methods: string[] = [];
let server: Server;
let callbackUrl = '';

beforeEach(async () => {
  received = [];
  methods = [];
  server = createServer((request, response) => {
    received.push(new URL(request.url ?? '', 'http://merchant.example'));
    methods.push(request.method ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  callbackUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callbacks/secret-path`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function paid(merchant: Merchant): Promise<{ uuid: string; ids: number[] }> {
  return merchant.reserved({ callback: { callbackUrl } });
}

const statuses = () => received.map((url) => url.searchParams.get('status'));

describe('a callback', () => {
  it('tells of reserved, captured and charged, and of nothing else', async () => {
    const merchant = await startMerchant();
    const { uuid, ids } = await paid(merchant);
    await until(() => received.length === 1);
    await merchant.capture(uuid, ids, [100, 0]);
    await until(() => received.length === 2);
    await merchant.charge(uuid, 20.5);
    await until(() => received.length === 3);
    const { captures } = merchant.sandbox.control.reservation(uuid);
    merchant.sandbox.control.refundInDashboard(uuid, { reference: captures[0]?.reference ?? '' });
    merchant.sandbox.control.completeInDashboard(uuid);
    const other = await paid(merchant);
    await until(() => received.length === 4);
    merchant.sandbox.control.cancelInDashboard(other.uuid);
    await merchant.capture(uuid, ids, [1, 0]);
    await merchant.sandbox.stop();
    expect(statuses()).toEqual(['RESERVED', 'CAPTURED', 'CHARGED', 'RESERVED']);
    expect(received.map((url) => url.searchParams.get('amount'))).toEqual(['150', '100', '20.5', '150']);
    expect(new Set(methods)).toEqual(new Set(['GET']));
  });

  it('carries its values in order, and the checksum over them with the secret last', async () => {
    const merchant = await startMerchant({ callbackSecret: 'a-secret' });
    const { uuid } = await paid(merchant);
    const url = await until(() => received[0]);
    expect(url.pathname).toBe('/callbacks/secret-path');
    const names = ['orderUuid', 'status', 'paymentMethod', 'amount', 'createdAt', 'timestamp', 'checksum'];
    expect([...url.searchParams.keys()]).toEqual(names);
    const values = [...url.searchParams.values()];
    expect(values.slice(0, 4)).toEqual([uuid, 'RESERVED', 'visa', '150']);
    const hash = createHash('sha256')
      .update(`${values.slice(0, -1).join('')}a-secret`)
      .digest('hex');
    expect(values.at(-1)).toBe(hash);
  });

  it("keeps the parameters of the merchant's own URL", async () => {
    const { reserved } = await startMerchant();
    await reserved({ callback: { callbackUrl: `${callbackUrl}?order=7` } });
    const url = await until(() => received[0]);
    expect([...url.searchParams.keys()].slice(0, 2)).toEqual(['order', 'orderUuid']);
  });

  it('never leaves loopback unless it is allowed to', async () => {
    const { reserved, sandbox } = await startMerchant();
    const { uuid } = await reserved({ callback: { callbackUrl: 'https://merchant.example/callback' } });
    const record = await until(() => sandbox.control.books(uuid).callbacks[0]);
    expect(record).toMatchObject({ result: 'not_allowed', httpStatus: null });
  });

  it('is sent once and given up when nobody answers in time', async () => {
    server.removeAllListeners('request');
    let calls = 0;
    server.on('request', () => {
      calls += 1;
    });
    const merchant = await startMerchant({ callbackTimeoutMs: 50 });
    const { uuid } = await paid(merchant);
    const record = await until(() => merchant.sandbox.control.books(uuid).callbacks[0]);
    expect(record).toMatchObject({ result: 'failed', httpStatus: null });
    expect(calls).toBe(1);
  });
});

describe('a callback under a fault', () => {
  it('is dropped', async () => {
    const merchant = await startMerchant();
    merchant.sandbox.control.setFault({ callback: 'drop', times: 1 });
    const { uuid, ids } = await paid(merchant);
    await merchant.capture(uuid, ids, [10, 0]);
    await until(() => received.length === 1);
    expect(statuses()).toEqual(['CAPTURED']);
    const results = merchant.sandbox.control.books(uuid).callbacks.map(({ result }) => result);
    expect(results).toContain('dropped');
  });

  it('comes twice', async () => {
    const merchant = await startMerchant();
    merchant.sandbox.control.setFault({ callback: 'double', status: 'RESERVED' });
    await paid(merchant);
    await until(() => received.length === 2);
    expect(received[0]?.href).toBe(received[1]?.href);
  });

  it('comes after the one that follows it', async () => {
    const merchant = await startMerchant();
    merchant.sandbox.control.setFault({ callback: 'reorder', times: 1, delayMs: 5_000 });
    const { uuid, ids } = await paid(merchant);
    await merchant.capture(uuid, ids, [10, 0]);
    await until(() => received.length === 2);
    expect(statuses()).toEqual(['CAPTURED', 'RESERVED']);
  });

  it('comes late', async () => {
    const merchant = await startMerchant();
    merchant.sandbox.control.setFault({ callback: 'delay', status: 'RESERVED', delayMs: 100 });
    const { uuid, ids } = await paid(merchant);
    await merchant.capture(uuid, ids, [10, 0]);
    await until(() => received.length === 2);
    expect(statuses()).toEqual(['CAPTURED', 'RESERVED']);
  });

  it('is forged with a checksum that does not fit', async () => {
    const merchant = await startMerchant();
    merchant.sandbox.control.setFault({ callback: 'forge' });
    await paid(merchant);
    const values = [...(await until(() => received[0])).searchParams.values()];
    const hash = createHash('sha256')
      .update(`${values.slice(0, -1).join('')}test-secret`)
      .digest('hex');
    expect(values.at(-1)).not.toBe(hash);
  });

  it('is misspelt as the provider has misspelt it', async () => {
    const merchant = await startMerchant();
    merchant.sandbox.control.setFault({ callback: 'misspell' });
    await paid(merchant);
    await until(() => received.length === 1);
    expect(statuses()).toEqual(['RESEVRED']);
  });
});
