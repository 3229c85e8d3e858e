/** Sessions of the dashboard: signing in and out, what a cookie may do, and every way in which it may not. */
import { describe, expect, it } from '@jest/globals';
import type { AxiosInstance, AxiosResponse } from 'axios';
import { Secret } from '../../src/config/secret';
import { createGuessLimit } from '../../src/http/guess-limit';
import { createKeyRing } from '../../src/http/key-ring';
import { createSessions, SESSION_MS } from '../../src/http/session-cookie';
import { fakeReservations, sampleOperation, sampleReservation } from './fake-reservations';
import { CALLBACK_SECRET, KEYS, problemOf, runServer } from './running-server';

const PROBLEM = 'application/problem+json';
const CAPTURE = '/v1/reservations/booking-1042/capture';

const apiKeys = (['viewer', 'booking', 'operator'] as const).map((role) => ({
  role,
  key: new Secret('HOLDFAST_API_KEYS', KEYS[role]),
}));

/** The cookie that an answer sets, as a browser would send it back. */
function cookieOf({ headers }: AxiosResponse): string {
  return String(headers['set-cookie']?.[0]).split(';')[0] ?? '';
}

async function signIn(http: AxiosInstance, key: string = KEYS.operator) {
  const answer = await http.post('/session', { key });
  const headers = { Cookie: cookieOf(answer) };
  return { answer, headers, withToken: { ...headers, 'x-csrf-token': answer.data.csrfToken } };
}

const willing = fakeReservations({
  reservation: async () => sampleReservation(),
  capture: async (_orderId, _body, context) => ({
    operation: sampleOperation({ requestedBy: context?.requestedBy ?? 'nobody' }),
    reservation: sampleReservation(),
  }),
});

describe('signing in', () => {
  it.each(Object.entries(KEYS))('takes a key of the role %s, and says who it is', async (role, key) => {
    const { as } = await runServer();
    const before = Date.now();
    const { answer } = await signIn(as(null), key);
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({
      role,
      csrfToken: expect.stringMatching(/^[\w-]{43}$/),
      expiresAt: expect.any(String),
      sandbox: false,
      version: '0.0.0-test',
    });
    expect(Date.parse(answer.data.expiresAt) - before - SESSION_MS).toBeLessThan(60_000);
  });

  it('sets a cookie that scripts cannot read and other sites cannot have sent', async () => {
    const { as } = await runServer();
    const { answer } = await signIn(as(null));
    const [cookie] = answer.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^holdfast_session=\S+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(KEYS.operator);
  });

  it('has the cookie go by https alone where we are reached by https', async () => {
    const { as } = await runServer({ publicUrl: 'https://holdfast.example' });
    const { answer } = await signIn(as(null));
    expect(answer.headers['set-cookie']?.[0]).toContain('; Secure');
    expect(answer.headers['strict-transport-security']).toContain('max-age=');
  });

  it('refuses a wrong key, and what is no sign-in', async () => {
    const { as } = await runServer();
    const wrong = await as(null).post('/session', { key: 'wrong-key-0123456789' });
    expect(problemOf(wrong)).toBe(`401 api_key_unknown ${PROBLEM}`);
    expect(wrong.headers['set-cookie']).toBeUndefined();
    expect(problemOf(await as(null).post('/session'))).toBe(`400 body_not_json ${PROBLEM}`);
    expect(problemOf(await as(null).post('/session', {}))).toBe(`422 invalid_command ${PROBLEM}`);
    const more = { key: KEYS.operator, role: 'operator' };
    expect(problemOf(await as(null).post('/session', more))).toBe(`422 invalid_command ${PROBLEM}`);
  });

  it('looks at no key of an address after ten wrong ones, but for one that was right from there', async () => {
    const { as } = await runServer();
    await signIn(as(null), KEYS.viewer);
    for (let tries = 0; tries < 10; tries += 1) {
      expect((await as(null).post('/session', { key: `wrong-${tries}` })).status).toBe(401);
    }
    const held = await as(null).post('/session', { key: 'wrong-10' });
    expect(problemOf(held)).toBe(`429 rate_limited ${PROBLEM}`);
    expect(Number(held.headers['retry-after'])).toBeGreaterThan(0);
    expect((await signIn(as(null), KEYS.operator)).answer.status).toBe(429);
    expect((await signIn(as(null), KEYS.viewer)).answer.status).toBe(200);
  });

  it('does not hold off who signs in rightly, however often', async () => {
    const { as } = await runServer();
    for (let times = 0; times < 12; times += 1) expect((await signIn(as(null))).answer.status).toBe(200);
  });
});

