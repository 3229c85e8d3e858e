/** The callback's address: who is let in, and what one good callback leads to. */
import { describe, expect, it } from '@jest/globals';
import { type CallbackSignal, EngineUnavailableError } from '../../src/client';
import { Secret } from '../../src/config/secret';
import { signCallback } from '../../src/front-payment/callback';
import { CALLBACK_SECRET, callbackTokens, problemOf, runServer } from './running-server';

const PROBLEM = 'application/problem+json';

const parameters: [string, string][] = [
  ['orderUuid', 'RES1943140879'],
  ['status', 'RESERVED'],
  ['paymentMethod', 'visa'],
  ['amount', '3000.00'],
  ['createdAt', '1795255200'],
  ['timestamp', '1795255260'],
];

const query = signCallback(parameters, CALLBACK_SECRET);
const path = callbackTokens.urlFor({ publicUrl: '', orderId: 'booking-1042', attempt: 2 });

async function server(signal?: CallbackSignal) {
  const signals: unknown[] = [];
  const recorded: CallbackSignal = async (orderId, hint) => {
    signals.push([orderId, hint]);
    return 'signalled';
  };
  const running = await runServer({
    callbacks: {
      resolveToken: callbackTokens.read,
      secret: new Secret('FRONT_PAYMENT_CALLBACK_SECRET', CALLBACK_SECRET),
      signal: signal ?? recorded,
    },
  });
  return { http: running.as(null), keyed: running.http, signals };
}

describe('a callback', () => {
  it('is taken without a key, and leads to one signal with what it hints at', async () => {
    const { http, signals } = await server();
    const response = await http.get(`${path}?${query}`);
    expect(response.status).toBe(200);
    expect(signals).toEqual([
      [
        'booking-1042',
        {
          attempt: 2,
          reservationUuid: 'RES1943140879',
          status: 'RESERVED',
          sentAt: '2026-11-21T10:01:00.000Z',
        },
      ],
    ]);
  });

  it.each([
    ['1', '1970-01-01T00:00:01.000Z'],
    ['soon', undefined],
  ])('is taken with the odd timestamp %s, which is noted where it is one', async (timestamp, sentAt) => {
    const { http, signals } = await server();
    const odd = parameters.map(([name, value]): [string, string] => [
      name,
      name === 'timestamp' ? timestamp : value,
    ]);
    expect((await http.get(`${path}?${signCallback(odd, CALLBACK_SECRET)}`)).status).toBe(200);
    const hint = { attempt: 2, reservationUuid: 'RES1943140879', status: 'RESERVED' };
    expect(signals).toEqual([['booking-1042', sentAt === undefined ? hint : { ...hint, sentAt }]]);
  });

  it('is answered alike when it is repeated, and when its order has ended', async () => {
    const { http } = await server();
    const over = await server(async () => 'over');
    const answers = [
      await http.get(`${path}?${query}`),
      await http.get(`${path}?${query}`),
      await over.http.get(`${path}?${query}`),
    ];
    expect(new Set(answers.map(({ status, data }) => `${status} ${data}`))).toEqual(new Set(['200 OK']));
  });

  it('is checked over the values in the order received, whatever the order is', async () => {
    const { http, signals } = await server();
    const reversed = signCallback([...parameters].reverse(), CALLBACK_SECRET);
    expect((await http.get(`${path}?${reversed}`)).status).toBe(200);
    const reordered = query.split('&').reverse().join('&');
    expect(problemOf(await http.get(`${path}?${reordered}`))).toBe(`403 checksum_mismatch ${PROBLEM}`);
    expect(signals).toHaveLength(1);
  });

  const wrong = signCallback(parameters, 'another-secret');
  const refused: [string, string, string][] = [
    ['an unknown token', `/callbacks/front-payment/abc.def?${query}`, '404 callback_token_unknown'],
    ['a token of another secret', `${path}x?${query}`, '404 callback_token_unknown'],
    ['a checksum of another secret', `${path}?${wrong}`, '403 checksum_mismatch'],
    ['a changed value', `${path}?${query.replace('3000.00', '1.00')}`, '403 checksum_mismatch'],
    ['a doubled parameter', `${path}?${query}&status=CAPTURED`, '400 parameter_doubled'],
    ['no checksum', `${path}?orderUuid=RES1&status=RESERVED`, '400 parameter_missing'],
    ['no query at all', path, '400 parameter_missing'],
    ['a query that is too long', `${path}?${query}&x=${'x'.repeat(8 * 1024)}`, '414 url_too_long'],
  ];

  it.each(refused)('with %s is refused and signals nothing', async (_name, url, problem) => {
    const { http, signals } = await server();
    expect(problemOf(await http.get(url))).toBe(`${problem} ${PROBLEM}`);
    expect(signals).toEqual([]);
  });

  it.each(['POST', 'PUT', 'HEAD', 'DELETE', 'OPTIONS', 'PROPFIND'])(
    'by %s is answered 405',
    async (method) => {
      const { http, signals } = await server();
      const response = await http.request({ method, url: `${path}?${query}` });
      expect([response.status, response.headers.allow]).toEqual([405, 'GET']);
      expect(signals).toEqual([]);
    },
  );

  it('with a body is refused', async () => {
    const { http, signals } = await server();
    const response = await http.get(`${path}?${query}`, { data: { status: 'CAPTURED' } });
    expect(problemOf(response)).toBe(`400 callback_body_refused ${PROBLEM}`);
    expect(signals).toEqual([]);
  });

  it('is answered 503 while the engine is away, so that it may come again', async () => {
    const { http } = await server(async () => {
      throw new EngineUnavailableError();
    });
    expect(problemOf(await http.get(`${path}?${query}`))).toBe(`503 engine_unavailable ${PROBLEM}`);
  });

  it('is counted by what became of it', async () => {
    const { http, keyed } = await server();
    await http.get(`${path}?${query}`);
    await http.get(`${path}?${wrong}`);
    const { data } = await keyed.get('/metrics');
    expect(data).toContain('holdfast_callbacks_total{verdict="signalled"} 1');
    expect(data).toContain('holdfast_callbacks_total{verdict="checksum_mismatch"} 1');
  });
});
