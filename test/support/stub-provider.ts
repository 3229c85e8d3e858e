// A provider that answers exactly what a test tells it, byte for byte; it knows nothing of Front Payment's rules.
// Two kinds: one over node:http for answers, one over node:net for what is no proper answer at all.

import http from 'node:http';
import net, { type AddressInfo } from 'node:net';

/** A request as it arrived. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly bodyText: string;
  /** The local port of the peer: tells one connection from another. */
  readonly peerPort: number;
}

/** What the stub answers with: a status, a body (an object is sent as JSON) and headers. */
export interface StubAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** A running stub over HTTP. */
export interface StubProvider {
  readonly baseUrl: string;
  readonly requests: ReceivedRequest[];
  /** Answers every request from now on; a function sees the request. */
  answerWith(answer: StubAnswer | ((request: ReceivedRequest) => StubAnswer)): void;
  close(): Promise<void>;
}

/** Starts an HTTP stub on a free loopback port. */
export async function startStubProvider(): Promise<StubProvider> {
  const requests: ReceivedRequest[] = [];
  let answer: (request: ReceivedRequest) => StubAnswer = () => ({ status: 599 });
  const server = http.createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const request: ReceivedRequest = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      bodyText: Buffer.concat(chunks).toString('utf8'),
      peerPort: incoming.socket.remotePort ?? 0,
    };
    requests.push(request);
    const { status, body, headers } = answer(request);
    outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
    const isRaw = typeof body === 'string' || Buffer.isBuffer(body) || body === undefined;
    outgoing.end(isRaw ? body : JSON.stringify(body));
  });
  const port = await listen(server);
  return {
    baseUrl: `http://127.0.0.1:${port}/api/v1`,
    requests,
    answerWith(next) {
      answer = typeof next === 'function' ? next : () => next;
    },
    close() {
      server.closeAllConnections();
      return closed(server);
    },
  };
}

/** A running stub over TCP. */
export interface RawStub {
  readonly baseUrl: string;
  /** How many connections there have been. */
  connections(): number;
  close(): Promise<void>;
}

/** Starts a TCP stub; `onRequest` runs when the first bytes of a request are there, with the connection's number. */
export async function startRawStub(
  onRequest: (socket: net.Socket, connection: number) => void,
): Promise<RawStub> {
  const sockets = new Set<net.Socket>();
  let connections = 0;
  const server = net.createServer((socket) => {
    connections += 1;
    const connection = connections;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', () => onRequest(socket, connection));
  });
  const port = await listen(server);
  return {
    baseUrl: `http://127.0.0.1:${port}/api/v1`,
    connections: () => connections,
    close() {
      for (const socket of sockets) socket.destroy();
      return closed(server);
    },
  };
}

/** A loopback port on which nobody listens. */
export async function unusedPort(): Promise<number> {
  const server = net.createServer();
  const port = await listen(server);
  await closed(server);
  return port;
}

async function listen(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function closed(server: net.Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
