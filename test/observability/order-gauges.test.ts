/** Figures over all orders: read together at a scrape, seldom, and left out where they cannot be read. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type OrderFacts, showOrders } from '../../src/telemetry/order-gauges';
import { ProcessRegistry } from '../../src/telemetry/process-registry';

const NO_STATES = {
  ...{ submitting: 0, awaitingPayment: 4, reserved: 2, captured: 0 },
  ...{ completed: 0, cancelled: 0, expired: 0, failed: 0 },
};

let asked: string[];
let facts: OrderFacts;

const away = (): Promise<never> => Promise.reject(new Error('Nobody answers.'));

beforeEach(() => {
  asked = [];
  facts = {
    async summarize() {
      asked.push('summary');
      return { byState: NO_STATES, dueWithin1h: 1, dueWithin24h: 3 };
    },
    async openAttentions() {
      asked.push('attentions');
      const since = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
      return {
        known: [
          { code: 'books_differ', since: since(5) },
          { code: 'books_differ', since: since(90) },
          { code: 'capture_at_risk', since: since(1) },
        ],
        unread: 2,
      };
    },
    lastSweep: async () => new Date('2026-03-01T12:00:00Z'),
    webhookBacklog: async () => ({ pending: 7, parked: 1, oldestPendingSince: null }),
    async endedByState() {
      asked.push('ended');
      return { completed: 12, cancelled: 3, expired: 1, failed: 0 };
    },
    sweepIntervalMs: 300_000,
  };
});

async function lines(registry: ProcessRegistry): Promise<string[]> {
  const text = await registry.metrics();
  return text.split('\n').filter((line) => line.startsWith('holdfast_'));
}

describe('a scrape', () => {
  it('shows what engine and record say', async () => {
    const registry = new ProcessRegistry(null);
    showOrders(registry, facts);
    expect(await lines(registry)).toEqual(
      expect.arrayContaining([
        'holdfast_orders_open{state="awaitingPayment"} 4',
        'holdfast_orders_ended{state="completed"} 12',
        'holdfast_orders_ended{state="failed"} 0',
        'holdfast_holds_due{within="1h"} 1',
        'holdfast_attention_open{code="books_differ"} 2',
        'holdfast_attention_open{code="capture_at_risk"} 1',
        'holdfast_attention_open{code="unread"} 2',
        `holdfast_sweep_last_success_timestamp_seconds ${Date.parse('2026-03-01T12:00:00Z') / 1000}`,
        'holdfast_sweep_interval_seconds 300',
        'holdfast_webhooks_undelivered{webhook_state="pending"} 7',
        'holdfast_webhooks_undelivered{webhook_state="parked"} 1',
        'holdfast_webhooks_oldest_pending_age_seconds 0',
      ]),
    );
  });

  it('tells the age of the attention that has waited longest', async () => {
    const registry = new ProcessRegistry(null);
    showOrders(registry, facts);
    const line = (await lines(registry)).find((each) => each.startsWith('holdfast_attention_oldest'));
    const ageS = Number(line?.split(' ')[1]);
    expect(ageS).toBeGreaterThanOrEqual(90 * 60);
    expect(ageS).toBeLessThan(100 * 60);
  });

  it('asks once for all figures, and not again for one that comes right after it', async () => {
    const registry = new ProcessRegistry(null);
    showOrders(registry, facts);
    await Promise.all([registry.metrics(), registry.metrics()]);
    await registry.metrics();
    expect(asked).toEqual(['summary', 'attentions', 'ended']);
  });

  it('asks seldom how many orders have ended, and at once again after it was not told', async () => {
    const registry = new ProcessRegistry(null);
    const { endedByState } = facts;
    facts.endedByState = away;
    showOrders(registry, { ...facts, endedByState: () => facts.endedByState() }, 0);
    const missing = await lines(registry);
    expect(missing.filter((line) => line.startsWith('holdfast_orders_ended'))).toEqual([]);
    expect(missing).toContain('holdfast_metrics_unread_total{source="record"} 1');
    facts.endedByState = endedByState;
    for (let scrape = 0; scrape < 3; scrape += 1) {
      expect(await lines(registry)).toContain('holdfast_orders_ended{state="cancelled"} 3');
    }
    expect(asked.filter((fact) => fact === 'ended')).toHaveLength(1);
    expect(asked.filter((fact) => fact === 'summary')).toHaveLength(4);
  });

  it('leaves out what the engine does not tell, where it stood before too, and says so', async () => {
    const registry = new ProcessRegistry(null);
    showOrders(registry, facts, 0);
    await registry.metrics();
    facts.summarize = away;
    facts.openAttentions = away;
    facts.lastSweep = away;
    const shown = await lines(registry);
    expect(shown.filter((line) => /_orders_open|_attention_|_holds_due|_sweep_last/.test(line))).toEqual([]);
    expect(shown).toContain('holdfast_metrics_unread_total{source="engine"} 1');
    expect(shown).toContain('holdfast_webhooks_undelivered{webhook_state="pending"} 7');
  });

  it('leaves out the backlog of webhooks while the record is away, and nothing else', async () => {
    const registry = new ProcessRegistry(null);
    showOrders(registry, { ...facts, webhookBacklog: away });
    const shown = await lines(registry);
    expect(shown.filter((line) => line.startsWith('holdfast_webhooks'))).toEqual([]);
    expect(shown).toContain('holdfast_metrics_unread_total{source="record"} 1');
    expect(shown).toContain('holdfast_orders_open{state="reserved"} 2');
  });

  it('says nothing of a sweep while there was none', async () => {
    const registry = new ProcessRegistry(null);
    showOrders(registry, { ...facts, lastSweep: async () => null });
    expect((await lines(registry)).filter((line) => line.includes('sweep_last'))).toEqual([]);
  });

  it('comes without the SDK’s metrics where the SDK does not answer, and says so', async () => {
    const registry = new ProcessRegistry({ read: away });
    expect(await lines(registry)).toContain('holdfast_metrics_unread_total{source="temporal_sdk"} 1');
  });
});
