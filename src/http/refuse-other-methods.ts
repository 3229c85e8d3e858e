/** A path that exists answers every other method with 405 and the methods that it has. */
import type { FastifyInstance, RouteOptions } from 'fastify';
import { Problem } from './problem';

/** Call before any route is added, and `close` after the last one: it adds the refusals. */
export function watchMethods(app: FastifyInstance): { close(): void } {
  const methodsByUrl = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }: RouteOptions) => {
    const methods = methodsByUrl.get(url) ?? new Set();
    for (const one of [method].flat()) methods.add(one);
    methodsByUrl.set(url, methods);
  });
  return {
    close() {
      for (const [url, methods] of [...methodsByUrl]) refuseOthers(app, url, [...methods].sort());
    },
  };
}

function refuseOthers(app: FastifyInstance, url: string, allowed: string[]): void {
  const others = app.supportedMethods.filter((method) => !allowed.includes(method));
  app.route({
    method: others,
    url,
    schema: { hide: true },
    // Before a body is read: what it holds is of no interest.
    onRequest: async (_request, reply) => {
      reply.header('Allow', allowed.join(', '));
      throw new Problem('method_not_allowed', `Nothing was done. Use ${allowed.join(' or ')}.`);
    },
    handler: async () => undefined,
  });
}
