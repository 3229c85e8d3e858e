/** Builds as versions of one deployment, each in a worker of the same world in its turn. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type ReplayReport, replayCluster } from '../../src/start/replay-cluster';
import { bundleWorkflows } from '../support/bundle-workflows';
import { uniqueName } from '../support/engine';
import { until } from '../support/until';
import { workflowBundle } from '../support/workflow-bundle';
import { startWorld, type World } from '../support/world';

const BUILDS = ['today', 'patched', 'careless'] as const;
export type Build = (typeof BUILDS)[number];

/** `rollOut` puts a worker of the build in place of the present one, and makes its version the current one. */
export interface VersionedWorld extends World {
  rollOut(build: Build): Promise<void>;
  /** What lives here, replayed against a build. */
  replayAgainst(build: Build): Promise<ReplayReport>;
}

/** Begins with the build of today. */
export async function startVersionedWorld(): Promise<VersionedWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'holdfast-builds-'));
  const bundles = await bundleAll(directory);
  const deploymentName = uniqueName('holdfast');
  let present: Build = 'today';
  const world = await startWorld({
    worker: () => ({
      workflows: { workflowBundle: { codePath: bundles[present] } },
      version: { deploymentName, buildId: present },
    }),
  });
  const makeCurrent = (buildId: Build) =>
    until(
      `version ${buildId} is known and current`,
      () =>
        world.client.workflowService
          .setWorkerDeploymentCurrentVersion({ namespace: world.engine.namespace, deploymentName, buildId })
          .then(
            () => true,
            () => false,
          ),
      { patienceMs: 60_000, pollMs: 100 },
    );
  await makeCurrent(present);
  return {
    ...world,
    async rollOut(build) {
      present = build;
      await world.restartWorker();
      await makeCurrent(build);
    },
    replayAgainst: (build) =>
      replayCluster({
        client: world.client,
        taskQueue: world.taskQueue,
        dataConverter: {},
        workflowBundle: { codePath: bundles[build] },
        closedWithinMs: 0,
        limit: 1_000,
        onProgress: () => undefined,
      }),
    async close() {
      await world.close();
      await rm(directory, { recursive: true });
    },
  };
}

async function bundleAll(directory: string): Promise<Record<Build, string>> {
  const bundle = async (build: Exclude<Build, 'today'>) => {
    const own = join(directory, build);
    await mkdir(own);
    return bundleWorkflows(own, resolve(__dirname, 'builds', `${build}.ts`));
  };
  return {
    today: workflowBundle().codePath,
    patched: await bundle('patched'),
    careless: await bundle('careless'),
  };
}
