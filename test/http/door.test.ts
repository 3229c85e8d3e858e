/** What the door refuses before any order is asked: keys, roles, sizes, methods, bodies. */
import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { sampleOrder } from '../orders/sample-order';
import { fakeReservations, sampleOperation, sampleReservation } from './fake-reservations';
import { KEYS, problemOf, runServer } from './running-server';

const PROBLEM = 'application/problem+json';
const orders = '/v1/reservations';

describe('keys and roles', () => {
  it('answers 401 without a key, with a wrong one, and with another scheme', async () => {
    const { as, url } = await runServer();
    const missing = await as(null).get(`${orders}/a`);
    expect(problemOf(missing)).toBe(`401 api_key_missing ${PROBLEM}`);
    expect(missing.headers['www-authenticate']).toContain('Bearer');
    const wrong = await as('wrong-key-0123456789').get(`${orders}/a`);
    expect(problemOf(wrong)).toBe(`401 api_key_unknown ${PROBLEM}`);
    expect(wrong.data.detail).toContain('api-keys.json');
    const basic = await as(null).get(`${orders}/a`, { headers: { Authorization: `Basic ${KEYS.operator}` } });
    expect(problemOf(basic)).toBe(`401 api_key_missing ${PROBLEM}`);
    expect(url).toContain('127.0.0.1');
  });

  const operation = sampleOperation();
  const answer = async () => ({ operation, reservation: sampleReservation() });
  const willing = fakeReservations({
    place: async () => ({ reservation: sampleReservation(), created: true }),
    reservation: async () => sampleReservation({ operations: [operation] }),
    timeline: async () => [],
    capture: answer,
    charge: answer,
    refund: answer,
    cancel: answer,
    complete: answer,
    resend: answer,
    resolve: answer,
  });
  const line = { name: 'Minibar', amountMinor: 100, taxPercent: 25 };
  const requests: [string, string, string, unknown, (keyof typeof KEYS)[]][] = [
    ['read', 'get', `${orders}/booking-1042`, undefined, ['viewer', 'booking', 'operator']],
    ['list', 'get', orders, undefined, ['viewer', 'booking', 'operator']],
    ['read the events of', 'get', `${orders}/a/events`, undefined, ['viewer', 'booking', 'operator']],
    [
      'read an operation of',
      'get',
      `${orders}/a/operations/op-1`,
      undefined,
      ['viewer', 'booking', 'operator'],
    ],
    ['place', 'post', orders, sampleOrder(), ['booking', 'operator']],
    ['resend', 'post', `${orders}/a/resend`, {}, ['booking', 'operator']],
    ['cancel', 'post', `${orders}/a/cancel`, { note: 'x' }, ['booking', 'operator']],
    ['capture', 'post', `${orders}/a/capture`, {}, ['operator']],
    ['charge', 'post', `${orders}/a/charge`, { lines: [line] }, ['operator']],
    ['refund', 'post', `${orders}/a/refund`, { reference: 'CAP1' }, ['operator']],
    ['complete', 'post', `${orders}/a/complete`, { note: 'x' }, ['operator']],
    [
      'resolve',
      'post',
      `${orders}/a/resolve`,
      { operationId: 'o', outcome: 'refused', evidence: 'x' },
      ['operator'],
    ],
  ];

  it.each(requests)('lets only these roles %s: %s %s', async (_name, method, url, data, roles) => {
    const { as } = await runServer({ reservations: willing });
    const allowed: string[] = [];
    for (const [role, key] of Object.entries(KEYS)) {
      const response = await as(key).request({ method, url, data });
      if (response.status < 300) allowed.push(role);
      else {
        expect(problemOf(response)).toBe(`403 role_not_allowed ${PROBLEM}`);
        expect(response.data.detail).toContain(`Use a key with the role ${roles.join(' or ')}.`);
      }
    }
    expect(allowed).toEqual(roles);
  });

  it('answers 401 before it reads the body', async () => {
    const { as } = await runServer();
    const response = await as(null).post(orders, 'not json', {
      headers: { 'Content-Type': 'application/json' },
    });
    expect(response.status).toBe(401);
  });

  it('answers 429 with Retry-After to a key that asks too often, and not to another key', async () => {
    const { as } = await runServer({ requestsPerMinute: 2 });
    const statuses: number[] = [];
    for (let request = 0; request < 3; request += 1)
      statuses.push((await as(KEYS.viewer).get(orders)).status);
    const limited = await as(KEYS.viewer).get(orders);
    expect(statuses).toEqual([200, 200, 429]);
    expect(problemOf(limited)).toBe(`429 rate_limited ${PROBLEM}`);
    expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
    expect((await as(KEYS.booking).get(orders)).status).toBe(200);
  });
});