describe('the limit of wrong keys', () => {
  it('counts each address by itself, and forgets after a minute', () => {
    let nowMs = 0;
    const limit = createGuessLimit(() => nowMs);
    for (let tries = 0; tries < 10; tries += 1) limit.wrong('192.0.2.1');
    expect([limit.waitS('192.0.2.1', null), limit.waitS('192.0.2.2', null)]).toEqual([60, 0]);
    expect(limit.waitS('192.0.2.1', 'operator-1')).toBe(60);
    nowMs = 59_500;
    expect(limit.waitS('192.0.2.1', null)).toBe(1);
    nowMs = 60_000;
    expect(limit.waitS('192.0.2.1', null)).toBe(0);
  });

  it('lets a key through that was right from there within a day, and no other', () => {
    let nowMs = 0;
    const limit = createGuessLimit(() => nowMs);
    limit.right('192.0.2.1', 'booking-2');
    nowMs = 86_399_999;
    for (let tries = 0; tries < 10; tries += 1) limit.wrong('192.0.2.1');
    expect(limit.waitS('192.0.2.1', 'booking-2')).toBe(0);
    expect(limit.waitS('192.0.2.1', 'booking-1')).toBe(60);
    nowMs = 86_400_000;
    expect(limit.waitS('192.0.2.1', 'booking-2')).toBe(60);
  });

  it('takes an IPv4 address for one however it is written, and an IPv6 network for one address', () => {
    const limit = createGuessLimit(() => 0);
    for (let tries = 0; tries < 10; tries += 1) limit.wrong(`2001:db8:1:2::${tries}`);
    expect(limit.waitS('2001:db8:1:2:ffff::1', null)).toBe(60);
    expect(limit.waitS('2001:db8:1:3::1', null)).toBe(0);
    for (let tries = 0; tries < 10; tries += 1) limit.wrong('192.0.2.1');
    expect(limit.waitS('::ffff:192.0.2.1', null)).toBe(60);
  });

  it('forgets the oldest address before it remembers without end', () => {
    const limit = createGuessLimit(() => 0);
    for (let tries = 0; tries < 10; tries += 1) limit.wrong('first');
    for (let address = 0; address < 10_000; address += 1) limit.wrong(`${address}`);
    expect(limit.waitS('first', null)).toBe(0);
  });
});

describe('a session', () => {
  it('is told to whoever has its cookie, and to nobody else', async () => {
    const { as } = await runServer();
    const { answer, headers } = await signIn(as(null));
    const again = await as(null).get('/session', { headers });
    expect([again.status, again.data]).toEqual([200, answer.data]);
    expect(problemOf(await as(null).get('/session'))).toBe(`401 session_missing ${PROBLEM}`);
  });

  it('holds on another server with the same keys', async () => {
    const { as } = await runServer();
    const { headers, withToken } = await signIn(as(null));
    const other = await runServer({ reservations: willing });
    expect((await other.as(null).get('/v1/reservations', { headers })).status).toBe(200);
    expect((await other.as(null).post(CAPTURE, {}, { headers: withToken })).status).toBe(200);
  });

  it('ends by signing out, which needs no token', async () => {
    const { as } = await runServer();
    const { headers } = await signIn(as(null));
    const out = await as(null).delete('/session', { headers });
    expect([out.status, out.data]).toEqual([204, '']);
    expect(out.headers['set-cookie']?.[0]).toMatch(/^holdfast_session=; .*Expires=Thu, 01 Jan 1970/);
    expect((await as(null).delete('/session')).status).toBe(204);
  });

  it('reads with the cookie alone', async () => {
    const { as } = await runServer({ reservations: willing });
    const { headers } = await signIn(as(null), KEYS.viewer);
    expect((await as(null).get('/v1/reservations/booking-1042', { headers })).status).toBe(200);
    expect((await as(null).get('/v1/summary', { headers })).status).toBe(200);
  });

  it('changes with the token too, in the name of its role', async () => {
    const { as } = await runServer({ reservations: willing });
    const { withToken } = await signIn(as(null));
    const { status, data } = await as(null).post(CAPTURE, {}, { headers: withToken });
    expect([status, data.operation.requestedBy]).toEqual([200, 'operator']);
  });

  it('changes nothing without the token, with a wrong one, or with that of another session', async () => {
    const { as } = await runServer({ reservations: willing });
    const { headers } = await signIn(as(null));
    const other = await signIn(as(null));
    const tokens = [undefined, '', 'x'.repeat(43), other.answer.data.csrfToken];
    for (const token of tokens) {
      const sent = token === undefined ? headers : { ...headers, 'x-csrf-token': token };
      const refused = await as(null).post(CAPTURE, {}, { headers: sent });
      expect(problemOf(refused)).toBe(`403 csrf_token_wrong ${PROBLEM}`);
    }
  });

  it('may no more than its role', async () => {
    const { as } = await runServer({ reservations: willing });
    const { withToken } = await signIn(as(null), KEYS.viewer);
    const refused = await as(null).post(CAPTURE, {}, { headers: withToken });
    expect(problemOf(refused)).toBe(`403 role_not_allowed ${PROBLEM}`);
  });

  it('does not stand in for a key that was sent and is wrong', async () => {
    const { as } = await runServer();
    const { headers } = await signIn(as(null));
    const refused = await as('wrong-key-0123456789').get('/v1/reservations', { headers });
    expect(problemOf(refused)).toBe(`401 api_key_unknown ${PROBLEM}`);
  });

  it('needs no token where a key is sent beside it', async () => {
    const { as } = await runServer({ reservations: willing });
    const { headers } = await signIn(as(null), KEYS.viewer);
    expect((await as(KEYS.operator).post(CAPTURE, {}, { headers })).status).toBe(200);
  });
});

