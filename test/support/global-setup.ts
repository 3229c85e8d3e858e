// Jest's global setup: one real engine for the whole run, in a temporary data directory. On a fresh machine this
// fetches or builds the server first, which is shown; `npm test` needs nothing started beforehand.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Engine, startEngine } from '../../src/engine/start-engine';
import { bundleWorkflows } from './bundle-workflows';

declare global {
  var holdfastTestEngine: { engine: Engine; dataDir: string } | undefined;
}

/** Starts the engine, bundles the workflows, and tells the test processes where both are. */
export default async function setup(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-test-engine-'));
  const engine = await startEngine({
    dataDir,
    // Not 7233: a developer's own engine may be running there.
    port: 17_233,
    env: { ...process.env, TEMPORAL_ADDRESS: undefined },
    onProgress: (line) => process.stderr.write(`${line}\n`),
  });
  globalThis.holdfastTestEngine = { engine, dataDir };
  process.env['HOLDFAST_TEST_ENGINE'] = engine.address;
  process.env['HOLDFAST_TEST_BUNDLE'] = await bundleWorkflows(dataDir);
}
