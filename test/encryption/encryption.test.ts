import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { defaultPayloadConverter } from '@temporalio/common';
import { type EncryptionKey, encryptionKeyList } from '../../src/config/key-lists';
import { Secret } from '../../src/config/secret';
import { SealBrokenError } from '../../src/encryption/key-errors';
import { createKeyring } from '../../src/encryption/keys';
import { newKeyPair } from '../../src/encryption/new-key';
import { createPayloadCodec } from '../../src/encryption/payload-codec';
import { countRows, resealRows } from '../../src/encryption/reseal-rows';
import { sealRecords } from '../../src/encryption/sealed-records';
import type { OrderRecord } from '../../src/records/order-record';
import { openRecords } from '../../src/records/records';

const NAME = 'Kari Nordmann';
const older = aKey('2025');
const newer = aKey('2026');

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

describe('the payload codec', () => {
  it('hides a payload and gives it back', async () => {
    const codec = createPayloadCodec(createKeyring([newer]));
    const payload = defaultPayloadConverter.toPayload({ name: NAME });
    const [hidden] = await codec.encode([payload]);
    expect(Buffer.from(hidden?.data ?? []).toString('latin1')).not.toContain(NAME);
    const [shown] = await codec.decode([hidden ?? {}]);
    expect(defaultPayloadConverter.fromPayload(shown ?? {})).toEqual({ name: NAME });
  });

  it('opens what an older key has hidden, and hides with the first', async () => {
    const [hidden] = await createPayloadCodec(createKeyring([older])).encode([
      defaultPayloadConverter.toPayload(1),
    ]);
    const rotated = createPayloadCodec(createKeyring([newer, older]));
    const [shown] = await rotated.decode([hidden ?? {}]);
    expect(defaultPayloadConverter.fromPayload(shown ?? {})).toBe(1);
    const [again] = await rotated.encode([defaultPayloadConverter.toPayload(2)]);
    await expect(createPayloadCodec(createKeyring([older])).decode([again ?? {}])).rejects.toMatchObject({
      code: 'encryption_key_missing',
      keyId: '2026',
    });
  });

  it('passes what was written before there were keys', async () => {
    const payload = defaultPayloadConverter.toPayload('clear');
    expect(await createPayloadCodec(createKeyring([newer])).decode([payload])).toEqual([payload]);
  });

  it('refuses bytes that were changed, and another key under the same id', async () => {
    const keyring = createKeyring([newer]);
    const { keyId, data } = keyring.seal(Buffer.from('x'));
    const changed = Buffer.from(data);
    changed.writeUInt8((changed.at(-1) ?? 0) ^ 1, changed.length - 1);
    expect(() => keyring.open({ keyId, data: changed })).toThrow('cannot be opened');
    expect(() => createKeyring([aKey('2026')]).open({ keyId, data })).toThrow('cannot be opened');
  });
});

describe('the sealed record', () => {
  it('keeps no personal data in the file, and reads bodies from before there were keys', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'holdfast-sealed-'));
    directories.push(directory);
    const file = join(directory, 'records.sqlite');
    const records = await openRecords(pathToFileURL(file).href);
    await records.put(aRecord('before', { name: 'Ola' }));
    const sealed = sealRecords(records, createKeyring([newer]));
    await sealed.put(aRecord('after', { name: NAME }));
    expect((await sealed.find('after'))?.body).toEqual({ name: NAME });
    expect((await sealed.find('before'))?.body).toEqual({ name: 'Ola' });
    expect((await sealed.page({ sort: 'newest', limit: 10 })).map(({ body }) => body)).toContainEqual({
      name: NAME,
    });
    expect(await sealed.find('nobody')).toBeNull();
    await sealed.close();
    expect(readFileSync(file, 'latin1')).not.toContain(NAME);
  });
});

