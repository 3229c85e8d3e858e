/**
 * A door for the sandbox's callbacks that passes them on as the product's HTTP server does: token, checksum, signal.
 * Tests close it to lose callbacks.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Client } from '@temporalio/client';
import { CALLBACK_PATH, type CallbackTokens } from '../../src/callbacks/token';
import { createCallbackSignal } from '../../src/client/callback-signal';
import { readCallback } from '../../src/front-payment';

export interface CallbackDoor {
  origin: string;
  /** Every callback that came, whether it was passed on or not. */
  received: { orderId: string; status: string }[];
  /** While true, callbacks are taken and forgotten. */
  losing: boolean;
  close(): Promise<void>;
}

export async function openCallbackDoor(parts: {
  client: Client;
  tokens: CallbackTokens;
  secret: string;
}): Promise<CallbackDoor> {
  const signal = createCallbackSignal({ client: parts.client, taskQueue: 'unused' });
  const server = createServer((request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const subject = parts.tokens.read(path.slice(CALLBACK_PATH.length));
    const hint = readCallback(query, parts.secret);
    response.end('taken');
    if (!subject) return;
    door.received.push({ orderId: subject.orderId, status: hint.status });
    if (door.losing) return;
    const { reservationUuid, status } = hint;
    signal(subject.orderId, { attempt: subject.attempt, reservationUuid, status }).catch(() => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const door: CallbackDoor = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: [],
    losing: false,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return door;
}
