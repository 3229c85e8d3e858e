/** The demo: everything is started in a temporary directory, lived through, compared, and taken away again. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import type { Logger } from 'pino';
import { keyOfRole } from '../../config/key-lists';
import { readSettings } from '../../config/read-settings';
import type { Sandbox } from '../../sandbox';
import { beginEngine } from '../../start/begin-engine';
import { exampleOrder } from '../../start/example-order';
import { openLog } from '../../start/logger';
import { openTelemetry } from '../../start/open-telemetry';
import { type Holdfast, startHoldfast } from '../../start/start-holdfast';
import { onStopSignals } from '../../start/stop-signals';
import { createApi } from '../api';
import { EXIT_CODES } from '../exit-codes';
import type { Terminal } from '../terminal';
import { closingTable, type LifeEnd } from './closing-table';
import { DemoOrder, type DemoWorld } from './demo-order';
import { differences } from './judge-life';
import { createNarrator, type Say } from './narrator';
import { LINES, SCENARIOS, type Scenario } from './scenarios';

const INTERRUPTED = 130;

/** Runs it, in under a minute once there is an engine; gives the exit code. */
export async function runDemo(terminal: Terminal): Promise<number> {
  const startedAtMs = Date.now();
  terminal.out(
    'Eight orders of NOK 3,000.00 live through their whole lives, side by side and in real seconds,',
  );
  terminal.out('on a real Temporal engine, with the sandbox as Front Payment. Starting …');
  const dataDir = await mkdtemp(join(tmpdir(), 'holdfast-demo-'));
  const log = openLog({ dataDir, warn: terminal.err });
  const ends = await liveIn({ dataDir, log }, terminal);
  const faults = ends?.flatMap(({ name, faults }) => faults.map((fault) => `${name}: ${fault}`)) ?? [];
  for (const fault of faults) terminal.err(`Not as expected: ${fault}`);
  if (faults.length > 0) {
    terminal.err(`The logs are in ${dataDir}.`);
    return EXIT_CODES.failed.code;
  }
  await rm(dataDir, { recursive: true, force: true });
  if (ends === null) return INTERRUPTED;
  const seconds = Math.round((Date.now() - startedAtMs) / 1000);
  terminal.out(
    `All ${ends.length} ended as expected, by our word and by the sandbox's books, in ${seconds} s.`,
  );
  terminal.out('Next: `npm start`, then docs/guides/booking-systems.md');
  return EXIT_CODES.done.code;
}

/** Starts everything, lives all lives and stops everything; null when somebody has interrupted it. */
async function liveIn(
  { dataDir, log }: { dataDir: string; log: Logger },
  terminal: Terminal,
): Promise<LifeEnd[] | null> {
  const interrupted = new Promise<null>((resolve) => {
    onStopSignals({ first: () => resolve(null), again: () => process.exit(INTERRUPTED) });
  });
  const settings = readSettings({
    HOLDFAST_DATA_DIR: dataDir,
    PORT: String(await getPort({ host: '127.0.0.1' })),
    SWEEP_INTERVAL: 'PT3S',
    FRONT_PAYMENT_RATE_PER_MINUTE: '6000',
  });
  const telemetry = await openTelemetry({ settings, log, hasWorker: true });
  const engine = beginEngine(settings, { log, say: terminal.err });
  try {
    const holdfast = await startHoldfast(settings, { log, telemetry, engine });
    return await untilEnded(holdfast, interrupted, terminal);
  } finally {
    await engine?.stop();
    await telemetry.end();
  }
}

async function untilEnded(
  holdfast: Holdfast,
  interrupted: Promise<null>,
  terminal: Terminal,
): Promise<LifeEnd[] | null> {
  try {
    terminal.out('');
    const ends = await Promise.race([liveAll(holdfast, terminal), interrupted]);
    if (ends) terminal.out(`\n${closingTable(ends)}`);
    return ends;
  } finally {
    await holdfast.stop();
  }
}

function liveAll(holdfast: Holdfast, terminal: Terminal): Promise<LifeEnd[]> {
  const { sandbox, url, apiKeys } = holdfast;
  const apiKey = keyOfRole(apiKeys, 'operator')?.reveal();
  if (sandbox === null || apiKey === undefined)
    throw new Error('The demo has neither sandbox nor operator key.');
  const world = { api: createApi({ url, apiKey }, { progress: null }), sandbox };
  const narrator = createNarrator(
    SCENARIOS.map(({ name }) => name),
    terminal.out,
  );
  return Promise.all(SCENARIOS.map((scenario) => live(scenario, world, narrator(scenario.name))));
}

async function live(scenario: Scenario, world: DemoWorld, say: Say): Promise<LifeEnd> {
  const { name, policy, linkValidMs, expected } = scenario;
  const orderId = `demo-${name.replaceAll(' ', '-')}`;
  const order = {
    ...exampleOrder(orderId, { isShort: false }),
    lines: LINES,
    policy,
    ...(linkValidMs === undefined ? {} : { linkExpiresAt: new Date(Date.now() + linkValidMs).toISOString() }),
  };
  const broken = await scenario.live(new DemoOrder(world, order, say)).then(
    () => [],
    (error: unknown) => [error instanceof Error ? error.message : String(error)],
  );
  const reservation = await world.api.show(orderId).catch(() => null);
  const books = booksOf(world.sandbox, reservation?.reservationUuid ?? null);
  if (reservation === null || books === null)
    return { name, reservation, books, faults: [...broken, 'not placed'] };
  return { name, reservation, books, faults: [...broken, ...differences(expected, reservation, books)] };
}

function booksOf(sandbox: Sandbox, reservationUuid: string | null) {
  return reservationUuid === null ? null : sandbox.control.books(reservationUuid);
}
