/** Getting to the engine: what is said when nobody is there, and reading what a server with keys keeps. */
import { describe, expect, it } from '@jest/globals';
import getPort from 'get-port';
import { connectHoldfast, encryptingDataConverter } from '../../src/client';
import { Secret } from '../../src/config/secret';
import { createKeyring } from '../../src/encryption/keys';
import { createPayloadCodec } from '../../src/encryption/payload-codec';

const KEY = Buffer.alloc(32, 7).toString('base64');

describe('connecting', () => {
  it('is refused by name where no engine is', async () => {
    const address = `127.0.0.1:${await getPort({ host: '127.0.0.1' })}`;
    await expect(connectHoldfast({ address })).rejects.toMatchObject({ code: 'engine_unavailable' });
  });
});

describe('the data converter for encryption keys', () => {
  it('opens what the server has sealed with the same keys', async () => {
    const key = new Secret('HOLDFAST_ENCRYPTION_KEYS', new Uint8Array(Buffer.from(KEY, 'base64')));
    const server = createPayloadCodec(createKeyring([{ id: 'a', key }]));
    const [codec] = encryptingDataConverter(`a:${KEY}`).payloadCodecs ?? [];
    const payload = { metadata: {}, data: Buffer.from('Kari Nordmann') };
    const sealed = await server.encode([payload]);
    expect(Buffer.from(sealed[0]?.data ?? []).toString()).not.toContain('Kari');
    const [opened] = (await codec?.decode(sealed)) ?? [];
    expect(Buffer.from(opened?.data ?? []).toString()).toBe('Kari Nordmann');
  });

  it('refuses what is no list of keys, and quotes nothing of it', () => {
    const given = `a:${KEY},b:c2VjcmV0`;
    let refused: Error | undefined;
    try {
      encryptingDataConverter(given);
    } catch (error) {
      refused = error as Error;
    }
    expect(refused).toMatchObject({ code: 'encryption_keys_invalid' });
    expect(refused?.message).toContain('entry 2 is not 32 bytes in base64');
    expect(refused?.message).not.toMatch(/c2VjcmV0|BwcHBw/);
  });
});
