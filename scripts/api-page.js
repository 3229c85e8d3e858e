// Writes docs/reference/api.md from the server's OpenAPI document: `npm run docs`. A test holds the page to be current.

const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { cell, code, fieldRows, inline, shapeOf } = require('./api-shapes.js');
const { serversDocument } = require('./servers-document.js');

const INTRO = [
  '# The API',
  '',
  'Made by `npm run docs` from the server’s own OpenAPI document; not written by hand. A running server shows the same at `/docs` for people, and at `/openapi.json` for programs.',
  '',
  'Bodies are JSON objects, and a field that is not known is refused. Money is a whole number of minor units, instants are ISO 8601 with a zone and are answered in UTC, durations are ISO 8601 (`P7D`, `PT30S`). What a schema cannot say (that of `amountMinor` and `lines` only one may be there, say) is checked too, and `errors` names the field.',
  '',
  'Who asks is told by `Authorization: Bearer KEY`, or by the cookie of [a session](#signing-in); with the cookie everything but GET needs the header `x-csrf-token`. What the commands do and when they are refused: [operations](operations.md). What pages, CSV and streams promise: [lists and streams](lists-and-streams.md). How to begin: [for booking systems](../guides/booking-systems.md).',
  '',
];

const BESIDE = [
  '## Beside the API',
  '',
  'Not in the OpenAPI document.',
  '',
  '| request | answer | who |',
  '|---|---|---|',
  '| `GET /healthz` | 200 `{"status": "ok"}` while the process lives | anybody |',
  '| `GET /readyz` | 200 once engine, worker and provider are ready for orders; else 503 `not_ready`, with `missing` | anybody |',
  '| `GET /metrics` | what was counted, for Prometheus: [metrics](metrics.md) | anybody on loopback, elsewhere any key |',
  '| `GET /openapi.json` | the OpenAPI document | anybody |',
  '| `GET /docs` | the same for people, from this server alone | anybody |',
  '| `GET /callbacks/front-payment/{token}` | for Front Payment: 200 `OK`, or a problem | whoever has token and checksum |',
  '| `GET /` and `/attention`, `/orders/{orderId}`, `/all`, `/sandbox`, `/assets/…` | the dashboard’s page and what belongs to it; what it shows, it asks of the API | anybody |',
  '',
];

/** The headings of the groups; shapes have the names that are left. */
const HEADINGS = {
  session: 'Signing in',
  reservations: 'Reservations',
  commands: 'Commands',
  webhooks: 'Webhooks',
  operation: 'Looking after it',
  sandbox: 'Only with the sandbox',
};

const METHODS = ['get', 'post', 'delete'];

/** The operations of a document, with method and path, in its order. */
function operationsOf({ paths }) {
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.filter((method) => method in item).map((method) => ({ ...item[method], method, path })),
  );
}

function table(head, rows) {
  if (rows.length === 0) return [];
  return [`| ${head.join(' | ')} |`, `|${'---|'.repeat(head.length)}`, ...rows.map(row), ''];
}

const row = (cells) => `| ${cells.join(' | ')} |`;

function operationSection(operation) {
  const { method, path, summary, operationId, parameters = [], requestBody } = operation;
  return [
    `### ${code(`${method.toUpperCase()} ${path}`)}`,
    '',
    `${summary}. In the document: ${code(operationId)}. ${rolesOf(operation)}`,
    '',
    ...table(['parameter', 'in', 'required', 'shape'], parameters.map(parameterRow)),
    ...bodyOf(requestBody),
    ...table(['answer', 'meaning', 'body'], answerRows(operation)),
  ];
}

function rolesOf({ 'x-roles': roles }) {
  return roles === undefined ? 'No key needed.' : `Roles: ${roles.map(code).join(', ')}.`;
}

function parameterRow({ name, in: place, required, schema, description }) {
  const meaning = description === undefined ? '' : `. ${description}`;
  return [code(name), place, required ? 'yes' : '', cell(`${shapeOf(schema)}${meaning}`)];
}

function bodyOf(requestBody) {
  const schema = requestBody?.content['application/json'].schema;
  if (schema === undefined) return [];
  if (schema.$ref !== undefined) return [`Body: ${shapeOf(schema)}.`, ''];
  if (schema.anyOf !== undefined) {
    return ['Body, one of:', '', ...schema.anyOf.map((one) => `- ${inline(one)}`), ''];
  }
  const rows = fieldRows(schema);
  return rows.length === 0 ? ['Body: `{}`, or none.', ''] : table(['body', 'required', 'shape'], rows);
}

/** Each success, and the statuses of problems in one row: their codes are the same everywhere. */
function answerRows({ responses }) {
  const successes = Object.entries(responses).filter(([status]) => /^2\d\d$/.test(status));
  const problems = Object.keys(responses).filter((status) => /^[45]\d\d$/.test(status));
  return [
    ...successes.map(([status, { description, content = {} }]) => {
      const bodies = Object.entries(content).map(([type, { schema }]) => answerBody(type, schema));
      return [status, cell(description), cell(bodies.join('; '))];
    }),
    [problems.join(', '), '[refused](#refusals)', '[Problem](#problem)'],
  ];
}

function answerBody(type, schema) {
  if (type === 'application/json') return schema.$ref === undefined ? inline(schema) : shapeOf(schema);
  const told = schema.$ref === undefined ? schema.description : shapeOf(schema);
  return `as ${code(type)}: ${told}`;
}

/** The codes by status, as the operation that can be refused for most says them. */
function refusals(operations) {
  const byStatus = new Map();
  for (const { responses } of operations) {
    for (const [status, { description }] of Object.entries(responses)) {
      if (/^[45]\d\d$/.test(status)) byStatus.set(status, description);
    }
  }
  const rows = [...byStatus].sort().map(([status, codes]) => [status, cell(codes.replaceAll('\n\n', '; '))]);
  return [
    '## Refusals',
    '',
    'What an answer with this status may be. Not every request can be refused for each; what to do about each is in [problems](problems.md). Any request may also get 405, 408, 414, 431 or 500, as told there.',
    '',
    ...table(['status', 'codes'], rows),
  ];
}

function shapeSection([name, schema]) {
  const rows = fieldRows(schema);
  const told = schema.description === undefined ? [] : [`${schema.description}.`, ''];
  const items = schema.type === 'array' ? fieldRows(schema.items, '[].') : [];
  const whole = rows.length === 0 ? [`${capital(shapeOf(schema))}.`, ''] : [];
  return [
    `### ${name}`,
    '',
    ...told,
    ...whole,
    ...table(['field', 'required', 'shape'], [...rows, ...items]),
  ];
}

const capital = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** The page for an OpenAPI document of the server. */
function apiPage(document) {
  const operations = operationsOf(document);
  const groups = [...new Set(operations.map(({ tags: [tag] }) => tag))];
  return [
    ...INTRO,
    ...groups.flatMap((group) => [
      `## ${HEADINGS[group]}`,
      '',
      ...operations.filter(({ tags: [tag] }) => tag === group).flatMap(operationSection),
    ]),
    ...BESIDE,
    ...refusals(operations),
    '## Shapes',
    '',
    ...Object.entries(document.components.schemas).flatMap(shapeSection),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

module.exports = { apiPage };

if (require.main === module) {
  serversDocument().then((document) =>
    writeFileSync(join(__dirname, '../docs/reference/api.md'), apiPage(document)),
  );
}
