/** A wire between a browser and the server that can be cut and mended. */
import { createConnection, createServer, type Socket } from 'node:net';
import getPort from 'get-port';

/** The wire: `origin` is its near end. */
export interface Wire {
  origin: string;
  /** Breaks every connection, and refuses new ones. */
  cut(): Promise<void>;
  /** Takes connections again, at the same place. */
  mend(): Promise<void>;
}

/** Lays one to a server on loopback. Cut it at the end. */
export async function openWire(farEnd: string): Promise<Wire> {
  const port = await getPort({ host: '127.0.0.1' });
  const far = { host: '127.0.0.1', port: Number(new URL(farEnd).port) };
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const onward = createConnection(far);
    for (const [from, to] of [
      [near, onward],
      [onward, near],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      // A connection that broke is what this is for.
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  const mend = (): Promise<void> => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  await mend();
  return {
    origin: `http://127.0.0.1:${port}`,
    mend,
    cut: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
