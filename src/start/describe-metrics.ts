/** Every metric that is ours, for the reference: what servers and workers register, and what workflows count. */
import Fastify from 'fastify';
import type { MetricObject } from 'prom-client';
import { OUTCOME_METRICS } from '../../workflows/count-outcomes';
import { meter } from '../http/metrics';
import { watchProvider } from '../telemetry/observe-provider';
import { showOrders } from '../telemetry/order-gauges';
import { ProcessRegistry } from '../telemetry/process-registry';
import { showReadiness } from '../telemetry/readiness-gauge';
import { CAPTURE_SLACK_BUCKETS_S } from '../telemetry/sdk-metrics';

/** One metric that workflows count; it is there once something was counted. */
export interface CountedMetric {
  name: string;
  help: string;
  labelNames: string[];
  type: 'counter' | 'histogram';
  /** Of a histogram, in seconds. */
  upperBounds?: number[];
}

/** All of them. Nothing is asked and nothing is started for it. */
export function describeMetrics(): { registered: MetricObject[]; counted: CountedMetric[] } {
  const registry = new ProcessRegistry(null);
  meter(Fastify(), registry);
  watchProvider(registry, { ratePerMinute: 0 });
  showReadiness(registry, async () => ({}));
  const nothing = async (): Promise<never> => {
    throw new Error('Nothing is read for a description.');
  };
  showOrders(registry, {
    summarize: nothing,
    openAttentions: nothing,
    lastSweep: nothing,
    webhookBacklog: nothing,
    endedByState: nothing,
    sweepIntervalMs: 0,
  });
  const { operations, slack } = OUTCOME_METRICS;
  return {
    registered: registry.getMetricsAsArray(),
    counted: [
      {
        ...operations,
        name: `${operations.name}_total`,
        labelNames: ['kind', 'outcome'],
        type: 'counter',
      },
      { ...slack, labelNames: ['asked_by'], type: 'histogram', upperBounds: CAPTURE_SLACK_BUCKETS_S },
    ],
  };
}
