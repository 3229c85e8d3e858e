/** What a process opens to tell of itself, with a runtime of the SDK of its own: Jest gives each file its modules. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { trace } from '@opentelemetry/api';
import pino from 'pino';
import { openTelemetry, type Telemetry } from '../../src/start/open-telemetry';
import { installSdkRuntime } from '../../src/start/sdk-logs';
import { sdkMetrics } from '../../src/telemetry/sdk-metrics';

const log = pino({ level: 'silent' });
const settings = {
  tracing: null,
  frontPayment: {
    ...{ baseUrl: null, timeoutMs: 1_000, ratePerMinute: 77 },
    ...{ chargeValidityUnit: 'minutes' as const, cancelMethod: 'GET' as const },
  },
};

let opened: Telemetry | null = null;
afterEach(() => opened?.end());

const open = async (hasWorker: boolean): Promise<Telemetry> => {
  opened = await openTelemetry({ settings: settings as never, log, hasWorker });
  return opened;
};

describe('without an endpoint for traces', () => {
  it('nothing is traced, and no client of Temporal is intercepted', async () => {
    const { tracing, clientInterceptors } = await open(false);
    expect({ tracing, clientInterceptors }).toEqual({ tracing: null, clientInterceptors: {} });
    expect(trace.getTracer('anybody').startSpan('anything').isRecording()).toBe(false);
  });
});

describe('a process without a worker', () => {
  it('counts no calls to the provider, and has no runtime of the SDK', async () => {
    const { provider, registry } = await open(false);
    expect(provider).toBeNull();
    expect(await registry.metrics()).not.toContain('holdfast_provider');
  });
});

describe('a process with a worker', () => {
  it('reads the SDK’s metrics, and knows the budget', async () => {
    const { registry } = await open(true);
    const text = await registry.metrics();
    expect(text).toContain('holdfast_provider_rate_budget_per_minute 77');
    expect(text).toContain('holdfast_metrics_unread_total{source="temporal_sdk"} 0');
  });

  it('takes another port where somebody has taken the one that was free, which the SDK says by throwing', async () => {
    const sdk = await sdkMetrics();
    const taker = createServer();
    const port = Number(
      new URL(`http://${(sdk.options as { prometheus: { bindAddress: string } }).prometheus.bindAddress}`)
        .port,
    );
    await new Promise<void>((resolve) => taker.listen(port, '127.0.0.1', resolve));
    try {
      expect((taker.address() as AddressInfo).port).toBe(port);
      expect(() => installSdkRuntime(log, sdk.options)).toThrow();
      const { registry } = await open(true);
      expect(await registry.metrics()).toContain('holdfast_metrics_unread_total{source="temporal_sdk"} 0');
    } finally {
      taker.close();
    }
  });
});
