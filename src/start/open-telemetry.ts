/** What one process tells of itself: its metrics, its part of traces, and the SDK's runtime that both need. */
import type { ClientInterceptors } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Settings, TracingSettings } from '../config/settings';
import { type ProviderWatch, watchProvider } from '../telemetry/observe-provider';
import { ProcessRegistry } from '../telemetry/process-registry';
import { sdkMetrics } from '../telemetry/sdk-metrics';
import type { Tracing } from '../telemetry/tracing';
import { packageVersion } from './package-version';
import { installSdkRuntime } from './sdk-logs';

/** One per process; to be opened before any connection of a worker is made. */
export interface Telemetry {
  registry: ProcessRegistry;
  /** Null in a process that calls no provider. */
  provider: ProviderWatch | null;
  /** Null where nobody wants traces. */
  tracing: Tracing | null;
  /** For every client of Temporal. */
  clientInterceptors: ClientInterceptors;
  /** Without it a process with nothing left to do stays. Never throws. */
  end(): Promise<void>;
}

/** `hasWorker`: whether this process runs a worker, and so the SDK's runtime. */
export interface TelemetryParts {
  settings: Pick<Settings, 'tracing' | 'frontPayment'>;
  log: Logger;
  hasWorker: boolean;
}

/** Opens it, once in a process. */
export async function openTelemetry({ settings, log, hasWorker }: TelemetryParts): Promise<Telemetry> {
  const { tracing: wanted, frontPayment } = settings;
  const sdk = hasWorker ? await sdkMetrics() : null;
  const endRuntime = sdk && installSdkRuntime(log, sdk.options);
  const registry = new ProcessRegistry(sdk);
  const tracing = wanted && openTracing(wanted, log);
  return {
    registry,
    provider: hasWorker ? watchProvider(registry, frontPayment) : null,
    tracing,
    clientInterceptors: tracing?.client ?? {},
    async end() {
      await tracing?.end();
      await endRuntime?.();
    },
  };
}

/** Loaded only here: whoever wants no traces pays nothing for them. */
function openTracing(wanted: TracingSettings, log: Logger): Tracing {
  const { startTracing } = require('../telemetry/tracing') as typeof import('../telemetry/tracing');
  return startTracing({
    ...wanted,
    version: packageVersion(),
    onLost: (error) => log.warn({ room: 'traces', error }, 'spans could not be delivered and are lost'),
  });
}
