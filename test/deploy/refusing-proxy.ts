/** A managed Temporal as a client sees it: everything is passed on to the real engine, save the operator's calls, which are refused. */
import { connect, constants, createServer, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';

/** gRPC's number for "permission denied". */
const PERMISSION_DENIED = '7';
const REFUSED = [
  '/temporal.api.operatorservice.',
  '/temporal.api.workflowservice.v1.WorkflowService/RegisterNamespace',
];

/** A proxy that listens. */
export interface RefusingProxy {
  address: string;
  close(): Promise<void>;
}

/** Opens one before the engine at `target`, host:port. */
export async function openRefusingProxy(target: string): Promise<RefusingProxy> {
  const engine = connect(`http://${target}`);
  const server = createServer();
  server.on('stream', (stream, headers) => {
    const path = String(headers[constants.HTTP2_HEADER_PATH]);
    // Either side may hang up at any moment, and then there is nothing left to tell.
    stream.on('error', () => {});
    if (REFUSED.some((refused) => path.startsWith(refused))) {
      stream.respond(
        {
          ':status': 200,
          'content-type': 'application/grpc',
          'grpc-status': PERMISSION_DENIED,
          'grpc-message': 'Request unauthorized.',
        },
        { endStream: true },
      );
      return;
    }
    if (engine.destroyed) return stream.close();
    const passedOn = engine.request(headers);
    passedOn.on('error', () => stream.close());
    passedOn.on('response', (answer, flags) => {
      // A failed call is answered by headers alone.
      const endStream = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
      stream.respond(answer, endStream ? { endStream } : { waitForTrailers: true });
    });
    let trailers = {};
    passedOn.on('trailers', (given) => {
      trailers = given;
    });
    stream.on('wantTrailers', () => stream.sendTrailers(trailers));
    stream.pipe(passedOn).pipe(stream);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => closeBoth(server, engine),
  };
}

async function closeBoth(server: Http2Server, engine: ReturnType<typeof connect>): Promise<void> {
  engine.close();
  await new Promise((resolve) => server.close(resolve));
}
