/** Whose streams are open: so many for one key, and none for longer than the session it was opened with. */
import { describe, expect, it } from '@jest/globals';
import { Secret } from '../../src/config/secret';
import { createKeyRing } from '../../src/http/key-ring';
import { createSessions, SESSION_COOKIE, SESSION_MS } from '../../src/http/session-cookie';
import { MOST_STREAMS_PER_KEY } from '../../src/http/stream-places';
import { until } from '../support/until';
import { readStream, type StreamReader } from './read-stream';
import { CALLBACK_SECRET, KEYS, problemOf, runServer } from './running-server';

const PROBLEM = 'application/problem+json';
const CHANGES = '/v1/changes';

const ring = createKeyRing(
  (['viewer', 'booking', 'operator'] as const).map((role) => ({
    role,
    key: new Secret('HOLDFAST_API_KEYS', KEYS[role]),
  })),
  new Secret('FRONT_PAYMENT_CALLBACK_SECRET', CALLBACK_SECRET),
);

/** The cookie of a session that ends so soon. */
function cookieFor(leftMs: number): string {
  const begunMs = Date.now() - SESSION_MS + leftMs;
  return `${SESSION_COOKIE}=${createSessions(ring, () => begunMs).begin(KEYS.operator)?.cookie}`;
}

function streamWith(url: string, Cookie: string): Promise<StreamReader> {
  return readStream(url + CHANGES, { headers: { Cookie } });
}

describe('the event streams of one key', () => {
  it('are as many as it may have, and one more is refused by name until one has ended', async () => {
    const { url, http, as } = await runServer();
    const readers: StreamReader[] = [];
    for (let count = 0; count < MOST_STREAMS_PER_KEY; count += 1) {
      readers.push(await readStream(url + CHANGES, { key: KEYS.operator }));
    }
    expect(readers.map(({ status }) => status)).toEqual(readers.map(() => 200));
    const refused = await http.get(CHANGES);
    expect(problemOf(refused)).toBe(`429 too_many_streams ${PROBLEM}`);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const session = await streamWith(url, cookieFor(SESSION_MS));
    expect(session.status).toBe(429);
    expect((await readStream(url + CHANGES, { key: KEYS.viewer })).status).toBe(200);
    expect((await as(KEYS.operator).get('/v1/summary')).status).toBe(200);
    readers[0]?.leave();
    await until('a place is free', async () => {
      const reader = await readStream(url + CHANGES, { key: KEYS.operator });
      return reader.status === 200;
    });
  });
});

describe('a stream that was opened with a session', () => {
  it('ends when the session ends, and is not opened again', async () => {
    const { url } = await runServer();
    let [leftMs, reader, cookie] = [1_000, null as StreamReader | null, ''];
    // On a slow machine the first cookies may have ended before they arrive.
    while (reader?.status !== 200) {
      cookie = cookieFor(leftMs);
      reader = await streamWith(url, cookie);
      leftMs *= 2;
    }
    const open = reader;
    await until('it has ended', () => open.isEnded);
    expect((await streamWith(url, cookie)).status).toBe(401);
  });

  it('ends when somebody signs out of it, and those of others go on', async () => {
    const { url, as } = await runServer();
    const [mine, other] = [cookieFor(SESSION_MS), cookieFor(SESSION_MS)];
    const readers = await Promise.all([streamWith(url, mine), streamWith(url, mine), streamWith(url, other)]);
    expect(readers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await as(null).delete('/session', { headers: { Cookie: mine } })).status).toBe(204);
    await until('both have ended', () => readers.slice(0, 2).every(({ isEnded }) => isEnded));
    expect(readers[2]?.isEnded).toBe(false);
  });
});
