// What happens below HTTP: only what surely wrote nothing may be sent again, and nothing is ever sent twice by us.

import type net from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CALL_NAMES } from '../../src/front-payment/call-name';
import { errorFromTransport } from '../../src/front-payment/error-from-transport';
import { type RawStub, startRawStub, startStubProvider, unusedPort } from '../support/stub-provider';
import { until } from '../support/until';
import { clientFor, errorOf, SEND } from './samples';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function rawStub(onRequest: (socket: net.Socket, connection: number) => void): Promise<RawStub> {
  const stub = await startRawStub(onRequest);
  open.push(stub);
  return stub;
}

const OK_HEAD = 'HTTP/1.1 202 Accepted\r\ncontent-type: application/json\r\n';
const OK_BODY = '{"status_code":202,"message":"ok","is_data":true,"data":{"uuid":"CAP1"}}';

describe('a call that found nobody', () => {
  it.each(CALL_NAMES)('%s was not executed when the port refuses', async (call) => {
    const baseUrl = `http://127.0.0.1:${await unusedPort()}`;
    const error = await errorOf(SEND[call](clientFor(baseUrl)));
    expect(error).toMatchObject({
      name: 'NotConnectedError',
      code: 'not_connected',
      execution: 'not_executed',
      call,
    });
    expect(error.httpStatus).toBeNull();
  });

  it('was not executed when every address of the name refuses', async () => {
    const baseUrl = `http://localhost:${await unusedPort()}`;
    expect((await errorOf(SEND.capture(clientFor(baseUrl)))).code).toBe('not_connected');
  });

  it.each([
    [{ code: 'ENOTFOUND', cause: { code: 'ENOTFOUND', syscall: 'getaddrinfo' } }, 'not_connected'],
    [{ code: 'EAI_AGAIN', cause: { code: 'EAI_AGAIN', syscall: 'getaddrinfo' } }, 'not_connected'],
    [{ code: 'ETIMEDOUT', cause: { code: 'ETIMEDOUT', syscall: 'connect' } }, 'not_connected'],
    [{ code: 'CERT_HAS_EXPIRED', cause: { code: 'CERT_HAS_EXPIRED' } }, 'not_connected'],
    [
      { code: 'ECONNREFUSED', cause: { errors: [{ syscall: 'connect' }, { syscall: 'connect' }] } },
      'not_connected',
    ],
    [
      { code: 'ECONNRESET', cause: { errors: [{ syscall: 'connect' }, { syscall: 'read' }] } },
      'connection_lost',
    ],
    [{ code: 'ETIMEDOUT', cause: { code: 'ETIMEDOUT', syscall: 'read' } }, 'timed_out'],
    [{ code: 'ECONNRESET', cause: { code: 'ECONNRESET', syscall: 'read' } }, 'connection_lost'],
    [{ code: 'EPIPE', cause: { code: 'EPIPE', syscall: 'write' } }, 'connection_lost'],
    [{ code: 'EHOSTUNREACH', cause: { code: 'EHOSTUNREACH', syscall: 'read' } }, 'connection_lost'],
    [{ code: 'ERR_CANCELED' }, 'timed_out'],
    [{ code: 'ECONNABORTED' }, 'timed_out'],
    [new Error('whatever'), 'connection_lost'],
    ['not even an error', 'connection_lost'],
    [undefined, 'connection_lost'],
  ])('decides %j to be %s', (failure, code) => {
    expect(errorFromTransport('capture', failure).code).toBe(code);
  });
});

