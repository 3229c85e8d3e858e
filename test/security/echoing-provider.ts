/** Front Payment before a sandbox of its own, which at a word tells all that it was sent back in an error, as real ones do. */
import { createServer, type IncomingMessage, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Sandbox, startSandbox } from '../../src/sandbox';

/** How the next call that fits is answered; `executes`: the sandbox does it all the same. */
export interface Echo {
  /** A part of the call's path, such as `capture`. */
  path: string;
  status: number;
  executes: boolean;
  /** What stands in the call's body, where only some calls are meant. */
  of?: string;
}

export interface EchoingProvider {
  baseUrl: string;
  sandbox: Sandbox;
  /** Answers the next such call so, once. */
  echo(next: Echo): void;
  /** How many echoes were sent. */
  echoed: number;
  close(): Promise<void>;
}

/** On a free port, with this token and callback secret. */
export async function startEchoingProvider(secrets: {
  token: string;
  callbackSecret: string;
}): Promise<EchoingProvider> {
  const sandbox = await startSandbox({ ...secrets, ratePerMinute: 100_000, seed: 7 });
  const origin = new URL(sandbox.baseUrl).origin;
  const echoes: Echo[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const path = request.url ?? '';
    const index = echoes.findIndex((echo) => path.includes(echo.path) && body.includes(echo.of ?? ''));
    const [echo] = index < 0 ? [] : echoes.splice(index, 1);
    if (echo === undefined || echo.executes) {
      const { status, headers, answer } = await passOn(request, `${origin}${path}`, body);
      if (echo === undefined) {
        response.writeHead(status, headers).end(answer);
        return;
      }
    }
    provider.echoed += 1;
    response.writeHead(echo.status, { 'Content-Type': 'application/json' }).end(complaint(echo.status, body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const provider: EchoingProvider = {
    baseUrl: sandbox.baseUrl.replace(origin, `http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    sandbox,
    echo: (next) => echoes.push(next),
    echoed: 0,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await sandbox.stop();
    },
  };
  return provider;
}

/** The whole body as the message, and each of its texts as a field's error. */
function complaint(status: number, body: string): string {
  const errors = {
    body,
    texts: [...body.matchAll(/"([^"]+)"/g)].map(([, found]) => `${found} is not valid`),
  };
  const message = `Cannot take ${body}`;
  return JSON.stringify({
    status_code: status,
    status_message: 'error',
    message,
    is_error: true,
    errors,
    data: body,
  });
}

function passOn(incoming: IncomingMessage, url: string, body: string) {
  const { method, headers } = incoming;
  return new Promise<{ status: number; headers: IncomingMessage['headers']; answer: string }>(
    (resolve, reject) => {
      const outgoing = send(url, { method, headers }, async (answer) =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, answer: await text(answer) }),
      );
      outgoing.on('error', reject).end(body);
    },
  );
}
