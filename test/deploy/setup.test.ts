/** `holdfast setup` on the real engine, and on one that lets nobody register anything. */
import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { tsToMs } from '@temporalio/common/lib/time';
import { prepareNamespace, SEARCH_ATTRIBUTES } from '../../src/engine/prepare-namespace';
import type { ClusterReport } from '../../src/start/setup-cluster';
import { BIN, ensureBuilt } from '../start/built';
import { connectToEngine, type EngineConnections, uniqueName } from '../support/engine';
import { openRefusingProxy, type RefusingProxy } from './refusing-proxy';

const DAY_MS = 86_400_000;
const NAMES = Object.keys(SEARCH_ATTRIBUTES);

// Each run is a process of its own, and one of them waits for a server that is not there.
jest.setTimeout(180_000);

let engine: EngineConnections;
let managed: RefusingProxy;

beforeAll(async () => {
  ensureBuilt();
  engine = await connectToEngine();
  managed = await openRefusingProxy(engine.address);
}, 300_000);

afterAll(async () => {
  await managed?.close();
  await engine?.close();
});

interface Run {
  exitCode: number;
  out: string;
  err: string;
}

async function setup(args: string[], settings: Record<string, string>): Promise<Run> {
  const { PATH, HOME } = process.env;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [BIN, 'setup', ...args],
      // No .env of a developer's is read.
      { cwd: __dirname, env: { PATH, HOME, ...settings } },
      (error, out, err) =>
        resolve({ exitCode: error ? Number(error.code) : 0, out: out.trim(), err: err.trim() }),
    );
  });
}

const at = (namespace: string) => ({ TEMPORAL_ADDRESS: engine.address, TEMPORAL_NAMESPACE: namespace });

async function retentionDaysOf(namespace: string): Promise<number> {
  const { config } = await engine.connection.workflowService.describeNamespace({ namespace });
  return tsToMs(config?.workflowExecutionRetentionTtl) / DAY_MS;
}

describe('holdfast setup', () => {
  it('registers the namespace with a week of retention and all search attributes, and says so', async () => {
    const namespace = uniqueName('fresh');
    const { exitCode, out } = await setup(['--json'], at(namespace));
    expect(exitCode).toBe(0);
    expect(JSON.parse(out) as ClusterReport).toEqual({
      address: engine.address,
      namespace,
      registered: true,
      retentionDays: 7,
      earlierRetentionDays: null,
      addedAttributes: NAMES,
      searchAttributes: NAMES,
    });
    expect(await retentionDaysOf(namespace)).toBe(7);
  });

  it('changes nothing when it is repeated, and says that too', async () => {
    const namespace = uniqueName('again');
    await setup(['--retention', 'P3D'], at(namespace));
    const { exitCode, out } = await setup([], at(namespace));
    expect(exitCode).toBe(0);
    expect(out).toBe(
      [
        `Namespace "${namespace}" at ${engine.address}: was there.`,
        'Retention: what has ended is kept for 3 d.',
        `Search attributes: nothing to add; ${NAMES.length} of ${NAMES.length} were there.`,
        'Orders can be started and found.',
      ].join('\n'),
    );
  });

  it('sets the retention of a namespace that exists only where it is told to', async () => {
    const namespace = uniqueName('longer');
    await setup([], at(namespace));
    const { out } = await setup(['--retention', 'P30D'], at(namespace));
    expect(out).toContain('Retention: what has ended is kept for 30 d, until now 7 d.');
    expect(await retentionDaysOf(namespace)).toBe(30);
  });

  it('refuses a retention below a day before it asks anybody', async () => {
    const { exitCode, err } = await setup(['--retention', 'PT1H'], at('never-asked'));
    expect(exitCode).toBe(2);
    expect(err).toContain('of a day at least');
  });

  it('refuses to go without a Temporal address', async () => {
    const { exitCode, err } = await setup([], {});
    expect(exitCode).toBe(78);
    expect(err).toContain('TEMPORAL_ADDRESS: is missing');
  });

  it('says that nobody answers, with what to look at', async () => {
    const { exitCode, err } = await setup([], { TEMPORAL_ADDRESS: '127.0.0.1:9' });
    expect(exitCode).toBe(1);
    expect(err).toContain('The Temporal server at 127.0.0.1:9 does not answer, so nothing was set up.');
  });
});

describe('a server that lets nobody register anything', () => {
  it('is left as it is, and the message names the commands that do it', async () => {
    const env = { TEMPORAL_ADDRESS: managed.address, TEMPORAL_NAMESPACE: uniqueName('managed') };
    const { exitCode, err } = await setup([], env);
    expect(exitCode).toBe(1);
    expect(err).toContain('tcld namespace search-attributes add --namespace');
    for (const name of NAMES) expect(err).toContain(`"${name}=`);
    expect(err).not.toContain('undefined');
  });

  it('is found ready once its owner has prepared it', async () => {
    const namespace = uniqueName('prepared');
    await prepareNamespace({ connection: engine.connection, namespace });
    const { exitCode, out } = await setup([], {
      TEMPORAL_ADDRESS: managed.address,
      TEMPORAL_NAMESPACE: namespace,
    });
    expect(out).toContain('Orders can be started and found.');
    expect(exitCode).toBe(0);
  });
});
