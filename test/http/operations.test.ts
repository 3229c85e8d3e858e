/** What those who run Holdfast see: health, readiness, metrics, logs, and the description of the API. */
import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import pino from 'pino';
import { signCallback } from '../../src/front-payment/callback';
import { sampleOrder } from '../orders/sample-order';
import { fakeReservations, sampleReservation } from './fake-reservations';
import { CALLBACK_SECRET, callbackTokens, KEYS, problemOf, runServer } from './running-server';

const PROBLEM = 'application/problem+json';

describe('health', () => {
  it('is told without a key as long as the process lives', async () => {
    const { as } = await runServer({
      readiness: async () => ({ engine: false, worker: false, provider: false }),
    });
    expect((await as(null).get('/healthz')).status).toBe(200);
  });

  it('is ready only when engine, worker and provider settings are', async () => {
    const { as } = await runServer();
    expect((await as(null).get('/readyz')).status).toBe(200);
    for (const part of ['engine', 'worker', 'provider']) {
      const server = await runServer({
        readiness: async () => ({ engine: true, worker: true, provider: true, [part]: false }),
      });
      const response = await server.as(null).get('/readyz');
      expect(problemOf(response)).toBe(`503 not_ready ${PROBLEM}`);
      expect(response.data.missing).toEqual([part]);
    }
  });
});

describe('metrics', () => {
  it('count requests by route pattern, never by URL', async () => {
    const { as, http } = await runServer();
    await http.get('/v1/reservations/booking-1042');
    const { data, headers } = await as(null).get('/metrics');
    expect(headers['content-type']).toContain('text/plain');
    expect(data).toContain(
      'holdfast_http_requests_total{method="GET",route="/v1/reservations/:orderId",status="404"} 1',
    );
    expect(data).toContain('process_cpu_seconds_total');
    expect(data).not.toContain('booking-1042');
  });

  it('need a key, any key, off loopback', async () => {
    const { as } = await runServer({ isLoopback: false });
    expect(problemOf(await as(null).get('/metrics'))).toBe(`401 api_key_missing ${PROBLEM}`);
    expect((await as(KEYS.viewer).get('/metrics')).status).toBe(200);
    expect((await as(null).get('/healthz')).status).toBe(200);
  });
});

describe('the log', () => {
  it('names routes and callers, and never a token, a query, a key or a person', async () => {
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const { http, as } = await runServer({
      logger: pino({ level: 'trace' }, sink),
      reservations: fakeReservations({
        place: async () => ({ reservation: sampleReservation(), created: true }),
        capture: async () => {
          throw new Error('unforeseen');
        },
      }),
    });
    const url = callbackTokens.urlFor({ publicUrl: '', orderId: 'booking-1042', attempt: 1 });
    const query = signCallback(
      [
        ['orderUuid', 'RES1'],
        ['status', 'PAID'],
      ],
      CALLBACK_SECRET,
    );
    await http.post('/v1/reservations', sampleOrder());
    await http.post('/v1/reservations/booking-1042/capture', { note: 'For Kari Nordmann' });
    await as(null).get(`${url}?${query}`);
    await as(null).get(`${url}x?${query}`);
    await as('a-wrong-key-0123456789').get('/v1/reservations?q=kari');
    await as(null).get('/nowhere/kari@example.com');
    const log = lines.join('');
    const token = url.slice(url.lastIndexOf('/') + 1);
    expect(log).toContain('/callbacks/front-payment/:token');
    expect(log).toMatch(/operator-[\da-f]{8}/);
    expect(log).toContain('unforeseen');
    for (const secret of [token, 'checksum', 'Kari', 'kari', '46567468', KEYS.operator, 'a-wrong-key']) {
      expect(log).not.toContain(secret);
    }
  });
});

describe('closing', () => {
  it('waits for the answer that is being made', async () => {
    let answer: () => void = () => undefined;
    const asked = new Promise<void>((resolveAsked) => {
      answer = resolveAsked;
    });
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolveHeld) => {
      release = resolveHeld;
    });
    const { http, close } = await runServer({
      reservations: fakeReservations({
        reservation: async () => {
          answer();
          await held;
          return sampleReservation();
        },
      }),
    });
    const response = http.get('/v1/reservations/booking-1042');
    await asked;
    const closed = close();
    release();
    expect((await response).status).toBe(200);
    await closed;
    await expect(http.get('/healthz')).rejects.toMatchObject({ code: expect.stringMatching(/^ECONN/) });
  });
});