describe('a call whose answer did not come', () => {
  it.each(CALL_NAMES)('%s is unknown after a reset, and was sent once', async (call) => {
    const stub = await rawStub((socket) => socket.resetAndDestroy());
    const error = await errorOf(SEND[call](clientFor(stub.baseUrl)));
    expect(error).toMatchObject({
      name: 'ConnectionLostError',
      code: 'connection_lost',
      execution: 'unknown',
      call,
    });
    expect(stub.connections()).toBe(1);
  });

  it.each<[string, (socket: net.Socket) => void]>([
    ['closes without a word', (socket) => socket.end()],
    ['speaks no HTTP', (socket) => socket.end('SSH-2.0-nobody\r\n')],
    ['ends within the head', (socket) => socket.end(OK_HEAD)],
    [
      'ends within a body of known length',
      (socket) => socket.end(`${OK_HEAD}content-length: 999\r\n\r\n${OK_BODY}`),
    ],
    [
      'ends within a chunk',
      (socket) => socket.end(`${OK_HEAD}transfer-encoding: chunked\r\n\r\n48\r\n{"stat`),
    ],
    [
      'sends a head without end',
      (socket) => socket.write(`${OK_HEAD}x-long: ${'a'.repeat(100_000)}\r\n\r\n${OK_BODY}`),
    ],
  ])('is unknown when the peer %s', async (_what, onRequest) => {
    const stub = await rawStub(onRequest);
    const error = await errorOf(SEND.capture(clientFor(stub.baseUrl)));
    expect(error).toMatchObject({ code: 'connection_lost', execution: 'unknown' });
    expect(stub.connections()).toBe(1);
  });

  it('does not repeat a read whose kept-alive connection the peer has closed', async () => {
    let requests = 0;
    const body = '{"status_code":200,"data":[]}';
    const stub = await rawStub((socket) => {
      requests += 1;
      if (requests === 1) {
        socket.write(
          `HTTP/1.1 200 OK\r\nconnection: keep-alive\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
        );
      } else socket.resetAndDestroy();
    });
    const client = clientFor(stub.baseUrl);
    await client.history();
    const error = await errorOf(client.history());
    expect(error).toMatchObject({ code: 'connection_lost', execution: 'unknown' });
    expect([requests, stub.connections()]).toEqual([2, 1]);
  });
});

describe('the connections of commands', () => {
  const kept = `${OK_HEAD}connection: keep-alive\r\ncontent-length: ${OK_BODY.length}\r\n\r\n${OK_BODY}`;

  it('are their own where money moves', async () => {
    const stub = await rawStub((socket) => socket.write(kept));
    const client = clientFor(stub.baseUrl);
    await SEND.complete(client);
    for (const [already, call] of (['capture', 'charge', 'refund', 'cancel'] as const).entries()) {
      await SEND[call](client);
      expect(stub.connections()).toBe(2 + already);
    }
  });

  it('are shared from one moment to the next where none does, and closed by us before a peer would', async () => {
    let closed = 0;
    const stub = await rawStub((socket) => {
      socket.once('close', () => {
        closed += 1;
      });
      socket.write(kept);
    });
    const client = clientFor(stub.baseUrl);
    for (let sent = 0; sent < 3; sent += 1) await SEND.complete(client);
    expect(stub.connections()).toBe(1);
    await until('the idle connection is closed', () => closed > 0);
    await SEND.complete(client);
    expect(stub.connections()).toBe(2);
  });
});

describe('a call that takes too long', () => {
  const hurried = { timeoutMs: 150 };

  it.each(CALL_NAMES)('%s is unknown when nothing comes', async (call) => {
    const stub = await rawStub(() => undefined);
    const error = await errorOf(SEND[call](clientFor(stub.baseUrl, hurried)));
    expect(error).toMatchObject({ name: 'TimedOutError', code: 'timed_out', execution: 'unknown', call });
  });

  it('ends although the body keeps dribbling', async () => {
    const stub = await rawStub((socket) => {
      socket.write(`${OK_HEAD}content-length: 100000\r\n\r\n`);
      const timer = setInterval(() => socket.write(' '), 20);
      socket.on('close', () => clearInterval(timer));
    });
    const startedMs = performance.now();
    const error = await errorOf(SEND.capture(clientFor(stub.baseUrl, hurried)));
    expect(error).toMatchObject({ code: 'timed_out', execution: 'unknown' });
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });

  it('ends although the head keeps dribbling', async () => {
    const stub = await rawStub((socket) => {
      socket.write('HTTP/1.1 202 Accepted\r\n');
      const timer = setInterval(() => socket.write('x-a: b\r\n'), 20);
      socket.on('close', () => clearInterval(timer));
    });
    expect((await errorOf(SEND.capture(clientFor(stub.baseUrl, hurried)))).code).toBe('timed_out');
  });
});

describe('an answer from elsewhere or without end', () => {
  it.each([301, 302, 303, 307, 308])('does not follow a %i, with the token least of all', async (status) => {
    const elsewhere = await startStubProvider();
    const stub = await startStubProvider();
    open.push(elsewhere, stub);
    elsewhere.answerWith({ status: 202, body: OK_BODY });
    stub.answerWith({ status, headers: { location: `${elsewhere.baseUrl}/stolen` } });
    for (const call of CALL_NAMES) {
      const error = await errorOf(SEND[call](clientFor(stub.baseUrl)));
      expect(error).toMatchObject({ name: 'RedirectedError', code: 'redirected', execution: 'unknown' });
    }
    expect(elsewhere.requests).toEqual([]);
    expect(stub.requests).toHaveLength(CALL_NAMES.length);
  });

  it.each([
    ['announced', { 'content-length': '2000000' }],
    ['not announced', { 'transfer-encoding': 'chunked' }],
  ])('gives up on a body too large, %s', async (_how, headers) => {
    const stub = await startStubProvider();
    open.push(stub);
    stub.answerWith({ status: 202, body: ' '.repeat(2_000_000), headers: headers as Record<string, string> });
    const error = await errorOf(SEND.capture(clientFor(stub.baseUrl, { maxResponseBytes: 1_000 })));
    expect(error).toMatchObject({
      name: 'AnswerTooLargeError',
      code: 'answer_too_large',
      execution: 'unknown',
    });
  });

  it('reads a compressed answer, and gives up on one that unpacks beyond the limit', async () => {
    const stub = await startStubProvider();
    open.push(stub);
    const headers = { 'content-encoding': 'gzip' };
    stub.answerWith({ status: 202, body: gzipSync(OK_BODY), headers });
    await expect(SEND.capture(clientFor(stub.baseUrl))).resolves.toEqual({ reference: 'CAP1' });
    stub.answerWith({ status: 202, body: gzipSync(' '.repeat(50_000_000)), headers });
    expect((await errorOf(SEND.capture(clientFor(stub.baseUrl)))).code).toBe('answer_too_large');
  });

  it('does not ask a proxy from the environment', async () => {
    const stub = await startStubProvider();
    open.push(stub);
    stub.answerWith({ status: 202, body: OK_BODY });
    const before = process.env.http_proxy;
    process.env.http_proxy = `http://127.0.0.1:${await unusedPort()}`;
    try {
      await expect(SEND.capture(clientFor(stub.baseUrl))).resolves.toEqual({ reference: 'CAP1' });
    } finally {
      if (before === undefined) delete process.env.http_proxy;
      else process.env.http_proxy = before;
    }
  });
});
