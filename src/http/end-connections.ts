/** How connections end when a server takes its leave: none that is used is cut, none that is idle holds up the stop. */
import type { Socket } from 'node:net';
import type { App } from './app';

/**
 * An answer that is given while the server drains or closes ends its connection: one that is kept alive would hold up the
 * stop, and bring the next request to a server that is leaving. When it closes, connections on which nothing was asked yet
 * end too: browsers open them to be quicker later, and Node does not count them as idle.
 */
export function endConnectionsWhenClosing(app: App, draining?: AbortSignal): void {
  let isClosing = false;
  const unused = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    if (isClosing) socket.destroy();
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  app.server.on('request', ({ socket }) => unused.delete(socket));
  app.addHook('preClose', async () => {
    isClosing = true;
    for (const socket of unused) socket.destroy();
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing || draining?.aborted) reply.header('connection', 'close');
  });
}
