/** The Temporal SDK's runtime, once per process: its logs and metrics go where ours go, and its own signal handlers stay off. */
import {
  type LogMetadata,
  type MetricsExporterConfig,
  makeTelemetryFilterString,
  Runtime,
  type Logger as SdkLogger,
} from '@temporalio/worker';
import type { Logger } from 'pino';

/**
 * Must be called before any connection of a worker is made, and only once in a process. Gives the function that ends
 * it: without that a process with nothing left to do stays. Harmless when it has ended already.
 */
export function installSdkRuntime(log: Logger, metrics: MetricsExporterConfig): () => Promise<void> {
  const toFile = log.child({ room: 'temporal' });
  const write = (level: 'debug' | 'info' | 'warn' | 'error') => (message: string, meta?: LogMetadata) =>
    toFile[level](meta ?? {}, message);
  const logger: SdkLogger = {
    trace: write('debug'),
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    log: (level, message, meta) => logger[level.toLowerCase() as Lowercase<typeof level>](message, meta),
  };
  const runtime = Runtime.install({
    logger,
    telemetryOptions: {
      metrics,
      logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }), forward: {} },
    },
    // The SDK would stop its workers by itself, before the HTTP server that needs them.
    shutdownSignals: [],
  });
  return () => runtime.shutdown();
}