describe('a cookie that is no session, or no longer', () => {
  const secret = new Secret('FRONT_PAYMENT_CALLBACK_SECRET', CALLBACK_SECRET);
  const sessions = (nowMs = Date.now()) => createSessions(createKeyRing(apiKeys, secret), () => nowMs);
  const begun = (nowMs?: number) => sessions(nowMs).begin(KEYS.operator)?.cookie ?? '';
  const [expiresAt = '', nonce = '', seal = ''] = begun().split('.');

  it.each([
    ['has ended', begun(Date.now() - SESSION_MS - 1)],
    ['was made to last longer', [`${Number(expiresAt) + 1}`, nonce, seal].join('.')],
    ['is sealed with nothing', [expiresAt, nonce, ''].join('.')],
    ['is not sealed', [expiresAt, nonce].join('.')],
    ['is sealed with something else', [expiresAt, nonce, 'A'.repeat(43)].join('.')],
    ['is empty', ''],
    ['is noise', '%00%ff'],
  ])('is refused when it %s', async (_how, cookie) => {
    const { as } = await runServer();
    const headers = { Cookie: `holdfast_session=${encodeURIComponent(cookie)}` };
    expect(problemOf(await as(null).get('/v1/reservations', { headers }))).toBe(
      `401 session_ended ${PROBLEM}`,
    );
    const told = await as(null).get('/session', { headers });
    expect(problemOf(told)).toBe(`401 session_ended ${PROBLEM}`);
    expect(told.headers['set-cookie']?.[0]).toMatch(/^holdfast_session=;/);
  });

  it('is refused once its key is gone, and when its key has another role', async () => {
    const { as } = await runServer();
    const { headers } = await signIn(as(null));
    const withoutKey = await runServer({ apiKeys: apiKeys.filter(({ role }) => role !== 'operator') });
    expect(problemOf(await withoutKey.as(null).get('/v1/reservations', { headers }))).toBe(
      `401 session_ended ${PROBLEM}`,
    );
    const demoted = await runServer({
      apiKeys: apiKeys.map(({ role, key }) => ({ role: role === 'operator' ? 'viewer' : role, key })),
    });
    expect(problemOf(await demoted.as(null).get('/v1/reservations', { headers }))).toBe(
      `401 session_ended ${PROBLEM}`,
    );
  });

  it('holds to the last millisecond, and not one longer', () => {
    const cookie = begun(1_800_000_000_000);
    expect(sessions(1_800_000_000_000 + SESSION_MS - 1).read(cookie)?.caller).toEqual({
      role: 'operator',
      keyId: expect.stringMatching(/^operator-[\da-f]{8}$/),
    });
    expect(sessions(1_800_000_000_000 + SESSION_MS).read(cookie)).toBeNull();
  });
});
