/**
 * How long `npm start` takes until it is ready, with the engine and the bundle built beforehand: on a data directory that is
 * new, and on one with orders in it. That no webpack runs meanwhile, and what the workflow bundle is made of.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { ensureBuilt, ROOT } from '../../test/start/built';
import type { Bench, Run } from '../bench';
import { parkOrders } from '../dashboard/park-orders';
import type { Figure, Goal } from '../figures';
import { bundleParts } from './bundle-parts';
import { bundlersOf } from './bundlers-of';
import { npmStart } from './npm-start';

const READY: Goal = { atMost: 3_000 };
const NONE: Goal = { atMost: 0 };

/** Ours, the SDK's half that runs in workflows, and what that brings along. Whatever else comes in does not belong. */
const NEEDED: ReadonlySet<string> = new Set([
  ...['holdfast', 'fast-deep-equal'],
  ...['@temporalio/workflow', '@temporalio/common', 'long', 'ms', 'nexus-rpc'],
]);

const TASK_QUEUE = 'reservations';
const PARK_MS = 300_000;

/** `rounds` starts of each kind; `orders` lie in the directory that is not new. */
export const startBench: Bench = {
  name: 'start',
  about: '`npm start` until it is ready, on a new data directory and on one with orders; the workflow bundle',
  usual: { rounds: 5, orders: 100 },
  measure: measureStart,
};

/** @throws Error when a start fails */
async function measureStart({ rounds, orders, say }: Run): Promise<Figure[]> {
  ensureBuilt();
  // Whoever has never started has waited for the engine once.
  await withDirectory(async (dataDir) => (await start(dataDir)).stop());
  const fresh: number[] = [];
  const again: number[] = [];
  const bundlers = await withDirectory(async (usedDir) => {
    await fill(usedDir, orders, say);
    for (let round = 0; round < rounds; round += 1) {
      // Where somebody writes code meanwhile, no start is to wait for its build.
      ensureBuilt();
      fresh.push(await withDirectory(startMs));
      again.push(await startMs(usedDir));
      say(
        `round ${round + 1} of ${rounds}: ready in ${fresh.at(-1)?.toFixed(0)} ms, ${again.at(-1)?.toFixed(0)} ms`,
      );
    }
    return bundlersOf(async (env) => (await start(usedDir, env)).stop());
  });
  if (bundlers.processes === 0) throw new Error('No process of the start was looked at.');
  return [
    { name: 'ready, new data directory', unit: 'ms', values: fresh, goal: READY },
    { name: `ready, ${orders} orders there`, unit: 'ms', values: again, goal: READY },
    {
      name: `of ${bundlers.processes} processes, in how many webpack ran`,
      unit: 'count',
      values: [bundlers.withCompiler],
      goal: NONE,
    },
    ...bundleFigures(),
  ];
}

function bundleFigures(): Figure[] {
  const parts = bundleParts(readFileSync(join(ROOT, 'dist/workflow-bundle.js'), 'utf8'));
  const bytes = (name: string, value: number, goal: Goal | null = null): Figure => ({
    name,
    unit: 'bytes',
    values: [value],
    goal,
  });
  const strangers = parts.packages.reduce((sum, [name, size]) => sum + (NEEDED.has(name) ? 0 : size), 0);
  return [
    bytes('workflow bundle, code', parts.codeBytes),
    bytes('of that, what no workflow needs', strangers, NONE),
    ...parts.packages.map(([name, value]) => bytes(`of that, ${name}`, value)),
    bytes('of that, comments', parts.commentBytes),
    bytes('source map behind it', parts.mapBytes),
  ];
}

async function startMs(dataDir: string): Promise<number> {
  const started = await start(dataDir);
  await started.stop();
  return started.tookMs;
}

/** A port that nobody has held a moment ago. */
async function start(dataDir: string, env: Record<string, string> = {}) {
  return npmStart({ dataDir, port: await getPort({ host: '127.0.0.1' }), env });
}

async function fill(dataDir: string, orders: number, say: Run['say']): Promise<void> {
  const started = await start(dataDir);
  try {
    const place = { address: started.engineAddress, taskQueue: TASK_QUEUE };
    await parkOrders({ ...place, count: orders, patienceMs: PARK_MS, say });
  } finally {
    await started.stop();
  }
}

async function withDirectory<T>(work: (dataDir: string) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-bench-start-'));
  try {
    return await work(dataDir);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
