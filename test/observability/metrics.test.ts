/** What a server and a worker, processes of their own, tell at `/metrics` of orders that have lived through them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import getPort from 'get-port';
import { aHeldOrder, placeAndPay, type RoleProcess, startTopology, type Topology } from '../roles/topology';
import { ensureBuilt, ROOT } from '../start/built';
import { leaveFigure } from '../support/figures';
import { until } from '../support/until';
import { alerts, metricsIn, panelQuestions } from './promql';
import { type Scrape, scrape } from './scrape';

const PATIENCE = { patienceMs: 90_000, pollMs: 500 };

let at: Topology;
let server: RoleProcess;
let worker: RoleProcess;
const captured = aHeldOrder();
const puzzling = aHeldOrder();
const uuids: string[] = [];

const namesIn = ({ samples }: Scrape): Set<string> => new Set(samples.map(({ name }) => name));

beforeAll(async () => {
  ensureBuilt();
  const nobody = await getPort({ host: '127.0.0.1' });
  at = await startTopology(process.env['HOLDFAST_TEST_ENGINE'] ?? '', {
    VERIFY_SCHEDULE: 'PT0.2S,PT0.3S,PT0.3S',
    WEBHOOK_URL: `http://127.0.0.1:${nobody}/hooks`,
    WEBHOOK_SECRETS: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
    WEBHOOK_ALLOW_PRIVATE_NETWORK: 'on',
  });
  [server, worker] = await Promise.all([at.run('server'), at.run('worker')]);
  await Promise.all([server.ready(), worker.ready()]);
  for (const order of [captured, puzzling]) uuids.push((await placeAndPay(at, server, order)).uuid);
  const whole = await at.as(server).post(`/v1/reservations/${captured.orderId}/capture`, {});
  expect(whole.data.operation.status).toBe('executed');
  // Part of a hold may be captured twice: what became of it only a person can say, once nothing shows it.
  await at.sandbox.setFault({ call: 'capture', kind: '500', when: 'before' });
  const part = { amountMinor: 1_000 };
  await at.as(server).post(`/v1/reservations/${puzzling.orderId}/capture`, part, { timeout: 120_000 });
  await at.as(server).get('/callbacks/front-payment/nobody-knows-it?orderUuid=RES1&status=x');
}, 300_000);

afterAll(() => at?.close());

/** Scrapes until it shows what is waited for. */
function untilScrape(of: RoleProcess, what: string, shows: (scraped: Scrape) => boolean): Promise<Scrape> {
  let last: Scrape | null = null;
  return until(
    () => `/metrics shows ${what}; last it was\n${last?.text ?? 'nothing'}`,
    async () => {
      last = await scrape(of.url);
      return shows(last) ? last : null;
    },
    PATIENCE,
  );
}

