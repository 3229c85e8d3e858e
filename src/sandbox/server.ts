// The HTTP server of a sandbox: the provider's API, the checkout pages and the control routes on one port.
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { addCheckoutRoutes } from './checkout/checkout-routes';
import type { Control } from './control/control';
import { addControlRoutes } from './control/control-routes';
import { refusal } from './wire/answer';
import { addApiRoutes } from './wire/api-routes';
import type { Pauses } from './wire/reply';
import type { World } from './world';

const BODY_LIMIT_BYTES = 1024 * 1024;

/** Builds the server without listening. */
export function buildServer(world: World, control: Control, pauses: Pauses): FastifyInstance {
  const app = Fastify({ bodyLimit: BODY_LIMIT_BYTES, forceCloseConnections: true });
  // Cancel is a GET with a JSON body, so bodies of GETs are read.
  app.addHttpMethod('GET', { hasBody: true, overrideExisting: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) world.settings.logger.error({ error: error.message }, 'sandbox request broke');
    const answer = refusal(status, status >= 500 ? 'sandboxBroke' : 'badRequest', 'error_null');
    return reply.status(status).send(answer.body);
  });
  addApiRoutes(app, world, pauses);
  addCheckoutRoutes(app, world);
  addControlRoutes(app, world, control);
  return app;
}
