/** A world whose worker can be run with any budget of provider calls, one after the other. */
import type { ActivityDependencies } from '../../activities/create-activities';
import { createWorker } from '../../src/start/create-worker';
import { workflowBundle } from '../support/workflow-bundle';
import { startWorld, type World, type WorldOptions } from '../support/world';

export interface LimitedWorld extends World {
  /** Runs a worker with this budget while something is done. For `withoutWorker`: the usual one has no budget. */
  atRate<T>(ratePerMinute: number, during: () => Promise<T>): Promise<T>;
}

export async function startLimitedWorld(options: WorldOptions = {}): Promise<LimitedWorld> {
  const kept: { activities?: ActivityDependencies } = {};
  const world = await startWorld({
    ...options,
    dependencies: (usual) => {
      kept.activities = options.dependencies?.(usual) ?? usual;
      return kept.activities;
    },
  });
  return {
    ...world,
    async atRate(ratePerMinute, during) {
      const activities = kept.activities as ActivityDependencies;
      const worker = await createWorker({
        connection: world.engine.native,
        namespace: world.engine.namespace,
        taskQueue: world.taskQueue,
        ratePerMinute,
        dataConverter: {},
        // The engine's pacing is what is looked at: nothing goes past it.
        activities: { ...activities, mayCallHere: async () => false },
        workflows: { workflowBundle: workflowBundle() },
      });
      const run = worker.run();
      try {
        return await during();
      } finally {
        worker.shutdown();
        await run;
      }
    },
  };
}