describe('a worker', () => {
  it('counts operations by kind and outcome, and one of unknown outcome once more when it is settled', async () => {
    const outcome = (kind: string, outcome: string) => (scraped: Scrape) =>
      scraped.value('holdfast_operations_total', { kind, outcome });
    const scraped = await untilScrape(worker, 'the capture of unknown outcome', (each) =>
      Boolean(outcome('capture', 'unknown')(each)),
    );
    expect(outcome('submit', 'executed')(scraped)).toBe(2);
    expect(outcome('capture', 'executed')(scraped)).toBe(1);
    const { data } = await at.as(server).get(`/v1/reservations/${puzzling.orderId}`);
    const { operationId } = data.operations.find(({ status }: { status: string }) => status === 'unknown');
    await until(
      'attention is raised',
      async () => {
        const shown = await at.as(server).get(`/v1/reservations/${puzzling.orderId}`);
        return shown.data.attention?.operationId === operationId;
      },
      PATIENCE,
    );
    await untilScrape(
      server,
      'the order that waits for a person',
      (each) =>
        each.value('holdfast_attention_open', { code: 'operation_unsettled' }) === 1 &&
        (each.value('holdfast_attention_oldest_age_seconds') ?? 0) > 0,
    );
    const word = { operationId, outcome: 'refused', evidence: 'It is not in their dashboard.' };
    const resolved = await at.as(server).post(`/v1/reservations/${puzzling.orderId}/resolve`, word);
    expect(resolved.status).toBe(200);
    await untilScrape(worker, 'what it was settled as', (each) => outcome('capture', 'refused')(each) === 1);
  }, 240_000);

  it('tells how much time was left when a capture was confirmed', async () => {
    const { samples, value } = await scrape(worker.url);
    const slack = { asked_by: 'command' };
    expect(value('holdfast_capture_slack_seconds_count', slack)).toBe(1);
    const leftS = value('holdfast_capture_slack_seconds_sum', slack) ?? 0;
    expect(leftS).toBeGreaterThan(6 * 86_400);
    expect(leftS).toBeLessThanOrEqual(7 * 86_400);
    const bounds = samples
      .filter(({ name }) => name === 'holdfast_capture_slack_seconds_bucket')
      .map(({ labels }) => labels['le']);
    expect(bounds).toEqual(expect.arrayContaining(['0', '3600', '86400', '604800', '+Inf']));
  });

  it('times the calls to the provider, by call and what became of them', async () => {
    const { value } = await scrape(worker.url);
    const calls = (call: string, result: string) =>
      value('holdfast_provider_call_duration_seconds_count', { call, result });
    expect(calls('submit', 'ok')).toBe(2);
    expect(calls('capture', 'ok')).toBe(1);
    expect(calls('capture', 'failed')).toBeGreaterThanOrEqual(1);
    expect(value('holdfast_provider_rate_budget_per_minute')).toBe(60_000);
    expect(value('holdfast_provider_rate_remaining')).toBeGreaterThan(0);
  });

  it('shows the SDK’s own metrics in the same answer, and no metric twice', async () => {
    const scraped = await scrape(worker.url);
    expect(scraped.value('temporal_worker_task_slots_available')).toBeGreaterThan(0);
    expect(scraped.value('holdfast_metrics_unread_total', { source: 'temporal_sdk' })).toBe(0);
    const families = [...scraped.text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
    expect(families.length).toBe(new Set(families).size);
    leaveFigure('metrics of a worker in one scrape', families.length);
  });
});

describe('a server', () => {
  it('counts over all processes: orders by state, what is due, the sweep, what was not delivered', async () => {
    const scraped = await untilScrape(
      server,
      'orders, sweep and webhooks',
      ({ value }) =>
        value('holdfast_orders_open', { state: 'reserved' }) === 1 &&
        value('holdfast_sweep_last_success_timestamp_seconds') !== null &&
        (value('holdfast_webhooks_undelivered', { webhook_state: 'pending' }) ?? 0) > 0,
    );
    const { value } = scraped;
    expect(value('holdfast_holds_due', { within: '24h' })).toBe(0);
    expect(value('holdfast_sweep_interval_seconds')).toBe(2);
    expect(value('holdfast_webhooks_undelivered', { webhook_state: 'parked' })).toBe(0);
    expect(value('holdfast_webhooks_oldest_pending_age_seconds')).toBeGreaterThan(0);
    expect(value('holdfast_ready', { part: 'worker' })).toBe(1);
    expect(value('holdfast_callbacks_total', { verdict: 'callback_token_unknown' })).toBe(1);
  }, 120_000);
});

describe('what alerts and dashboard ask for', () => {
  it('is there in what the two really tell', async () => {
    const both = [await scrape(server.url), await scrape(worker.url)].map(namesIn);
    const asked = [...alerts(), ...panelQuestions()].flatMap(({ expr }) => metricsIn(expr));
    expect(new Set(asked).size).toBeGreaterThan(15);
    expect(asked.filter((name) => !both.some((names) => names.has(name)))).toEqual([]);
    leaveFigure('metrics that alerts and dashboard ask for, all found', new Set(asked).size);
  });

  it('is described in the reference, with everything else that is ours', async () => {
    const page = readFileSync(join(ROOT, 'docs/reference/metrics.md'), 'utf8');
    const listed = [...page.matchAll(/^\| `(holdfast_\w+)`/gm)].map(([, name]) => name);
    const told = [await scrape(server.url), await scrape(worker.url)].flatMap(({ text }) =>
      [...text.matchAll(/^# TYPE (holdfast_\S+)/gm)].map(([, name]) => name),
    );
    expect([...new Set(told)].sort()).toEqual([...new Set(listed)].sort());
  });
});

describe('no scrape', () => {
  it('names an order, a reservation, an operation, a key or a person', async () => {
    for (const { url } of [server, worker]) {
      const { text } = await scrape(url);
      const { name, email, phone } = captured.customer;
      const secrets = [captured.orderId, puzzling.orderId, ...uuids, name, email, phone.number, 'CAP'];
      expect(secrets.filter((word) => text.includes(word))).toEqual([]);
    }
  });

  it('has labels that grow with what happens', async () => {
    const before = await scrape(worker.url);
    const order = aHeldOrder();
    await placeAndPay(at, server, order);
    const submits = { kind: 'submit', outcome: 'executed' };
    const after = await untilScrape(
      worker,
      'one more order',
      ({ value }) => value('holdfast_operations_total', submits) === 3,
    );
    const series = ({ samples }: Scrape) =>
      samples
        .filter(({ name }) => name.startsWith('holdfast_operations') || name.startsWith('holdfast_capture'))
        .map(({ name, labels }) => `${name} ${JSON.stringify(labels)}`)
        .sort();
    expect(series(after)).toEqual(series(before));
  }, 120_000);
});