describe('bodies and URLs', () => {
  const json = { headers: { 'Content-Type': 'application/json' } };

  it.each([
    ['a broken object', '{"orderId":'],
    ['plain text', 'order'],
    ['nothing at all', ''],
    ['a poisoned prototype', '{"__proto__": {"x": 1}}'],
  ])('answers 400 to %s', async (_name, body) => {
    const { http } = await runServer();
    const response = await http.post(orders, body, { ...json, transformRequest: [(data) => data] });
    expect(problemOf(response)).toBe(`400 body_not_json ${PROBLEM}`);
  });

  it('answers 415 to another content type', async () => {
    const { http } = await runServer();
    const response = await http.post(orders, 'a=b', {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    expect(problemOf(response)).toBe(`415 content_type_unsupported ${PROBLEM}`);
  });

  it('answers 413 to a body over 256 KB, and reads one below it', async () => {
    const { http } = await runServer();
    const large = await http.post(orders, { orderId: 'x'.repeat(256 * 1024) });
    expect(problemOf(large)).toBe(`413 body_too_large ${PROBLEM}`);
    const below = await http.post(orders, { orderId: 'x'.repeat(255 * 1024) });
    expect(problemOf(below)).toBe(`422 order_invalid ${PROBLEM}`);
  });

  it('answers 414 to a URL over 8 KB, wherever it leads', async () => {
    const { http } = await runServer();
    for (const path of [`${orders}?q=`, '/nowhere/', '/callbacks/front-payment/', `${orders}/`]) {
      expect(problemOf(await http.get(`${path}${'a'.repeat(8 * 1024)}`))).toBe(`414 url_too_long ${PROBLEM}`);
    }
  });

  it('answers 404 to an unknown route, and to an order id that cannot be one', async () => {
    const { http } = await runServer();
    expect(problemOf(await http.get('/v1/nothing'))).toBe(`404 route_not_found ${PROBLEM}`);
    expect(problemOf(await http.get(`${orders}/a%20b`))).toBe(`404 order_not_found ${PROBLEM}`);
    expect(problemOf(await http.get(`${orders}/${'a'.repeat(200)}`))).toBe(`404 order_not_found ${PROBLEM}`);
  });

  it('answers 400 to a wrong percent escape', async () => {
    const { http } = await runServer();
    expect(problemOf(await http.get(`${orders}/%zz`))).toBe(`400 url_malformed ${PROBLEM}`);
  });

  it.each([
    ['DELETE', `${orders}/a`, 'GET, HEAD'],
    ['PUT', orders, 'GET, HEAD, POST'],
    ['GET', `${orders}/a/capture`, 'POST'],
    ['POST', '/healthz', 'GET, HEAD'],
  ])('answers 405 to %s %s and names what is allowed', async (method, url, allow) => {
    const { http } = await runServer();
    const response = await http.request({ method, url });
    expect(problemOf(response)).toBe(`405 method_not_allowed ${PROBLEM}`);
    expect(response.headers.allow).toBe(allow);
  });

  it('answers what is no HTTP with 400, and headers without end with 431', async () => {
    const { port } = await runServer();
    expect(await spoken(port, 'HELLO\r\n\r\n')).toMatch(/^HTTP\/1.1 400 .*request_malformed/s);
    const endless = `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(70 * 1024)}\r\n\r\n`;
    expect(await spoken(port, endless)).toMatch(/^HTTP\/1.1 431 .*headers_too_large/s);
  });

  it('sets the headers that keep browsers from mischief on every answer', async () => {
    const { http } = await runServer();
    for (const url of ['/healthz', '/nowhere', `${orders}/a`]) {
      const { headers } = await http.get(url);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['cache-control']).toBe('no-store');
    }
  });
});

function spoken(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (data) => {
      answer += data.toString();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', (error) => (answer === '' ? reject(error) : resolve(answer)));
  });
}
