/** The sizes beyond which a request is not read, and what all answers say to browsers. */
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

const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
};

/** Refuses URLs that are too long before anything is looked up, and sets the headers that every answer has. */
export function limitRequests(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    if ((request.raw.url ?? '').length > URL_LIMIT) {
      throw new Problem(
        'url_too_long',
        `The URL is over ${URL_LIMIT} characters. Nothing was done. Ask for less.`,
      );
    }
  });
}
