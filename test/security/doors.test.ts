/** The HTTP door under hostile hands: keys guessed, requests smuggled, callers that are slow, floods, and texts that mean harm. */
import { createHash } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import pino from 'pino';
import { Secret } from '../../src/config/secret';
import { createKeyRing } from '../../src/http/key-ring';
import { createSessions } from '../../src/http/session-cookie';
import { fakeReservations, sampleReservation } from '../http/fake-reservations';
import { CALLBACK_SECRET, callbackTokens, KEYS, problemOf, runServer } from '../http/running-server';
import { sampleOrder } from '../orders/sample-order';
import { leaveFigure } from '../support/figures';
import { until } from '../support/until';

const PROBLEM = 'application/problem+json';
const orders = '/v1/reservations';

describe('guessed keys', () => {
  const wrong = (count: number) =>
    Array.from({ length: count }, (_, index) => `wrong-key-0123456789-${index}`);

  it('are not looked at after ten wrong ones from an address: the right one is answered like any other', async () => {
    const { as } = await runServer();
    const answers = await Promise.all(wrong(40).map((key) => as(key).get(orders)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(30);
    const right = await as(KEYS.operator).get(orders);
    expect(problemOf(right)).toBe(`429 rate_limited ${PROBLEM}`);
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('count at every door together, and hold off no key that was right from there', async () => {
    const { as } = await runServer({ isLoopback: false });
    expect((await as(KEYS.booking).get(orders)).status).toBe(200);
    for (const key of wrong(4)) await as(key).get(orders);
    for (const key of wrong(3)) await as(null).post('/session', { key });
    for (const key of wrong(3)) await as(key).get('/metrics');
    expect((await as(KEYS.viewer).get('/metrics')).status).toBe(429);
    expect((await as(null).post('/session', { key: KEYS.viewer })).status).toBe(429);
    expect((await as(KEYS.booking).get(orders)).status).toBe(200);
  });

  it('count by the address that a trusted proxy tells, and by nobody else’s word', async () => {
    const from = (address: string) => ({ headers: { 'X-Forwarded-For': address } });
    const proxied = await runServer({ trustedProxies: ['127.0.0.0/8'] });
    for (const key of wrong(10)) await proxied.as(key).get(orders, from('192.0.2.1'));
    expect((await proxied.http.get(orders, from('192.0.2.1'))).status).toBe(429);
    expect((await proxied.http.get(orders, from('192.0.2.2'))).status).toBe(200);
    const direct = await runServer();
    for (const [index, key] of wrong(10).entries())
      await direct.as(key).get(orders, from(`192.0.2.${index}`));
    expect((await direct.http.get(orders, from('192.0.2.99'))).status).toBe(429);
  });
});

describe('a key that is set by its hash', () => {
  const hash = createHash('sha256').update(KEYS.operator).digest('hex');
  const apiKeys = [{ role: 'operator' as const, hash: new Secret('HOLDFAST_API_KEYS', hash) }];

  it('opens with the key, and with nothing that stands in the settings', async () => {
    const { as } = await runServer({ apiKeys });
    expect((await as(KEYS.operator).get(orders)).status).toBe(200);
    for (const key of [hash, `sha256$${hash}`]) expect((await as(key).get(orders)).status).toBe(401);
  });

  it('makes no session for whoever knows the settings of keys alone', async () => {
    const secret = new Secret('FRONT_PAYMENT_CALLBACK_SECRET', CALLBACK_SECRET);
    const cookieOf = (other: Secret) =>
      `holdfast_session=${createSessions(createKeyRing(apiKeys, other)).begin(KEYS.operator)?.cookie}`;
    const { as } = await runServer({ apiKeys });
    const statusWith = async (Cookie: string) => (await as(null).get(orders, { headers: { Cookie } })).status;
    expect(await statusWith(cookieOf(secret))).toBe(200);
    expect(await statusWith(cookieOf(new Secret('another', 'another-secret')))).toBe(401);
  });
});

describe('a smuggled request', () => {
  const hidden = 'GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n';
  const post = `POST ${orders} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${KEYS.operator}\r\nContent-Type: application/json\r\n`;

  it.each([
    ['two lengths', `${post}Content-Length: 0\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`],
    ['two equal lengths', `${post}Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}${hidden}`],
    [
      'a length and chunks',
      `${post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
    ],
    [
      'chunks and a length',
      `${post}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${hidden}`,
    ],
    ['an encoding that is none', `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${hidden}`],
    ['chunks that are not last', `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${hidden}`],
    ['a length with a sign', `${post}Content-Length: +0\r\n\r\n${hidden}`],
    ['a space before the colon', `${post}Content-Length : 0\r\n\r\n${hidden}`],
    ['a folded header', `${post}Content-Length:\r\n 0\r\n\r\n${hidden}`],
    ['a line end within a header', `${post}X-Note: a\rContent-Length: 0\r\n\r\n${hidden}`],
    ['a chunk of a size that is none', `${post}Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n${hidden}`],
  ])('with %s is refused, and what stands behind it is not read', async (_how, text) => {
    const { port, routes } = await watched();
    const answer = await spoken(port, text);
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer.match(/HTTP\/1.1/g)).toHaveLength(1);
    expect(routes()).not.toContain('unknown');
  });

  it('is read where it is an honest one behind another', async () => {
    const { port, routes } = await watched();
    await spoken(
      port,
      `GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n${hidden.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')}`,
    );
    expect(routes()).toContain('unknown');
  });
});

describe('a slow caller', () => {
  const patience = { headersMs: 300, requestMs: 600, idleMs: 60_000, checkMs: 100 };

  it.each([
    ['says nothing', ''],
    ['sends its headers drop by drop', 'GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: '],
  ])('that %s is not waited for', async (_how, begun) => {
    const { port } = await runServer({ patience });
    expect(await drip(port, begun)).toMatch(/^$|^HTTP\/1.1 408 .*request_too_slow/s);
  });

  it('that sends its body drop by drop is not waited for', async () => {
    const { port } = await runServer({ patience });
    const head = `POST ${orders} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${KEYS.operator}\r\n`;
    const answer = await drip(
      port,
      `${head}Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{`,
    );
    expect(answer).toMatch(/HTTP\/1.1 408 .*request_too_slow/s);
  });

  it('that stops reading an answer is not waited for', async () => {
    let pages = 0;
    const items = Array.from({ length: 200 }, () => sampleReservation());
    const list = async () => ({ items, nextCursor: `${++pages}` });
    const { port, http } = await runServer({
      reservations: fakeReservations({ list }),
      patience: { ...patience, idleMs: 2_000, mostConnections: 1 },
    });
    const head = `GET ${orders} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${KEYS.operator}\r\n`;
    const socket = connect(port, '127.0.0.1', () => socket.write(`${head}Accept: text/csv\r\n\r\n`));
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('readable', resolve));
    // There is one place: it is free again when the reader was given up.
    const isFree = async () => (await http.get('/healthz').catch(() => null))?.status === 200;
    expect(await isFree()).toBe(false);
    await until('the place of the reader is free', isFree);
    expect(pages).toBeGreaterThan(0);
    socket.destroy();
  });

  it('is one of so many: a connection more is closed at once', async () => {
    const { port, http } = await runServer({ patience: { mostConnections: 3 } });
    const held = await Promise.all([1, 2, 3].map(() => connected(port)));
    await expect(http.get('/healthz')).rejects.toMatchObject({
      code: expect.stringMatching(/ECONNRESET|EPIPE/),
    });
    for (const socket of held) socket.destroy();
  });
});

describe('a flood of forged callbacks', () => {
  it('costs no signal: 2,000 of them are refused by what they are, and nothing else is asked', async () => {
    let signals = 0;
    let calls = 0;
    const asked = async () => {
      calls += 1;
      throw new Error('A callback asks the engine nothing.');
    };
    const silent = Object.keys(fakeReservations()).map((name) => [name, asked]);
    const { as } = await runServer({
      callbacks: {
        resolveToken: callbackTokens.read,
        secret: new Secret('FRONT_PAYMENT_CALLBACK_SECRET', CALLBACK_SECRET),
        signal: async () => {
          signals += 1;
          return 'signalled';
        },
      },
      reservations: Object.fromEntries(silent),
    });
    const http = as(null);
    const token = callbackTokens.urlFor({ publicUrl: '', orderId: 'booking-1042', attempt: 1 });
    const statuses = new Map<number, number>();
    for (let sent = 0; sent < 2_000; sent += 50) {
      const wave = Array.from({ length: 50 }, (_, index) => {
        const path = index % 2 === 0 ? token : `/callbacks/front-payment/forged${sent + index}.seal`;
        return http.get(`${path}?orderUuid=RES${index}&status=CAPTURED&checksum=${'0'.repeat(64)}`);
      });
      for (const { status } of await Promise.all(wave)) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    leaveFigure('flood: forged callbacks', 2_000);
    leaveFigure('flood: signals', signals);
    expect([...statuses]).toEqual(
      expect.arrayContaining([
        [403, 1000],
        [404, 1000],
      ]),
    );
    leaveFigure('flood: calls to the engine', calls);
    expect([signals, calls]).toEqual([0, 0]);
  }, 120_000);
});

describe('a body that means harm', () => {
  const json = {
    headers: { 'Content-Type': 'application/json' },
    transformRequest: [(data: unknown) => data],
  };
  const deep = (open: string, close: string, levels: number) => open.repeat(levels) + close.repeat(levels);

  it.each([
    ['lists in lists', deep('[', ']', 100_000), '422 order_invalid'],
    ['objects in objects', `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`, '422 order_invalid'],
    ['depth where a text belongs', `{"orderId":${deep('[', ']', 100_000)}}`, '422 order_invalid'],
    [
      'a hundred thousand fields',
      `{${Array.from({ length: 20_000 }, (_, n) => `"f${n}":1`)}}`,
      '422 order_invalid',
    ],
    ['a number of 200,000 digits', `{"orderId":${'9'.repeat(200_000)}}`, '422 order_invalid'],
    ['__proto__', '{"__proto__":{"isAdmin":true}}', '400 body_not_json'],
    ['__proto__, escaped', '{"\\u005f_proto__":{"isAdmin":true}}', '400 body_not_json'],
    [
      '__proto__, deep within',
      '{"customer":{"address":{"__proto__":{"isAdmin":true}}}}',
      '400 body_not_json',
    ],
    ['constructor.prototype', '{"constructor":{"prototype":{"isAdmin":true}}}', '400 body_not_json'],
  ])('of %s is refused, and the server goes on', async (_what, body, problem) => {
    const { http } = await runServer();
    expect(problemOf(await http.post(orders, body, json))).toBe(`${problem} ${PROBLEM}`);
    expect((http.defaults as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    expect((await http.get('/healthz')).status).toBe(200);
  });

  it('of a card’s number is refused by the field’s name, and no answer repeats it', async () => {
    const { http } = await runServer();
    const order = sampleOrder({
      lines: [{ name: 'Card 4111 1111 1111 1111', amountMinor: 100, taxPercent: 0 }],
    });
    const answers = [
      await http.post(orders, order),
      await http.post(`${orders}/a/cancel`, { note: 'Card 4111-1111-1111-1111' }),
    ];
    expect(answers.map(problemOf)).toEqual([
      `422 order_invalid ${PROBLEM}`,
      `422 invalid_command ${PROBLEM}`,
    ]);
    expect(answers.map(({ data }) => data.errors[0].path)).toEqual(['lines.0.name', 'note']);
    expect(JSON.stringify(answers.map(({ data }) => data))).not.toContain('1111');
  });
});

describe('what callers write', () => {
  it('cannot begin a line of the log, nor move a terminal that shows it', async () => {
    const { lines, logger } = aLog();
    const { as, port } = await runServer({ logger });
    const nasty = '%0a{"level":60,"msg":"forged"}%1b[2J';
    await as(null).get(`/nowhere/${nasty}?${nasty}`);
    await as(KEYS.operator).get(`${orders}/${nasty}`, { headers: { 'User-Agent': 'a\tb', Referer: nasty } });
    await as(KEYS.operator).post(`${orders}/a/cancel`, { note: 'b\n{"level":60}\u001b[2J' });
    await spoken(port, `GET /\u001b[2J${'\u0001'} HTTP/1.1\r\nHost: a\r\nX: \u001b]0;t\u0007\r\n\r\n`);
    const written = lines.join('').split('\n').filter(Boolean);
    expect(written.length).toBeGreaterThanOrEqual(3);
    for (const line of written) expect(JSON.parse(line).level).toBeLessThan(60);
    expect(lines.join('')).not.toMatch(/forged|\[2J|%1b/);
  });
});

function aLog() {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { lines, logger: pino({ level: 'trace' }, sink) };
}

/** A server that tells which routes were asked for. */
async function watched() {
  const { lines, logger } = aLog();
  const { port } = await runServer({ logger });
  const routes = () => lines.map((line) => JSON.parse(line).route as string);
  return { port, routes };
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket)).on('error', () => undefined);
  });
}

/** What is answered to these bytes until the connection ends. */
function spoken(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (data) => {
      answer += data.toString();
    });
    socket.on('error', () => undefined).on('close', () => resolve(answer));
  });
}

/** The same of a beginning that goes on a byte at a time, and has no end. */
async function drip(port: number, begun: string): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve) => {
      let answer = '';
      const socket = connect(port, '127.0.0.1', () => {
        if (begun === '') return;
        socket.write(begun);
        timer = setInterval(() => socket.writable && socket.write('x'), 50);
      });
      socket.on('data', (data) => {
        answer += data.toString();
      });
      socket.on('error', () => undefined).on('close', () => resolve(answer));
    });
  } finally {
    clearInterval(timer);
  }
}
