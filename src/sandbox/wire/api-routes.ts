// The provider's API as HTTP routes. Nothing is decided here.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CALL_NAMES, type CallName } from '../call-names';
import { NOW_HEADER, readNowHeader } from '../clock';
import type { World } from '../world';
import { refusal } from './answer';
import { receive } from './receive';
import { type Pauses, sendReply } from './reply';
import { CALL_ROUTES } from './routes';

/** The path all calls stand below. */
export const API_ROOT = '/api/v1';

/** Adds the ten calls. */
export function addApiRoutes(app: FastifyInstance, world: World, pauses: Pauses): void {
  for (const name of CALL_NAMES) {
    const { methods, paths } = CALL_ROUTES[name];
    for (const path of paths) {
      app.route({
        method: methods,
        url: `${API_ROOT}/connect/reservations/${path}`,
        handler: async (request, reply) => {
          await sendReply(receive(world, receivedFrom(name, request)), request, reply, pauses);
          return reply;
        },
      });
    }
  }
  app.all(`${API_ROOT}/*`, async (_request, reply) => {
    reply.status(404);
    return refusal(404, 'routeNotFound', 'error_null').body;
  });
}

function receivedFrom(name: CallName, request: FastifyRequest) {
  return {
    name,
    params: request.params as Record<string, string>,
    body: readJson(request.body),
    authorization: request.headers.authorization,
    callerNowMs: readNowHeader(request.headers[NOW_HEADER]),
  };
}

/** Laravel takes a body that is no JSON for an empty one, and then misses every required field. */
function readJson(body: unknown): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body : '{}');
  } catch {
    return {};
  }
}
