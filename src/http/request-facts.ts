/** Which order and which operation a request turned out to be about, for its line in the log and its span. */
import { trace } from '@opentelemetry/api';
import type { FastifyRequest } from 'fastify';

/** Ids of ours; never anything of a body or a query besides. */
export interface RequestFacts {
  orderId?: string;
  operationId?: string;
}

/** As order ids are; what a caller put into a path may be anything else, and is not repeated. */
const ORDER_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;

const noted = new WeakMap<FastifyRequest, RequestFacts>();

/** Notes what a route has found out. The ids are checked already. */
export function noteFacts(request: FastifyRequest, facts: RequestFacts): void {
  noted.set(request, { ...noted.get(request), ...facts });
  trace.getActiveSpan()?.setAttributes({
    ...(facts.orderId !== undefined && { 'holdfast.order_id': facts.orderId }),
    ...(facts.operationId !== undefined && { 'holdfast.operation_id': facts.operationId }),
  });
}

/** What is known of a request by now. */
export function factsOf(request: FastifyRequest): RequestFacts {
  const { orderId } = (request.params ?? {}) as { orderId?: unknown };
  const named = typeof orderId === 'string' && ORDER_ID.test(orderId) ? { orderId } : {};
  return { ...named, ...noted.get(request) };
}
