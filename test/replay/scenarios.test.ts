/**
 * Each kind of lifecycle runs on the engine and replays from its own fresh history. With HOLDFAST_RECORD_HISTORIES=1 a
 * history that this release has not stored yet is stored.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Worker } from '@temporalio/worker';
import { version } from '../../package.json';
import { createSilence } from '../support/silence';
import { workflowBundle } from '../support/workflow-bundle';
import { startWorld, type World } from '../support/world';
import { storedHistories, storeHistory } from './history-files';
import { SCENARIOS } from './scenarios';

const known = new Set(storedHistories().map(({ file }) => file));
const recording = process.env['HOLDFAST_RECORD_HISTORIES'] === '1';

const silence = createSilence();
let world: World;
beforeAll(async () => {
  world = await startWorld({ dependencies: silence.dependencies });
});
afterAll(() => world.close());

describe('a fresh history of', () => {
  it.each(Object.entries(SCENARIOS))('%s replays', async (scenario, run) => {
    const workflowId = await run(world, silence);
    const history = await world.client.workflow.getHandle(workflowId).fetchHistory();
    if (recording && !known.has(`${scenario}@${version}.json`)) storeHistory(scenario, history);
    const errors: unknown[] = [];
    const replays = Worker.runReplayHistories({ workflowBundle: workflowBundle() }, [
      { workflowId, history },
    ]);
    for await (const { error } of replays) errors.push(error ?? null);
    expect(errors).toEqual([null]);
  });
});
