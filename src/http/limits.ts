/** The sizes and times beyond which a request is not read, and that no answer is kept by anybody unless its route says so. */
import type { FastifyInstance } from 'fastify';
import { Problem } from './problem';

/** The largest body, in bytes. */
export const BODY_LIMIT_BYTES = 256 * 1024;

/** The longest URL, in characters. */
export const URL_LIMIT = 8 * 1024;

/** More than the longest URL, so that one that is too long is answered and not cut off. In bytes. */
export const HEADER_LIMIT_BYTES = 64 * 1024;

/** How long a request may take to arrive. */
export const REQUEST_TIMEOUT_MS = 30_000;

/** How slow a caller may be, and how many there may be at once. */
export interface Patience {
  /** For the request line and the headers, from the connection or the request before. */
  headersMs: number;
  /** For the whole request. */
  requestMs: number;
  /** How long nothing may move on a connection, in either direction: a reader who stops is not waited for. */
  idleMs: number;
  /** How often it is looked whether headers and requests are late. */
  checkMs: number;
  /** Past these a connection is closed at once: each costs memory before a word was said. */
  mostConnections: number;
}

/** What holds unless a test says otherwise. */
export const PATIENCE: Patience = {
  headersMs: 10_000,
  requestMs: REQUEST_TIMEOUT_MS,
  idleMs: 120_000,
  checkMs: 5_000,
  mostConnections: 10_000,
};

/** Refuses URLs that are too long before anything is looked up, and has answers kept nowhere. */
export function limitRequests(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('Cache-Control', 'no-store');
    if ((request.raw.url ?? '').length > URL_LIMIT) {
      throw new Problem(
        'url_too_long',
        `The URL is over ${URL_LIMIT} characters. Nothing was done. Ask for less.`,
      );
    }
  });
}
