/** OpenTelemetry of one process, where it is wanted: loaded only then, for it costs memory and a moment at start. */
import { context, propagation, trace } from '@opentelemetry/api';
import { setGlobalErrorHandler, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { Resource } from '@opentelemetry/resources';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { ATTR_SERVICE_NAME, ATTR_SERVICE_VERSION } from '@opentelemetry/semantic-conventions';
import type { ClientInterceptors } from '@temporalio/client';
import { makeWorkflowExporter } from '@temporalio/interceptors-opentelemetry';
import type { ActivityInterceptorsFactory, InjectedSinks } from '@temporalio/worker';
import type { TraceSinks } from '../../workflows/carry-trace';
import { PlainSpanExporter } from './plain-spans';
import { QuietActivityInterceptor, QuietClientInterceptor } from './quiet-interceptors';

/** Where spans go, and by what name; `endpoint` without the path. */
export interface TracingOptions {
  endpoint: string;
  serviceName: string;
  version: string;
  /** Told, by the error's name only, when spans could not be delivered. */
  onLost(error: string): void;
}

/** What client and worker are made with, so that what they do is in the trace. */
export interface Tracing {
  client: ClientInterceptors;
  activity: ActivityInterceptorsFactory;
  sinks: InjectedSinks<TraceSinks>;
  /** Sends what has not been sent, for two seconds at most. */
  end(): Promise<void>;
}

const END_MS = 2_000;

/** Turns tracing on for the whole process, by the W3C's headers. */
export function startTracing({ endpoint, serviceName, version, onLost }: TracingOptions): Tracing {
  const resource = new Resource({ [ATTR_SERVICE_NAME]: serviceName, [ATTR_SERVICE_VERSION]: version });
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
  const processor = new BatchSpanProcessor(new PlainSpanExporter(exporter));
  const provider = new NodeTracerProvider({ resource, spanProcessors: [processor] });
  setGlobalErrorHandler((fault) => onLost(fault instanceof Error ? fault.name : 'unknown'));
  // The caller's place alone: what else he sends along (`baggage`) may be personal, and would stand in the engine's history.
  provider.register({ propagator: new W3CTraceContextPropagator() });
  return {
    client: { workflow: [new QuietClientInterceptor()] },
    activity: (activity) => ({ inbound: new QuietActivityInterceptor(activity) }),
    sinks: { exporter: makeWorkflowExporter(processor, resource) },
    async end() {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, END_MS);
      });
      await Promise.race([provider.shutdown().catch(() => undefined), late]);
      clearTimeout(timer);
      for (const api of [trace, context, propagation]) api.disable();
    },
  };
}
