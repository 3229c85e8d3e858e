/** What one process tells of itself: its metrics, its part of traces, and the SDK's runtime that both need. */
import type { ClientInterceptors } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Settings, TracingSettings } from '../config/settings';
import { type ProviderWatch, watchProvider } from '../telemetry/observe-provider';
import { ProcessRegistry } from '../telemetry/process-registry';
import { type SdkMetrics, sdkMetrics } from '../telemetry/sdk-metrics';
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

const PORT_ROUNDS = 3;

/** Opens it, once in a process. */
export async function openTelemetry({ settings, log, hasWorker }: TelemetryParts): Promise<Telemetry> {
  const { tracing: wanted, frontPayment } = settings;
  const runtime = hasWorker ? await openRuntime(log) : null;
  const registry = new ProcessRegistry(runtime?.sdk ?? null);
  const tracing = wanted && openTracing(wanted, log);
  return {
    registry,
    provider: hasWorker ? watchProvider(registry, frontPayment) : null,
    tracing,
    clientInterceptors: tracing?.client ?? {},
    async end() {
      await tracing?.end();
      await runtime?.end();
    },
  };
}

/** Another program may take the free port before the SDK does: then there is another one. @throws what the SDK throws */
async function openRuntime(log: Logger): Promise<{ sdk: SdkMetrics; end(): Promise<void> }> {
  for (let round = 1; ; round += 1) {
    const sdk = await sdkMetrics();
    try {
      return { sdk, end: installSdkRuntime(log, sdk.options) };
    } catch (error) {
      if (round >= PORT_ROUNDS) throw error;
    }
  }
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
