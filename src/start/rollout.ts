/**
 * The rollout of a build on a cluster with Worker Deployment Versioning: first everything that lives there is replayed
 * against it, and only then does its version become the current one.
 */
import { Client } from '@temporalio/client';
import type { Settings } from '../config/settings';
import { connectBeside } from './connect-beside';
import { type ReplayReport, replayCluster } from './replay-cluster';
import { createSealing } from './sealing';
import { StartError } from './start-error';
import { workflowBundlePath, workflowCode } from './workflow-code';

/** How far to look, and who is told how it goes. */
export interface RolloutParts {
  closedWithinMs: number;
  limit: number;
  onProgress(replayed: number): void;
}

/** What the replay found. @throws StartError `engine_unreachable`, `package_incomplete` */
export async function replayAgainstCluster(settings: Settings, parts: RolloutParts): Promise<ReplayReport> {
  const { dataConverter } = createSealing(settings.encryptionKeys);
  return withClient(settings, (client) =>
    replayCluster({
      client,
      taskQueue: settings.taskQueue,
      dataConverter,
      workflowBundle: workflowCode({
        codePath: workflowBundlePath(),
        sealsFailures: settings.encryptionKeys.length > 0,
      }),
      ...parts,
    }),
  );
}

/** New orders, and those that are parked at their next step, go to this version from now on. @throws StartError */
export async function makeCurrent(
  settings: Settings,
  version: NonNullable<Settings['version']>,
): Promise<void> {
  const { deploymentName, buildId } = version;
  const { namespace } = settings.temporal;
  await withClient(settings, async (client) => {
    try {
      await client.workflowService.setWorkerDeploymentCurrentVersion({ namespace, deploymentName, buildId });
    } catch (error) {
      throw new StartError(
        'version_not_current',
        `Version ${buildId} of deployment ${deploymentName} was not made current (${error instanceof Error ? error.message : error}); ` +
          'the one before stays. Start workers with this WORKER_BUILD_ID first: a version is known once a worker of it polls.',
        { cause: error },
      );
    }
  });
}

async function withClient<T>(settings: Settings, work: (client: Client) => Promise<T>): Promise<T> {
  const connection = await connectBeside(settings);
  try {
    return await work(new Client({ connection, namespace: settings.temporal.namespace }));
  } finally {
    await connection.close();
  }
}
