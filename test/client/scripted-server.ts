/** An HTTP server that gives the answers of a script, one to each request, and keeps what was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** What came in. */
export interface Asked {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: unknown;
}

/** Gives one answer, or lets the asker down. */
export type Act = (response: ServerResponse) => void;

/** A server on a free loopback port; a request beyond the script is answered 500. */
export interface ScriptedServer {
  url: string;
  asked: Asked[];
  close(): Promise<void>;
}

/** Starts one. */
export async function startScriptedServer(...script: Act[]): Promise<ScriptedServer> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const body = headers['content-length'] === undefined ? undefined : await json(request);
    asked.push({ method, url, headers, body });
    const act = script.shift() ?? answer(500, { code: 'beyond_the_script' });
    act(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** An answer in JSON. */
export function answer(status: number, body: unknown, headers: Record<string, string> = {}): Act {
  return (response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

/** A problem document. */
export function problem(status: number, code: string, facts: Record<string, unknown> = {}): Act {
  const body = {
    type: `urn:holdfast:problem:${code}`,
    title: 'A title',
    status,
    code,
    detail: 'What to do.',
  };
  return answer(
    status,
    { ...body, ...facts },
    { 'Content-Type': 'application/problem+json', 'Retry-After': '0' },
  );
}

/** The connection breaks before anything was answered. */
export const hangUp: Act = (response) => {
  response.socket?.destroy();
};

/** The connection breaks in the middle of the answer. */
export const breakOff: Act = (response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
  response.write('{"operation":', () => response.socket?.destroy());
};

/** Nothing ever comes. */
export const keepSilent: Act = () => undefined;

/** Some server-sent events, and then the end. */
export function stream(...events: { id: string; data: unknown }[]): Act {
  return (response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(': here\n\n');
    for (const { id, data } of events)
      response.write(`id: ${id}\nevent: item\ndata: ${JSON.stringify(data)}\n\n`);
    response.end();
  };
}

/** A stream that stays open after its events. */
export function openStream(...events: { id: string; data: unknown }[]): Act {
  return (response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    for (const { id, data } of events) response.write(`id: ${id}\ndata: ${JSON.stringify(data)}\n\n`);
  };
}
