import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { defaultPayloadConverter } from '@temporalio/common';
import type { EncryptionKey } from '../../src/config/key-lists';
import { Secret } from '../../src/config/secret';
import { createKeyring } from '../../src/encryption/keys';
import { createPayloadCodec } from '../../src/encryption/payload-codec';
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
