/**
 * A span for each request that asks for something to be done, beneath the caller's own where one came along (W3C
 * `traceparent`). What is only read has none unless the caller traces: screens read all the time.
 */
import { type Context, context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import { CALLBACK_PATH } from '../callbacks/token';
import { factsOf } from './request-facts';

/** The context of each request that has a span. */
const contexts = new WeakMap<FastifyRequest, Context>();

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Adds the hooks; the span is the active one wherever the request is worked on. */
export function traceRequests(app: FastifyInstance): void {
  const tracer = trace.getTracer('holdfast/http');
  app.addHook('onRequest', (request, _reply, done) => {
    if (!isTraced(request)) return done();
    const caller = propagation.extract(context.active(), request.headers);
    const route = request.routeOptions.url ?? 'unknown';
    const attributes = { 'http.request.method': request.method, 'http.route': route, ...named(request) };
    const span = tracer.startSpan(
      `${request.method} ${route}`,
      { kind: SpanKind.SERVER, attributes },
      caller,
    );
    contexts.set(request, trace.setSpan(caller, span));
    inContext(request, done);
  });
  // A body is read from the socket's events, which know nothing of the request's context.
  app.addHook('preValidation', (request, _reply, done) => inContext(request, done));
  app.addHook('onResponse', async (request, reply) => {
    const span = trace.getSpan(contexts.get(request) ?? context.active());
    span?.setAttribute('http.response.status_code', reply.statusCode);
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
  });

  function inContext(request: FastifyRequest, done: HookHandlerDoneFunction): void {
    const own = contexts.get(request);
    if (own === undefined) done();
    else context.with(own, done);
  }
}

/** The trace that a request belongs to; undefined where it has none. */
export function traceIdOf(request: FastifyRequest): string | undefined {
  const own = contexts.get(request);
  return own && trace.getSpanContext(own)?.traceId;
}

function isTraced({ method, headers, routeOptions }: FastifyRequest): boolean {
  if (!READING.has(method) || routeOptions.url?.startsWith(CALLBACK_PATH)) return true;
  return headers['traceparent'] !== undefined;
}

function named(request: FastifyRequest): Record<string, string> {
  const { orderId } = factsOf(request);
  return orderId === undefined ? {} : { 'holdfast.order_id': orderId };
}
