// `npm run prove -- NAME [NAME …]`: shows promises about running in production, each by the tests of its room, one after
// the other, and prints the figures they measured. Without a name, or with --help, it lists the promises. What follows the
// names goes to Jest. The exit code is not 0 when a test failed or no figure was left.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';

const PROMISES = {
  postgres: 'the composed topology, natively: PostgreSQL, the pinned server, two workers, two HTTP servers',
  roles: 'servers and workers as processes of their own, each stopped without losing a call',
  encryption: 'no personal data in the clear, keys that rotate, a wrong key that fails nothing for good',
  observability: 'metrics, traces, logs, alert rules and the Grafana dashboard',
  rollout: 'a workflow change under 200 parked orders, forwards and back',
  security: 'every line of the threat model, and the canary',
  'data-life': 'orders after years: found, refunded, exported, forgotten, backed up',
  load: 'clients, floods and an engine that is away',
};

// Among all tests a load lasts some seconds.
const LOAD_MS = String(5 * 60_000);

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const words = process.argv.slice(2);
const firstOption = words.findIndex((word) => word.startsWith('-'));
const names = [...new Set(firstOption === -1 ? words : words.slice(0, firstOption))];
const given = firstOption === -1 ? [] : words.slice(firstOption);

function list() {
  const table = new Table({ head: ['name', 'shows', 'by the tests in'] });
  for (const [promise, shows] of Object.entries(PROMISES)) table.push([promise, shows, `test/${promise}`]);
  process.stdout.write(`npm run prove -- NAME [NAME …] [options of Jest]\n${table}\n`);
}

function readFigures(file) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

function prove(room) {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-prove-'));
  const file = join(directory, 'figures');
  writeFileSync(file, '');
  try {
    const env = { HOLDFAST_LOAD_MS: LOAD_MS, ...process.env, HOLDFAST_FIGURES: file };
    const args = [jest, '--runInBand', '--testPathPatterns', `test/${room}/`, ...given];
    const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env });
    const figures = readFigures(file);
    const table = new Table({ head: ['figure', 'value', 'unit'] });
    for (const figure of figures) table.push([figure.name, figure.value, figure.unit]);
    process.stdout.write(`\n${PROMISES[room]}\n${table}\n`);
    return status === 0 && figures.length > 0 ? 0 : 1;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** All of them, also after one that was not shown. */
function proveAll() {
  const codes = names.map(prove);
  if (names.length > 1) {
    const table = new Table({ head: ['name', ''] });
    for (const [index, name] of names.entries())
      table.push([name, codes[index] === 0 ? 'shown' : 'NOT SHOWN']);
    process.stdout.write(`\n${table}\n`);
  }
  return Math.max(...codes);
}

const unknown = names.filter((name) => !(name in PROMISES));
if (names.length === 0 || given.includes('--help') || given.includes('-h')) list();
else if (unknown.length > 0) {
  process.stderr.write(
    `No promise is named ${unknown.join(', ')}, so nothing was run. \`npm run prove\` lists them.\n`,
  );
  process.exitCode = 2;
} else process.exitCode = proveAll();
