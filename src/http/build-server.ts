/**
 * Builds the HTTP server from what it needs; whoever starts it listens. It is a door: it checks shape, key and role,
 * and hands everything else to the reservations' client.
 */
import type { Socket } from 'node:net';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import Fastify, { LogController } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { createTimelineFollowers } from '../changes/timeline-followers';
import { answerProblems } from './answer-problems';
import type { App } from './app';
import { guard } from './authenticate';
import { turnAwayExcess } from './back-pressure';
import { secureContent } from './content-security';
import type { ServerDependencies } from './dependencies';
import { serveDocs } from './docs-page';
import { createDoorkeeper, type Doorkeeper } from './doorkeeper';
import { endConnectionsWhenClosing } from './end-connections';
import { createEventStreams, type EventStreams, type StreamOptions } from './event-streams';
import { acceptJsonOnly } from './json-body';
import { BODY_LIMIT_BYTES, HEADER_LIMIT_BYTES, limitRequests, PATIENCE, URL_LIMIT } from './limits';
import { meter } from './metrics';
import { describeApi } from './openapi';
import { Problem, problemDocument, sendProblem } from './problem';
import { PROBLEMS } from './problems';
import { watchMethods } from './refuse-other-methods';
import { guardedLogger, logRequests } from './request-log';
import { traceRequests } from './request-spans';
import { callbackRoute } from './routes/callback-route';
import { changesRoute } from './routes/changes-route';
import { commandRoutes } from './routes/command-routes';
import { eventsRoute } from './routes/events-route';
import { descriptionRoute, healthRoutes, metricsRoute } from './routes/health-routes';
import { listRoute } from './routes/list-route';
import { orderSheetRoutes } from './routes/order-sheet-routes';
import { personalDataRoutes } from './routes/personal-data-routes';
import { placeRoute } from './routes/place-route';
import { readRoutes } from './routes/read-routes';
import { sandboxRoutes } from './routes/sandbox-routes';
import { sessionRoutes } from './routes/session-routes';
import { summaryRoutes } from './routes/summary-routes';
import { webhookRoutes } from './routes/webhook-routes';
import { serializerCompiler, validatorCompiler } from './schema-compiler';
import { serveDashboard } from './static-files';
import { toProblem } from './to-problem';

const ANSWER_WAIT_MS = 10_000;
const REQUESTS_PER_MINUTE = 6000;

/** The server, ready to listen. `close()` waits for the requests that are being answered. */
export async function buildServer(dependencies: ServerDependencies): Promise<App> {
  const app = createApp(dependencies);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest('caller', null);
  const isHttps = dependencies.publicUrl.startsWith('https:');
  endConnectionsWhenClosing(app, dependencies.draining);
  await secureContent(app, { isHttps });
  await app.register(cookie);
  limitRequests(app);
  if (dependencies.isTraced) traceRequests(app);
  logRequests(app);
  acceptJsonOnly(app);
  answerProblems(app);
  const { registry, countCallback } = meter(app, dependencies.metrics);
  await describeApi(app, dependencies.version);
  await serveDocs(app);
  const methods = watchMethods(app);
  healthRoutes(app, dependencies);
  descriptionRoute(app);
  const doorkeeper = createDoorkeeper(dependencies.apiKeys, dependencies.callbacks.secret);
  await metricsRoute(app, { ...dependencies, doorkeeper, registry });
  await serveDashboard(app, dependencies);
  const streams = createEventStreams(app, streamOptions(dependencies));
  sessionRoutes(app, {
    ...dependencies,
    doorkeeper,
    isSandbox: dependencies.sandbox !== null,
    isHttps,
    onSignOut: streams.endSession,
  });
  callbackRoute(app, { callbacks: dependencies.callbacks, countCallback });
  await app.register(async (scope) => ordersApi(scope as App, { ...dependencies, doorkeeper, streams }));
  methods.close();
  return app;
}

function createApp({ logger, trustedProxies, patience }: ServerDependencies): App {
  const { headersMs, requestMs, idleMs, checkMs, mostConnections } = { ...PATIENCE, ...patience };
  const app: App = Fastify({
    ...(logger === undefined ? {} : { loggerInstance: guardedLogger(logger) }),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: requestMs,
    connectionTimeout: idleMs,
    http: {
      maxHeaderSize: HEADER_LIMIT_BYTES,
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: checkMs,
    },
    trustProxy: [...(trustedProxies ?? [])],
    routerOptions: { maxParamLength: URL_LIMIT },
    frameworkErrors: (error, _request, reply) => sendProblem(reply, toProblem(error)),
    clientErrorHandler,
  }).withTypeProvider<ZodTypeProvider>();
  app.server.maxConnections = mostConnections;
  return app;
}

interface ApiParts extends ServerDependencies {
  doorkeeper: Doorkeeper;
  streams: EventStreams;
}

async function ordersApi(scope: App, dependencies: ApiParts): Promise<void> {
  const {
    reservations,
    doorkeeper,
    streams,
    answerWaitMs = ANSWER_WAIT_MS,
    requestsPerMinute,
    pressure,
  } = dependencies;
  await turnAwayExcess(scope, pressure);
  guard(scope, doorkeeper);
  await scope.register(rateLimit, {
    max: requestsPerMinute ?? REQUESTS_PER_MINUTE,
    timeWindow: 60_000,
    hook: 'onRequest',
    keyGenerator: (request) => request.caller?.keyId ?? request.ip,
    errorResponseBuilder: (_request, { after }) =>
      new Problem(
        'rate_limited',
        `This key has sent too many requests. Nothing was done. Try again in ${after}.`,
      ),
  });
  placeRoute(scope, { reservations, answerWaitMs });
  listRoute(scope, { reservations });
  readRoutes(scope, { reservations });
  followRoutes(scope, dependencies, streams);
  webhookRoutes(scope, dependencies);
  commandRoutes(scope, { reservations, answerWaitMs });
  orderSheetRoutes(scope, dependencies);
  personalDataRoutes(scope, dependencies);
  summaryRoutes(scope, dependencies);
  sandboxRoutes(scope, dependencies);
}

function streamOptions({ heartbeatMs, draining }: ServerDependencies): StreamOptions {
  return { ...(heartbeatMs !== undefined && { heartbeatMs }), ...(draining && { draining }) };
}

/** One feed, one set of streams and one reading per order, for all who follow. */
function followRoutes(
  scope: App,
  { reservations, changes }: ServerDependencies,
  streams: EventStreams,
): void {
  const followers = createTimelineFollowers({ changes, readTimeline: reservations.timeline });
  eventsRoute(scope, { reservations, followers, streams });
  changesRoute(scope, { changes, streams });
}

/** What is no HTTP that could be routed: answered by hand, on the bare socket. */
function clientErrorHandler(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const problem = unreadable(error.code);
  const { status, title } = PROBLEMS[problem.code];
  const body = JSON.stringify(problemDocument(problem));
  const head = `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n`;
  if (socket.writable) socket.write(head + body);
  socket.destroySoon();
}

function unreadable(code: string | undefined): Problem {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new Problem('headers_too_large', 'The URL and headers are too large together. Nothing was done.');
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new Problem('request_too_slow', 'The request did not arrive in time. Nothing was done.');
  }
  return new Problem('request_malformed', 'This is not an HTTP request. Nothing was done.');
}
