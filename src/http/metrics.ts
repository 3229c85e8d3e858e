/** What is counted: requests by route and status, callbacks by verdict, and the process itself. No ids, no people. */
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { wasStreamed } from './event-streams';

/** The metrics of one server. */
export interface Metrics {
  registry: Registry;
  /** Counts one callback: `signalled`, `over`, or the code of the problem that it was answered with. */
  countCallback(verdict: string): void;
}

/** Counts every request of this server. Default metrics are added where the registry has none yet. */
export function meter(app: FastifyInstance, registry = new Registry()): Metrics {
  const registers = [registry];
  if (registry.getSingleMetric('process_cpu_seconds_total') === undefined) {
    collectDefaultMetrics({ register: registry });
  }
  const requests = new Counter({
    name: 'holdfast_http_requests_total',
    help: 'Requests answered, by route pattern and status.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'holdfast_http_request_duration_seconds',
    help: 'How long requests took, by route pattern; streams of events are left out.',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15],
    registers,
  });
  const callbacks = new Counter({
    name: 'holdfast_callbacks_total',
    help: 'Callbacks received, by what became of them.',
    labelNames: ['verdict'],
    registers,
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'unknown';
    requests.inc({ method, route, status: reply.statusCode });
    if (!wasStreamed(reply)) durations.observe({ method, route }, reply.elapsedTime / 1000);
  });
  return { registry, countCallback: (verdict) => callbacks.inc({ verdict }) };
}
