/**
 * A span for each request that asks for something to be done, beneath the caller's own where one came along (W3C
 * `traceparent`). What is only read has none unless the caller traces: screens read all the time.
 */
import { type Context, context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import { CALLBACK_PATH } from '../callbacks/token';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Adds the hooks; the span is the active one wherever the request is worked on. */
export function traceRequests(app: FastifyInstance): void {
  const tracer = trace.getTracer('holdfast/http');
  const contexts = new WeakMap<FastifyRequest, Context>();
  app.addHook('onRequest', (request, _reply, done) => {
    if (!isTraced(request)) return done();
    const caller = propagation.extract(context.active(), request.headers);
    const route = request.routeOptions.url ?? 'unknown';
    const attributes = { 'http.request.method': request.method, 'http.route': route, ...orderOf(request) };
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

function isTraced({ method, headers, routeOptions }: FastifyRequest): boolean {
  if (!READING.has(method) || routeOptions.url?.startsWith(CALLBACK_PATH)) return true;
  return headers['traceparent'] !== undefined;
}

function orderOf({ params }: FastifyRequest): Record<string, string> {
  const { orderId } = (params ?? {}) as { orderId?: string };
  return orderId === undefined ? {} : { 'holdfast.order_id': orderId };
}
