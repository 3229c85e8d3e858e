/** The HTTP server of a worker on its own, for probes and metrics alone: it takes no orders. */
import { randomBytes } from 'node:crypto';
import cookie from '@fastify/cookie';
import Fastify, { LogController } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { Secret } from '../config/secret';
import { answerProblems } from './answer-problems';
import type { App } from './app';
import type { ServerDependencies } from './dependencies';
import { createDoorkeeper } from './doorkeeper';
import { endConnectionsWhenClosing } from './end-connections';
import { HEADER_LIMIT_BYTES, limitRequests, REQUEST_TIMEOUT_MS } from './limits';
import { meter } from './metrics';
import { sendProblem } from './problem';
import { guardedLogger, logRequests } from './request-log';
import { healthRoutes, metricsRoute } from './routes/health-routes';
import { toProblem } from './to-problem';

/** The server's dependencies, as far as a worker has them. */
export type WorkerServerDependencies = Pick<
  ServerDependencies,
  'apiKeys' | 'readiness' | 'canGoOn' | 'draining' | 'metrics' | 'isLoopback' | 'logger'
>;

/** Nobody sends a body here. */
const BODY_LIMIT_BYTES = 1024;

/** The server, ready to listen. */
export async function buildWorkerServer(dependencies: WorkerServerDependencies): Promise<App> {
  const { logger, draining, metrics } = dependencies;
  const app: App = Fastify({
    ...(logger === undefined ? {} : { loggerInstance: guardedLogger(logger) }),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { maxHeaderSize: HEADER_LIMIT_BYTES },
    frameworkErrors: (error, _request, reply) => sendProblem(reply, toProblem(error)),
  }).withTypeProvider<ZodTypeProvider>();
  app.decorateRequest('caller', null);
  await app.register(cookie);
  endConnectionsWhenClosing(app, draining);
  limitRequests(app);
  logRequests(app);
  answerProblems(app);
  const { registry } = meter(app, metrics);
  healthRoutes(app, dependencies);
  // No session is begun here, and none of elsewhere holds.
  const secret = new Secret('the sessions of a worker', randomBytes(32).toString('base64'));
  const doorkeeper = createDoorkeeper(dependencies.apiKeys, secret);
  await metricsRoute(app, { ...dependencies, doorkeeper, registry });
  return app;
}
