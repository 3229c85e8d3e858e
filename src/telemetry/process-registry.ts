/** Everything that one process counts, in one answer: ours, Node's, and what the Temporal SDK keeps by itself. */
import { Counter, collectDefaultMetrics, Registry } from 'prom-client';
import type { SdkMetrics } from './sdk-metrics';

/** What of an answer can be missing; a scrape never fails for it. */
export type MetricsSource = 'temporal_sdk' | 'engine' | 'record';

/** A registry of one process. */
export class ProcessRegistry extends Registry {
  readonly #sdk: Pick<SdkMetrics, 'read'> | null;
  readonly #unread: Counter<'source'>;
  readonly #readings: (() => Promise<void>)[] = [];

  /** `sdk` is null where the SDK's runtime keeps no metrics. */
  constructor(sdk: Pick<SdkMetrics, 'read'> | null) {
    super();
    this.#sdk = sdk;
    collectDefaultMetrics({ register: this });
    this.#unread = new Counter({
      name: 'holdfast_metrics_unread_total',
      help: 'Scrapes in which a part of the metrics could not be read and is missing.',
      labelNames: ['source'],
      registers: [this],
    });
    for (const source of ['temporal_sdk', 'engine', 'record'] as const) this.#unread.inc({ source }, 0);
  }

  /** Has something read before each scrape is answered. It must not throw. */
  beforeScrape(read: () => Promise<void>): void {
    this.#readings.push(read);
  }

  /** Says that a part is missing in this scrape. */
  missed(source: MetricsSource): void {
    this.#unread.inc({ source });
  }

  /** All of it in the text format of Prometheus. Never throws for what the SDK does not tell. */
  override async metrics(): Promise<string> {
    const sdk = this.#sdk?.read().catch(() => {
      this.missed('temporal_sdk');
      return '';
    });
    await Promise.all([sdk, ...this.#readings.map((read) => read())]);
    const own = await super.metrics();
    const theirs = await sdk;
    return theirs ? `${own.trimEnd()}\n\n${theirs}` : own;
  }
}
