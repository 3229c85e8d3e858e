// Writes docs/reference/metrics.md from what servers and workers register: `npm run docs`. A test holds the page to be current.

const { writeFileSync } = require('node:fs');
const { join } = require('node:path');

/** Collected on Linux only; named apart, so that the page is the same wherever it is made. */
const ON_LINUX = [
  'process_heap_bytes',
  'process_max_fds',
  'process_open_fds',
  'process_virtual_memory_bytes',
];

const LABELS = {
  method: 'the HTTP method',
  route: 'the pattern of the route (`/v1/reservations/:orderId`), `unknown` where nothing is served',
  status: 'the HTTP status',
  call: 'one of the ten calls of Front Payment: `submit`, `details`, `capture` …',
  result:
    '`ok`; `refused` (it surely did not do it, and said why); `rate_limited` and `unauthorized` (429, 401); `not_connected` (nothing was sent); `connection_lost` and `timed_out` (no answer, it may have been done); `failed` (an answer that is none)',
  source: 'what did not tell: `temporal_sdk`, `engine` or `record`',
  part: '`engine`, `worker` or `provider`, as in `/readyz`',
  state: 'of an order: `awaitingPayment`, `reserved` …',
  within: '`1h` or `24h`',
  code: 'the [reason](../failures.md) for attention, or `unread` for orders that have not said it yet',
  webhook_state: '`pending` (on its way) or `parked` (given up)',
  kind: 'of an operation: `submit`, `capture`, `charge`, `refund`, `cancel`, `complete`, `resend`',
  outcome: '`executed`, `refused` or `unknown`',
  asked_by: '`timer` for the order’s own, `command` for everybody else',
  verdict:
    '`signalled` (passed on to the order), `over` (the order has ended and needs no look), or the code of the [problem](problems.md) that it was answered with',
};

const INTRO = [
  '# Metrics',
  '',
  'Made by `npm run docs` from what servers and workers register; not written by hand.',
  '',
  '`GET /metrics` gives them in the text format of Prometheus: of a server on `PORT`, of a worker on `WORKER_PORT`, all of one process in one answer. On loopback nobody needs a key; elsewhere any key will do, sent as `Authorization: Bearer KEY`. Each process counts for itself, from its start. No order, no key and no person is in any of them, and no label grows with what happens.',
  '',
];

const WATCH = [
  '## What is worth an alarm',
  '',
  'The rules are in `deploy/observability/alerts.yaml`, a dashboard for Grafana beside them; what to do about each is in the [runbook](../operations.md).',
  '',
  'What servers tell of all orders (open, ended, due, attention, sweep, webhooks) is counted by the engine and the record, and is the same whichever server is asked: take `max`, not `sum`. It is read at most every ten seconds, ended orders every minute; what could not be read is left out, and counted in `holdfast_metrics_unread_total`.',
  '',
];

const SDK = [
  '## Temporal’s SDK',
  '',
  'Workers also give what the SDK keeps by itself, as `temporal_…`: free slots, pollers, latencies of tasks and requests, the cache. Counters end in `_total`, durations are in seconds. Temporal’s own documents list them under “SDK metrics”.',
  '',
];

const cell = (text) => text.replaceAll('|', '\\|');
const names = (list) => list.map((name) => `\`${name}\``).join(', ');

/** The page for what `describeMetrics()` of src/start gives. */
function metricsPage({ registered, counted }) {
  const isOwn = ({ name }) => name.startsWith('holdfast_');
  const own = [...registered.filter(isOwn), ...counted];
  const others = registered.filter((metric) => !isOwn(metric) && !ON_LINUX.includes(metric.name));
  const labels = [...new Set(own.flatMap(({ labelNames }) => labelNames))];
  return [
    ...INTRO,
    '## Ours',
    '',
    '| name | type | labels | meaning |',
    '|---|---|---|---|',
    ...own.map(
      (metric) => `| \`${metric.name}\` | ${typeOf(metric)} | ${names(metric.labelNames)} | ${metric.help} |`,
    ),
    '',
    '| label | value |',
    '|---|---|',
    ...labels.map((label) => `| \`${label}\` | ${LABELS[label]} |`),
    '',
    ...WATCH,
    ...SDK,
    '## The process',
    '',
    `As prom-client collects them; on Linux also ${names(ON_LINUX)}.`,
    '',
    '| name | type | meaning |',
    '|---|---|---|',
    ...others.map((metric) => `| \`${metric.name}\` | ${typeOf(metric)} | ${cell(metric.help)} |`),
    '',
  ].join('\n');
}

function typeOf(metric) {
  const kind = metric.type ?? metric.constructor.name.toLowerCase();
  const { upperBounds } = metric;
  return upperBounds === undefined ? kind : `${kind} (s: ${upperBounds.join(', ')})`;
}

module.exports = { metricsPage };

if (require.main === module) {
  const { describeMetrics } = require('../dist/src/start/describe-metrics');
  writeFileSync(join(__dirname, '../docs/reference/metrics.md'), metricsPage(describeMetrics()));
}
