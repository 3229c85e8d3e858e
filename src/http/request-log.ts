/**
 * One line per request: the route's pattern, never the URL, for the path of a callback holds a secret and a query
 * may hold anything. Bodies and headers are not logged at all; of order and operation their ids, and the trace's.
 */
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import type { ProblemCode } from './problems';
import { factsOf } from './request-facts';
import { traceIdOf } from './request-spans';

const SILENT_PATHS = new Set(['/healthz', '/readyz', '/metrics']);

/** A logger whose `req` and `res` fields cannot hold more than is meant to be seen, whoever writes them. */
export function guardedLogger(logger: FastifyBaseLogger): FastifyBaseLogger {
  return logger.child(
    {},
    {
      serializers: {
        req: (request: { method?: string; routeOptions?: { url?: string } }) => ({
          method: request.method,
          route: request.routeOptions?.url,
        }),
        res: (reply: { statusCode?: number }) => ({ status: reply.statusCode }),
      },
    },
  );
}

/** Logs each request once it was answered; health checks only when they fail. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    if (SILENT_PATHS.has(route) && reply.statusCode < 400) return;
    request.log.info(
      {
        method: request.method,
        route,
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime),
        caller: request.caller?.keyId,
        ...factsOf(request),
        traceId: traceIdOf(request),
      },
      'request answered',
    );
  });
}

/** Logs why a request failed on our side. Of the error only what names it: its fields may hold what was sent. */
export function logFailure(request: FastifyRequest, code: ProblemCode, error: unknown): void {
  const facts = {
    code,
    route: request.routeOptions.url ?? 'unknown',
    ...factsOf(request),
    traceId: traceIdOf(request),
    ...named(error),
  };
  if (code === 'internal_error') request.log.error(facts, 'request failed');
  else request.log.warn(facts, 'request failed');
}

function named(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const cause = error.cause instanceof Error ? { cause: `${error.cause.name}: ${error.cause.message}` } : {};
  return { error: error.name, stack: error.stack, ...cause };
}