describe('a sealed row', () => {
  it('does not open in the place of another, nor does a webhook’s event in the place of a body', async () => {
    const { records, sealed } = await sealedRecords();
    await sealed.put(aRecord('mine', { name: NAME }));
    const [row] = await records.rows.page('orders', '', 10);
    await records.put(aRecord('theirs', JSON.parse(row?.json ?? '')));
    await expect(sealed.find('theirs')).rejects.toMatchObject({ code: 'encryption_seal_broken' });
    expect((await sealed.find('mine'))?.body).toEqual({ name: NAME });
    const page = await sealed.page({ sort: 'newest', limit: 10 });
    expect(() => page.find(({ orderId }) => orderId === 'theirs')?.body).toThrow(SealBrokenError);
    await records.close();
  });

  it('from before rows had places opens, and is bound to its place when it is sealed anew', async () => {
    const { records, sealed } = await sealedRecords();
    const { keyId, data } = createKeyring([older]).seal(Buffer.from(JSON.stringify({ name: NAME })));
    await records.put(aRecord('old', { keyId, sealed: data.toString('base64') }));
    await records.put(aRecord('readable', { name: 'Ola' }));
    expect((await sealed.find('old'))?.body).toEqual({ name: NAME });
    const keyring = createKeyring([newer, older]);
    expect(await countRows(records.rows, 'orders')).toEqual(
      new Map([
        ['2025', 1],
        [null, 1],
      ]),
    );
    expect(await resealRows(records.rows, keyring, 1)).toMatchObject({ resealed: 1, isWhole: false });
    expect(await resealRows(records.rows, keyring, 10)).toMatchObject({ resealed: 1, isWhole: true });
    expect(await resealRows(records.rows, keyring, 10)).toMatchObject({ resealed: 0, isWhole: true });
    expect(await countRows(records.rows, 'orders')).toEqual(new Map([['2026', 2]]));
    expect((await sealed.find('old'))?.body).toEqual({ name: NAME });
    expect((await sealed.find('readable'))?.body).toEqual({ name: 'Ola' });
    await records.close();
  });

  it('whose key is missing is left as it is, and named', async () => {
    const { records, sealed } = await sealedRecords();
    await sealed.put(aRecord('mine', { name: NAME }));
    const { resealed, unopened } = await resealRows(records.rows, createKeyring([aKey('2027')]), 10);
    expect(resealed).toBe(0);
    expect([...unopened]).toEqual([[expect.stringContaining('"2026"'), 1]]);
    expect((await sealed.find('mine'))?.body).toEqual({ name: NAME });
    await records.close();
  });

  it('that was written anew meanwhile is not put back', async () => {
    const { records, sealed } = await sealedRecords();
    await sealed.put(aRecord('mine', { name: NAME }));
    const [row] = await records.rows.page('orders', '', 10);
    await sealed.put(aRecord('mine', { name: 'forgotten' }));
    expect(await records.rows.replace('orders', row ?? { id: '', json: '' }, row?.json ?? '')).toBe(false);
    expect((await sealed.find('mine'))?.body).toEqual({ name: 'forgotten' });
    await records.close();
  });
});

describe('a new key', () => {
  it('is a pair that the setting takes, and no two are alike', () => {
    const now = new Date('2026-11-21T12:00:00Z');
    const pairs = [newKeyPair({ now }), newKeyPair({ now, id: 'own' })];
    expect(pairs[0]).toMatch(/^2026-11-21-[0-9a-f]{4}:/);
    const read = encryptionKeyList('HOLDFAST_ENCRYPTION_KEYS').parse(pairs.join(','));
    expect(read.map(({ id }) => id).at(1)).toBe('own');
    expect(newKeyPair({ now, id: 'own' })).not.toBe(pairs[1]);
  });
});

async function sealedRecords() {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-sealed-'));
  directories.push(directory);
  const records = await openRecords(pathToFileURL(join(directory, 'records.sqlite')).href);
  return { records, sealed: sealRecords(records, createKeyring([newer, older])) };
}

function aKey(id: string): EncryptionKey {
  return { id, key: new Secret('HOLDFAST_ENCRYPTION_KEYS', new Uint8Array(randomBytes(32))) };
}

function aRecord(orderId: string, body: unknown): OrderRecord {
  return {
    orderId,
    state: 'completed',
    attention: false,
    currency: 'NOK',
    orderMinor: 1,
    reservedMinor: 1,
    capturedMinor: 1,
    chargedMinor: 0,
    refundedMinor: 0,
    captureBy: null,
    reservationUuid: 'RES1',
    createdAt: '2026-11-01T00:00:00.000Z',
    endedAt: '2026-11-02T00:00:00.000Z',
    body,
  };
}
