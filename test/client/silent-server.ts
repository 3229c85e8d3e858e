/** A TCP server that takes connections and never answers: what a frozen engine looks like from outside. */
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** Its address, and how it ends. */
export interface SilentServer {
  address: string;
  close(): Promise<void>;
}

/** Starts one on a free loopback port. */
export async function startSilentServer(): Promise<SilentServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
