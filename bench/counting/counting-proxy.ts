/**
 * Stands between one process and the engine, passes every gRPC call on as it is, and counts it by its name: so it is known
 * what of a door's work reaches the engine, without a word in the product about it. Speaks HTTP/2 in the clear.
 */
import http2, {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo } from 'node:net';

/** One that listens. */
export interface CountingProxy {
  /** host:port, as TEMPORAL_ADDRESS has it. */
  address: string;
  /** How many calls came through since the beginning, by name: `SignalWorkflowExecution` and the like. */
  counts(): Record<string, number>;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/** `engineAddress` is host:port. */
export async function startCountingProxy(engineAddress: string): Promise<CountingProxy> {
  const counts = new Map<string, number>();
  const upstream = keptSession(`http://${engineAddress}`);
  const server = http2.createServer();
  const sessions = new Set<{ destroy(): void }>();
  server.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  server.on('stream', (stream, headers) => {
    const name = String(headers[':path']).split('/').pop() ?? '';
    counts.set(name, (counts.get(name) ?? 0) + 1);
    passOn(stream, upstream.session().request(headers));
  });
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  return {
    address: `${HOST}:${(server.address() as AddressInfo).port}`,
    counts: () => Object.fromEntries(counts),
    async close() {
      for (const session of sessions) session.destroy();
      upstream.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** The engine says goodbye to each connection after some minutes; the next call takes another. */
function keptSession(origin: string): { session(): ClientHttp2Session; close(): void } {
  let current: ClientHttp2Session | null = null;
  return {
    session() {
      if (current === null || current.closed || current.destroyed) {
        current = http2.connect(origin);
        // The calls under way hear of it by themselves.
        current.on('error', () => undefined);
      }
      return current;
    },
    close: () => current?.destroy(),
  };
}

function passOn(asked: ServerHttp2Stream, asking: ClientHttp2Stream): void {
  let trailers: IncomingHttpHeaders = {};
  const hasAll = new Promise<void>((resolve) => {
    asking.once('trailers', (received) => {
      trailers = received;
      resolve();
    });
    asking.once('close', () => resolve());
  });
  asking.once('response', (headers, flags) => {
    if (asked.destroyed) return;
    // What fails at once is answered by headers alone.
    if (flags & http2.constants.NGHTTP2_FLAG_END_STREAM) return asked.respond(headers, { endStream: true });
    asked.respond(headers, { waitForTrailers: true });
    asking.pipe(asked);
  });
  asked.once('wantTrailers', () => {
    hasAll.then(() => asked.destroyed || asked.sendTrailers(trailers));
  });
  asked.pipe(asking);
  asked.on('error', () => undefined);
  asking.on('error', () => undefined);
  asked.once('close', () => asking.close(asked.rstCode));
  asking.once('close', () => {
    if (asking.rstCode !== http2.constants.NGHTTP2_NO_ERROR) asked.close(asking.rstCode);
  });
}
