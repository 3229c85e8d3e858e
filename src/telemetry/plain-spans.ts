/**
 * Lets out of this process what is meant to be seen of a span: its name, times, place in the trace, and attributes by a
 * list. Whatever a library adds (an error's words, a URL) stays here: it may hold what a customer or a provider wrote.
 */
import type { Attributes } from '@opentelemetry/api';
import type { ExportResult } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';

/** Ids and words of ours; nothing that anybody typed but an order's id. */
const MEANT = new Set([
  'error.type',
  'http.request.method',
  'http.response.status_code',
  'http.route',
  'holdfast.call',
  'holdfast.operation_id',
  'holdfast.order_id',
  'holdfast.result',
  'run_id',
  'temporalActivityId',
  'temporalWorkflowId',
]);

/** Wraps an exporter. */
export class PlainSpanExporter implements SpanExporter {
  readonly #exporter: SpanExporter;

  constructor(exporter: SpanExporter) {
    this.#exporter = exporter;
  }

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.#exporter.export(spans.map(plain), done);
  }

  forceFlush(): Promise<void> {
    return this.#exporter.forceFlush?.() ?? Promise.resolve();
  }

  shutdown(): Promise<void> {
    return this.#exporter.shutdown();
  }
}

/** The same span without what is not on the list. */
function plain(span: ReadableSpan): ReadableSpan {
  const { name, kind, parentSpanId, startTime, endTime, duration, ended, resource } = span;
  return {
    ...{ name, kind, startTime, endTime, duration, ended, resource },
    ...(parentSpanId !== undefined && { parentSpanId }),
    spanContext: () => span.spanContext(),
    status: { code: span.status.code },
    attributes: meantOf(span.attributes),
    events: span.events.map(({ name: event, time, attributes = {} }) => ({
      ...{ name: event, time },
      attributes:
        typeof attributes['exception.type'] === 'string'
          ? { 'exception.type': attributes['exception.type'] }
          : {},
    })),
    links: span.links.map(({ context }) => ({ context })),
    instrumentationLibrary: span.instrumentationLibrary,
    droppedAttributesCount: span.droppedAttributesCount,
    droppedEventsCount: span.droppedEventsCount,
    droppedLinksCount: span.droppedLinksCount,
  };
}

function meantOf(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => MEANT.has(name)));
}
