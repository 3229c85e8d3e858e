/** An OpenTelemetry collector on loopback: takes spans by OTLP over HTTP as JSON, and keeps them. */
import Fastify from 'fastify';

/** One span as it came in. */
export interface CollectedSpan {
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  service: string;
  attributes: Record<string, unknown>;
}

/** A running collector. */
export interface Collector {
  endpoint: string;
  spans(): CollectedSpan[];
  /** Everything that came in, as text. */
  text(): string;
  close(): Promise<void>;
}

interface Attribute {
  key: string;
  value: Record<string, unknown>;
}

interface Export {
  resourceSpans: {
    resource: { attributes: Attribute[] };
    scopeSpans: {
      spans: (Omit<CollectedSpan, 'attributes' | 'service'> & { attributes: Attribute[] })[];
    }[];
  }[];
}

/** Starts one. */
export async function startCollector(): Promise<Collector> {
  const exports: Export[] = [];
  const app = Fastify({ bodyLimit: 20 * 1024 * 1024 });
  app.post('/v1/traces', async (request) => {
    exports.push(request.body as Export);
    return {};
  });
  const endpoint = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    endpoint,
    spans: () => exports.flatMap(spansOf),
    text: () => JSON.stringify(exports),
    close: () => app.close(),
  };
}

function spansOf({ resourceSpans }: Export): CollectedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map(({ traceId, spanId, parentSpanId = '', name, attributes }) => ({
        ...{ traceId, spanId, parentSpanId, name },
        service: String(valuesOf(resource.attributes)['service.name']),
        attributes: valuesOf(attributes),
      })),
    ),
  );
}

function valuesOf(attributes: readonly Attribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
