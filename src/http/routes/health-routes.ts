/** For those who run this: whether the process lives, whether it can take orders, what it has counted. */
import type { Registry } from 'prom-client';
import type { App } from '../app';
import { guard } from '../authenticate';
import type { ServerDependencies } from '../dependencies';
import { Problem } from '../problem';

/** Adds `/healthz`, `/readyz` and `/openapi.json`, which need no key. */
export function healthRoutes(app: App, { readiness }: Pick<ServerDependencies, 'readiness'>): void {
  app.get('/healthz', { schema: { hide: true } }, () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { hide: true } }, async () => {
    const ready = await readiness();
    const missing = (['engine', 'worker', 'provider'] as const).filter((part) => !ready[part]);
    if (missing.length > 0) {
      throw new Problem('not_ready', `Not ready: ${missing.join(', ')}. Orders under way are unharmed.`, {
        missing,
      });
    }
    return { status: 'ready', ...ready };
  });
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
}

interface MetricsOptions extends Pick<ServerDependencies, 'apiKeys' | 'isLoopback'> {
  registry: Registry;
}

/** Adds `/metrics`; off loopback any key will do, but there must be one. */
export function metricsRoute(app: App, { apiKeys, isLoopback, registry }: MetricsOptions): void {
  app.register(async (scope) => {
    if (!isLoopback) guard(scope, apiKeys);
    scope.get(
      '/metrics',
      { exposeHeadRoute: false, config: { access: 'read' }, schema: { hide: true } },
      async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()),
    );
  });
}
