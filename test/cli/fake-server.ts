/** A loopback server that answers the CLI as a test says, and remembers what it was asked. */
import { afterEach } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { main } from '../../src/cli/main';
import { type FakeTerminal, fakeTerminal } from './fake-terminal';

/** One request, reduced to what tests compare. */
export interface Asked {
  method: string;
  path: string;
  query: Record<string, string>;
  body: unknown;
  headers: Record<string, string | string[] | undefined>;
}

/** A server that runs until the test has ended. */
export interface FakeServer {
  url: string;
  app: FastifyInstance;
  asked: Asked[];
  /** Runs one command against it. */
  run(args: string[], terminal?: FakeTerminal): Promise<Run>;
}

/** How a command ended. */
export interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

/** What is answered, by method and path: a body with 200, or whatever a function gives. */
export type Answers = Record<string, unknown>;

const KEY = 'a-key-of-this-test';
const running: FastifyInstance[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((app) => app.close()));
});

/** The server's present, in the answers below. */
export const NOW = '2026-11-21T10:00:00.000Z';

const SUMMARY = {
  asOf: NOW,
  open: 12,
  dueWithin24h: 3,
  dueWithin1h: 1,
  attention: 2,
  byState: { reserved: 12 },
};

/** Starts it; `routes` may add what an answer alone cannot say, such as streams. */
export async function fakeServer(
  answers: Answers,
  routes: (app: FastifyInstance) => void = () => {},
): Promise<FakeServer> {
  const app = Fastify({ forceCloseConnections: true });
  const asked: Asked[] = [];
  app.addHook('preHandler', async (request) => {
    const { method, query, body, headers } = request;
    const path = new URL(request.url, 'http://fake').pathname;
    asked.push({ method, path, query: query as Record<string, string>, body, headers });
  });
  routes(app);
  const all: Answers = { 'GET /v1/summary': SUMMARY, ...answers };
  for (const [name, answer] of Object.entries(all)) {
    const [method = '', url = ''] = name.split(' ');
    app.route({
      method,
      url,
      handler: async (request, reply) =>
        typeof answer === 'function' ? answer(request, reply) : reply.send(answer),
    });
  }
  running.push(app);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const run = async (args: string[], terminal = fakeTerminal()) => {
    const code = await main([...args, '--url', url, '--api-key', KEY], terminal);
    return { code, stdout: terminal.stdout(), stderr: terminal.stderr() };
  };
  return { url, app, asked, run };
}

/** A problem document with its status, as an answer. */
export function problem(status: number, code: string, detail = 'Nothing was done.') {
  return (_request: unknown, reply: { code(status: number): { send(body: unknown): unknown } }) =>
    reply.code(status).send({ type: 'about:blank', title: 'A problem', status, code, detail });
}
