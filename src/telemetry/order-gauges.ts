/**
 * What is counted over all orders, and not by one process: orders by state, attention and its age, what is due, the last
 * sweep, the backlog of webhooks. Engine and record are asked at a scrape, at most every ten seconds, and for ended orders
 * every minute: they are many, and change slowly. What cannot be read is left out: a figure of before would look like one
 * of now.
 */
import { Gauge } from 'prom-client';
import type { Summary } from '../client/summary';
import type { EndedCounts } from '../records/order-record';
import type { WebhookBacklog } from '../records/webhook-deliveries';
import type { OpenAttentions } from './open-attention';
import type { ProcessRegistry } from './process-registry';

/** Where the counts come from. Each may throw; what it would have told is missing then. */
export interface OrderFacts {
  summarize(): Promise<Pick<Summary, 'byState' | 'dueWithin1h' | 'dueWithin24h'>>;
  openAttentions(): Promise<OpenAttentions>;
  /** When the last sweep that succeeded ended; null when the engine knows of none. */
  lastSweep(): Promise<Date | null>;
  webhookBacklog(): Promise<WebhookBacklog>;
  endedByState(): Promise<EndedCounts>;
  sweepIntervalMs: number;
}

const MAX_AGE_MS = 10_000;

/** Of what the record counts over everything that has ever ended. */
const ENDED_MAX_AGE_MS = 60_000;

/** A scraper waits ten seconds by default; the rest of the answer must not be lost over what is slow. */
const READ_WITHIN_MS = 5_000;

/** Adds the gauges to a process that knows engine and record. `maxAgeMs`: 10 s unless given. */
export function showOrders(registry: ProcessRegistry, facts: OrderFacts, maxAgeMs = MAX_AGE_MS): void {
  const gauges = createGauges(registry);
  gauges.sweepInterval.set(facts.sweepIntervalMs / 1000);
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> = Promise.resolve();
  const endedByState = remembered(facts.endedByState, ENDED_MAX_AGE_MS);
  const look = async (): Promise<void> => {
    gauges.forget();
    const [engine, record] = await Promise.all([
      Promise.all([
        told(facts.summarize, gauges.showSummary),
        told(facts.openAttentions, gauges.showAttention),
        told(facts.lastSweep, gauges.showSweep),
      ]),
      Promise.all([told(facts.webhookBacklog, gauges.showBacklog), told(endedByState, gauges.showEnded)]),
    ]);
    if (!engine.every(Boolean)) registry.missed('engine');
    if (!record.every(Boolean)) registry.missed('record');
  };
  registry.beforeScrape(() => {
    if (performance.now() - lookedAtMs >= maxAgeMs) {
      lookedAtMs = performance.now();
      looking = look();
    }
    return looking;
  });
}

/** The same answer for that long, also to who asks while it is on its way; a failure is not kept. */
function remembered<T>(read: () => Promise<T>, maxAgeMs: number): () => Promise<T> {
  let kept: { answer: Promise<T>; askedAtMs: number } | null = null;
  return () => {
    if (kept !== null && performance.now() - kept.askedAtMs < maxAgeMs) return kept.answer;
    const asked = { answer: read(), askedAtMs: performance.now() };
    asked.answer.catch(() => {
      if (kept === asked) kept = null;
    });
    kept = asked;
    return asked.answer;
  };
}

/** Whether it was read, and in time. */
async function told<T>(read: () => Promise<T>, show: (value: T) => void): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('It took too long.')), READ_WITHIN_MS);
  });
  try {
    show(await Promise.race([read(), late]));
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

function createGauges(registry: ProcessRegistry) {
  const registers = [registry];
  const open = new Gauge({
    name: 'holdfast_orders_open',
    help: 'Open orders, by state.',
    labelNames: ['state'],
    registers,
  });
  const ended = new Gauge({
    name: 'holdfast_orders_ended',
    help: 'Orders that have ended, by the state they ended in: all that the record knows.',
    labelNames: ['state'],
    registers,
  });
  const due = new Gauge({
    name: 'holdfast_holds_due',
    help: 'Holds whose capture deadline ends within that time, or has ended.',
    labelNames: ['within'],
    registers,
  });
  const attention = new Gauge({
    name: 'holdfast_attention_open',
    help: 'Orders that wait for a person, by the gravest reason.',
    labelNames: ['code'],
    registers,
  });
  const oldest = new Gauge({
    name: 'holdfast_attention_oldest_age_seconds',
    help: 'How long the order has waited for a person that has waited longest; 0 when none waits.',
    registers,
  });
  const sweep = new Gauge({
    name: 'holdfast_sweep_last_success_timestamp_seconds',
    help: 'When the last sweep that succeeded ended; absent while there was none.',
    registers,
  });
  const sweepInterval = new Gauge({
    name: 'holdfast_sweep_interval_seconds',
    help: 'How often a sweep is to begin: SWEEP_INTERVAL.',
    registers,
  });
  const backlog = new Gauge({
    name: 'holdfast_webhooks_undelivered',
    help: 'Webhooks that were not delivered, by what they wait for.',
    labelNames: ['webhook_state'],
    registers,
  });
  const oldestWebhook = new Gauge({
    name: 'holdfast_webhooks_oldest_pending_age_seconds',
    help: 'How long the webhook has waited that has waited longest to be delivered; 0 when none waits.',
    registers,
  });
  return {
    sweepInterval,
    forget() {
      for (const gauge of [open, ended, due, attention, backlog]) gauge.reset();
      for (const gauge of [oldest, sweep, oldestWebhook]) gauge.remove();
    },
    showSummary({ byState, dueWithin1h, dueWithin24h }: Awaited<ReturnType<OrderFacts['summarize']>>) {
      for (const [state, count] of Object.entries(byState)) open.set({ state }, count);
      due.set({ within: '1h' }, dueWithin1h);
      due.set({ within: '24h' }, dueWithin24h);
    },
    showEnded(counts: EndedCounts) {
      for (const [state, count] of Object.entries(counts)) ended.set({ state }, count);
    },
    showAttention({ known, unread }: OpenAttentions) {
      attention.set({ code: 'unread' }, unread);
      for (const { code } of known) attention.inc({ code });
      oldest.set(Math.max(0, ...known.map(({ since }) => secondsSince(since))));
    },
    showSweep(at: Date | null) {
      if (at !== null) sweep.set(at.getTime() / 1000);
    },
    showBacklog({ pending, parked, oldestPendingSince }: WebhookBacklog) {
      backlog.set({ webhook_state: 'pending' }, pending);
      backlog.set({ webhook_state: 'parked' }, parked);
      oldestWebhook.set(oldestPendingSince === null ? 0 : Math.max(0, secondsSince(oldestPendingSince)));
    },
  };
}

function secondsSince(instant: string): number {
  return (Date.now() - Date.parse(instant)) / 1000;
}
