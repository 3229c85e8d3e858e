/**
 * Lets the pages of exactly one origin ask, Temporal's UI. A browser tells where a page is from; Temporal's CLI is no page
 * and tells nothing.
 */
import type { FastifyInstance } from 'fastify';
import { CodecRefusal } from './codec-refusal';

/** What Temporal's UI sends besides: the namespace, and its user's token where it is told to pass that on. */
const HEADERS = 'authorization, authorization-extras, content-type, x-namespace';

/** Answers preflights, and refuses pages of any other origin. `uiOrigin` null: of all. */
export function admitOnly(app: FastifyInstance, uiOrigin: string | null): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    reply.header('vary', 'origin');
    if (origin === undefined || isOwn(origin, request.headers.host)) return;
    if (origin !== uiOrigin) throw new CodecRefusal('origin_not_allowed');
    reply.header('access-control-allow-origin', origin).header('access-control-allow-credentials', 'true');
    if (request.method !== 'OPTIONS') return;
    return reply
      .header('access-control-allow-methods', 'POST')
      .header('access-control-allow-headers', HEADERS)
      .header('access-control-max-age', '600')
      .code(204)
      .send();
  });
}

/** The page to sign in at is the server's own. */
function isOwn(origin: string, host: string | undefined): boolean {
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}
