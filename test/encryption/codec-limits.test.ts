/** What the codec server does when it is asked too often, too much, or while it takes its leave. */
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import axios from 'axios';
import pino from 'pino';
import { buildCodecServer, type CodecServerParts } from '../../src/codec/build-codec-server';
import { createCodecKeys, SESSION_MS } from '../../src/codec/codec-keys';
import { createPayloadCodec } from '../../src/encryption/payload-codec';
import { aKeyNamed, keyringOf } from './sealed-world';

const HASH = 'a'.repeat(64);
const keys = createCodecKeys([{ name: 'kari', hash: HASH }], Buffer.alloc(32, 1));

/** A server that listens, gone after the test. */
async function server(parts: Partial<CodecServerParts> = {}) {
  const app = await buildCodecServer({
    codec: createPayloadCodec(keyringOf(aKeyNamed('2026'))),
    keys,
    uiOrigin: null,
    logger: pino({ level: 'silent' }),
    draining: new AbortController().signal,
    ...parts,
  });
  open.push(app);
  const baseURL = await app.listen({ host: '127.0.0.1', port: 0 });
  return axios.create({ baseURL, validateStatus: () => true, headers: { Authorization: 'Bearer guessed' } });
}

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

describe('the codec server', () => {
  it('lets nobody guess keys for long: the limit counts before a key is looked at', async () => {
    const http = await server({ requestsPerMinute: 2 });
    const statuses = [];
    for (let round = 0; round < 3; round += 1)
      statuses.push((await http.post('/decode', { payloads: [] })).status);
    expect(statuses).toEqual([401, 401, 429]);
    expect((await http.post('/decode', { payloads: [] })).data).toMatchObject({ code: 'rate_limited' });
    expect((await http.get('/healthz')).status).toBe(200);
  });

  it('refuses a body over its limit as body_too_large', async () => {
    const http = await server();
    const answer = await http.post('/decode', { payloads: [{ data: 'A'.repeat(9 * 1024 * 1024) }] });
    expect(answer).toMatchObject({ status: 413, data: { code: 'body_too_large' } });
  });

  it('is not ready any more once it takes its leave', async () => {
    const leaving = new AbortController();
    const http = await server({ draining: leaving.signal });
    expect((await http.get('/readyz')).status).toBe(200);
    leaving.abort();
    expect((await http.get('/readyz')).status).toBe(503);
  });

  it('serves nothing else, by the name route_not_found', async () => {
    const http = await server();
    const answer = await http.get('/v1/reservations');
    expect(answer).toMatchObject({ status: 404, data: { code: 'route_not_found' } });
  });
});

describe('a sign-in at the codec server', () => {
  const known = { name: 'ola', hash: createHash('sha256').update('invented-codec-key-ola').digest('hex') };
  const now = Date.parse('2026-11-21T12:00:00Z');

  it('ends after its hours, with its key, and under another secret', () => {
    const own = createCodecKeys([known], Buffer.alloc(32, 1));
    const session = own.sessionFor('invented-codec-key-ola', now) ?? '';
    expect(own.whoseSession(session, now)).toBe('ola');
    expect(own.whoseSession(session, now + SESSION_MS)).toBeNull();
    expect(
      createCodecKeys([{ ...known, hash: HASH }], Buffer.alloc(32, 1)).whoseSession(session, now),
    ).toBeNull();
    expect(createCodecKeys([known], Buffer.alloc(32, 2)).whoseSession(session, now)).toBeNull();
  });

  it('cannot be made longer by whoever has it', () => {
    const own = createCodecKeys([known], Buffer.alloc(32, 1));
    const [name, , seal] = (own.sessionFor('invented-codec-key-ola', now) ?? '').split('!');
    expect(own.whoseSession(`${name}!${now + 2 * SESSION_MS}!${seal}`, now)).toBeNull();
  });
});
