/**
 * The metrics that the Temporal SDK keeps by itself, and with them what workflows count: the SDK sums up outside of
 * JavaScript and gives the sums on a loopback port of its own. Holdfast reads them from there when it is asked for its own.
 */
import type { MetricsExporterConfig } from '@temporalio/worker';
import getPort from 'get-port';

/** Where one process's SDK gives its metrics. */
export interface SdkMetrics {
  options: MetricsExporterConfig;
  /** In the text format of Prometheus. @throws when the SDK does not answer within two seconds */
  read(): Promise<string>;
}

const READ_MS = 2_000;

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/** How much time was left, in seconds: what came too late counts as 0. */
export const CAPTURE_SLACK_BUCKETS_S = [
  0,
  MINUTE_S,
  5 * MINUTE_S,
  15 * MINUTE_S,
  HOUR_S,
  4 * HOUR_S,
  12 * HOUR_S,
  DAY_S,
  2 * DAY_S,
  4 * DAY_S,
  7 * DAY_S,
];

/** Finds a free port for them. The runtime binds it when it is installed, and fails to where another was quicker. */
export async function sdkMetrics(): Promise<SdkMetrics> {
  const port = await getPort({ host: '127.0.0.1' });
  return {
    options: {
      attachServiceName: false,
      prometheus: {
        bindAddress: `127.0.0.1:${port}`,
        countersTotalSuffix: true,
        unitSuffix: true,
        useSecondsForDurations: true,
        histogramBucketOverrides: { holdfast_capture_slack_seconds: CAPTURE_SLACK_BUCKETS_S },
      },
    },
    async read() {
      const answer = await fetch(`http://127.0.0.1:${port}/metrics`, {
        signal: AbortSignal.timeout(READ_MS),
      });
      if (!answer.ok) throw new Error(`The SDK answered ${answer.status} when it was asked for its metrics.`);
      return answer.text();
    },
  };
}
