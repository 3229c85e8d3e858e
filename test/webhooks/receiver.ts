/** A booking system that takes webhooks over loopback, verifies each with the library, and fails as a test says. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { WebhookBody } from '../../src/webhooks/webhook-message';

/** Invented secrets. */
export const NEW_SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
export const OLD_SECRET = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;

/** One request that came in and was signed as it should be. */
export interface Received extends WebhookBody {
  id: string;
  /** What it was answered with. */
  status: number;
  signatures: number;
}

/** `answerWith`: the status of each answer; null leaves a request without one. */
export interface Receiver {
  url: string;
  received: Received[];
  /** What was not signed by the receiver's secret. */
  forged: number;
  answerWith(answer: (body: WebhookBody) => number | null): void;
  /** The types of an order's webhooks that were taken, in the order they came, without `reservation.`. */
  taken(orderId: string): string[];
  close(): Promise<void>;
}

/** On a free port; knows one secret only, as a booking system in the middle of a rotation does. */
export async function startReceiver(secret = OLD_SECRET): Promise<Receiver> {
  const verifier = new Webhook(secret);
  let answer: (body: WebhookBody) => number | null = () => 204;
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const headers = request.headers as Record<string, string>;
    try {
      verifier.verify(text, headers);
    } catch {
      receiver.forged += 1;
      response.writeHead(401).end();
      return;
    }
    const body: WebhookBody = JSON.parse(text);
    const status = answer(body);
    const signatures = headers['webhook-signature']?.split(' ').length ?? 0;
    receiver.received.push({ ...body, id: headers['webhook-id'] ?? '', status: status ?? 0, signatures });
    if (status !== null) response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    received: [],
    forged: 0,
    answerWith(next) {
      answer = next;
    },
    taken: (orderId) =>
      receiver.received
        .filter(({ status, data }) => status === 204 && data.orderId === orderId)
        .map(({ type }) => type.replace('reservation.', '')),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return receiver;
}
