/** A promise to runs already under way: every stored history replays against the present workflows. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { silenceWorkers } from '../support/engine';
import { workflowBundle } from '../support/workflow-bundle';
import { type StoredHistory, storedHistories } from './history-files';
import { SCENARIOS } from './scenarios';

const stored = storedHistories();

beforeAll(() => silenceWorkers());

describe('the stored histories', () => {
  it('are there for every scenario, and for nothing else', () => {
    expect([...new Set(stored.map(({ scenario }) => scenario))].sort()).toEqual(
      Object.keys(SCENARIOS).sort(),
    );
  });

  it('replay against the present workflows, every one of them', async () => {
    const failed: Record<string, string> = {};
    for await (const { workflowId, error } of Worker.runReplayHistories(options(), histories(stored))) {
      if (error) failed[workflowId] = error.message;
    }
    expect(failed).toEqual({});
  });

  it('would not replay if a workflow did something else: the check can see', async () => {
    const [captured] = stored.filter(({ scenario }) => scenario === 'captured-early');
    const changed = JSON.parse(
      JSON.stringify(captured).replaceAll(
        '"activityType":{"name":"capture"}',
        '"activityType":{"name":"cancel"}',
      ),
    );
    const errors: unknown[] = [];
    for await (const { error } of Worker.runReplayHistories(options(), histories([changed])))
      errors.push(error);
    expect(errors).toEqual([expect.any(DeterminismViolationError)]);
  });
});

function options() {
  return { workflowBundle: workflowBundle() };
}

function histories(all: StoredHistory[]) {
  return all.map(({ file, history }) => ({ workflowId: file, history }));
}
