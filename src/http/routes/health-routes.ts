/** For those who run this: whether the process lives, whether it can take orders, what it has counted, what it can do. */
import type { Registry } from 'prom-client';
import type { App } from '../app';
import { guard } from '../authenticate';
import type { ServerDependencies } from '../dependencies';
import type { Doorkeeper } from '../doorkeeper';
import { Problem } from '../problem';

/** What the two answers are made from. */
export type HealthOptions = Pick<ServerDependencies, 'readiness' | 'canGoOn' | 'draining'>;

/**
 * Adds `/healthz` and `/readyz`, which need no key. The first fails only where a new process would help: never because the
 * engine is away, for then all wait, and a restart would only make it worse.
 */
export function healthRoutes(app: App, { readiness, canGoOn = () => true, draining }: HealthOptions): void {
  app.get('/healthz', { schema: { hide: true } }, () => {
    if (canGoOn()) return { status: 'ok' };
    throw new Problem(
      'worker_failed',
      'The worker gives up again and again although the engine answers. Orders wait. Start this process anew.',
    );
  });
  app.get('/readyz', { schema: { hide: true } }, async () => {
    const ready = await readiness();
    const lacking = (['engine', 'worker', 'provider'] as const).filter((part) => !ready[part]);
    const missing = draining?.aborted ? ['draining', ...lacking] : lacking;
    if (missing.length > 0) {
      throw new Problem('not_ready', `Not ready: ${missing.join(', ')}. Orders under way are unharmed.`, {
        missing,
      });
    }
    return { status: 'ready', ...ready };
  });
}

/** Adds `/openapi.json`, which needs no key. */
export function descriptionRoute(app: App): void {
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
}

interface MetricsOptions extends Pick<ServerDependencies, 'isLoopback'> {
  doorkeeper: Doorkeeper;
  registry: Registry;
}

/** Adds `/metrics`; off loopback any key will do, but there must be one. */
export function metricsRoute(app: App, { doorkeeper, isLoopback, registry }: MetricsOptions): void {
  app.register(async (scope) => {
    if (!isLoopback) guard(scope, doorkeeper);
    scope.get(
      '/metrics',
      { exposeHeadRoute: false, config: { access: 'read' }, schema: { hide: true } },
      async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()),
    );
  });
}
