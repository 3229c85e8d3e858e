/** A TCP proxy before the engine that can be cut and mended: an engine that goes away and comes back. */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Where to connect, and how to cut and mend. */
export interface EngineProxy {
  address: string;
  /** Breaks every connection and takes no new one. */
  cut(): Promise<void>;
  /** Listens again at the same address. */
  mend(): Promise<void>;
}

/** Starts one before `target` (`host:port`). End it with `cut()`. */
export async function startEngineProxy(target: string): Promise<EngineProxy> {
  const [host = '', targetPort = ''] = target.split(':');
  const sockets = new Set<Socket>();
  const relay = (near: Socket) => {
    const far = connect(Number(targetPort), host);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  };
  let server = await listening(createServer(relay), 0);
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    cut() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
    async mend() {
      server = await listening(createServer(relay), port);
    },
  };
}

function listening(server: Server, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
