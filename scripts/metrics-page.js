// Writes docs/reference/metrics.md from the server's own registry: `npm run docs`. A test holds the page to be current.

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
  verdict:
    '`signalled` (passed on to the order), `over` (the order has ended and needs no look), or the code of the [problem](problems.md) that it was answered with',
};

const INTRO = [
  '# Metrics',
  '',
  'Made by `npm run docs` from the registry of src/http/metrics.ts; not written by hand.',
  '',
  '`GET /metrics` gives them in the text format of Prometheus. On loopback nobody needs a key; elsewhere any key will do, sent as `Authorization: Bearer KEY`. Each process counts for itself, from its start. No order, no key and no person is in any of them.',
  '',
];

const WATCH = [
  '## What is worth an alarm',
  '',
  '- `/readyz` answers 503: engine, worker or provider is away. `missing` names it.',
  '- `rate(holdfast_callbacks_total{verdict="checksum_mismatch"}[15m]) > 0`: the callback secret is wrong, or somebody tries.',
  '- `rate(holdfast_http_requests_total{status=~"5.."}[5m]) > 0`: Holdfast failed, or what is behind it does not answer.',
  '- What waits for a person, and what is due, is counted over all orders and not per process: `GET /v1/summary` has `attention`, `dueWithin1h` and `dueWithin24h`, as the engine counts them. A webhook `reservation.attention_raised` tells of each: [webhooks](../guides/webhooks.md).',
  '',
];

const cell = (text) => text.replaceAll('|', '\\|');
const names = (list) => list.map((name) => `\`${name}\``).join(', ');

/** The page for the metrics of one server's registry: its `getMetricsAsArray()`. */
function metricsPage(metrics) {
  const own = metrics.filter(({ name }) => name.startsWith('holdfast_'));
  const others = metrics.filter((metric) => !own.includes(metric) && !ON_LINUX.includes(metric.name));
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
  const kind = metric.constructor.name.toLowerCase();
  const { upperBounds } = metric;
  return upperBounds === undefined ? kind : `${kind} (s: ${upperBounds.join(', ')})`;
}

/** The metrics that a server has as soon as it is there. */
async function serversMetrics() {
  const Fastify = require('fastify');
  const { meter } = require('../dist/src/http/metrics');
  const app = Fastify();
  const { registry } = meter(app);
  await app.close();
  return registry.getMetricsAsArray();
}

module.exports = { metricsPage };

if (require.main === module) {
  serversMetrics().then((metrics) =>
    writeFileSync(join(__dirname, '../docs/reference/metrics.md'), metricsPage(metrics)),
  );
}
