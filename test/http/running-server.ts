/** Starts the HTTP server on a free loopback port in one line, and closes it after the test. */
import { afterEach } from '@jest/globals';
import axios, { type AxiosInstance } from 'axios';
import { createCallbackTokens } from '../../src/callbacks/token';
import { Secret } from '../../src/config/secret';
import { buildServer } from '../../src/http/build-server';
import type { ServerDependencies } from '../../src/http/dependencies';
import { noDashboard } from './fake-dashboard';
import { fakeReservations } from './fake-reservations';

/** The keys that the servers of these tests know. */
export const KEYS = {
  viewer: 'viewer-key-0123456789',
  booking: 'booking-key-0123456789',
  operator: 'operator-key-0123456789',
} as const;

/** The callback secret of these tests, and the tokens that it seals. */
export const CALLBACK_SECRET = 'a-callback-secret-of-tests';
export const callbackTokens = createCallbackTokens(CALLBACK_SECRET);

/** A server that runs, and what a caller with the operator's key needs. */
export interface RunningServer {
  url: string;
  port: number;
  /** Speaks as the operator, and never throws for a status. */
  http: AxiosInstance;
  close(): Promise<void>;
  /** The same with another key, or with none. */
  as(key: string | null): AxiosInstance;
}

const running: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

/** A server with what the test overrides, on a free port unless told which; it ends with the test. */
export async function runServer(
  overrides: Partial<ServerDependencies> = {},
  port = 0,
): Promise<RunningServer> {
  const app = await buildServer({
    reservations: fakeReservations(),
    callbacks: {
      resolveToken: callbackTokens.read,
      secret: new Secret('FRONT_PAYMENT_CALLBACK_SECRET', CALLBACK_SECRET),
      signal: async () => 'signalled',
    },
    apiKeys: (['viewer', 'booking', 'operator'] as const).map((role) => ({
      role,
      key: new Secret('HOLDFAST_API_KEYS', KEYS[role]),
    })),
    readiness: async () => ({ engine: true, worker: true, provider: true }),
    isLoopback: true,
    version: '0.0.0-test',
    ...noDashboard(),
    answerWaitMs: 200,
    ...overrides,
  });
  running.push(app);
  const url = await app.listen({ host: '127.0.0.1', port });
  const as = (key: string | null) =>
    axios.create({
      baseURL: url,
      validateStatus: () => true,
      maxRedirects: 0,
      headers: key === null ? {} : { Authorization: `Bearer ${key}` },
    });
  const close = async () => {
    await app.close();
  };
  return { url, port: Number(new URL(url).port), http: as(KEYS.operator), as, close };
}

/** The problem in an answer, reduced to what tests compare. */
export function problemOf(answer: { status: number; headers: unknown; data: { code?: string } }): string {
  const type = String((answer.headers as Record<string, unknown>)['content-type']);
  return `${answer.status} ${answer.data.code} ${type.split(';')[0]}`;
}
