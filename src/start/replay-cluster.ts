/**
 * Replays what lives on a cluster against this build, before it is rolled out there: a workflow that does not replay would
 * stand still under it. Nothing is changed.
 */
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { Worker, type WorkflowBundle } from '@temporalio/worker';

/** What is replayed, and by what. */
export interface ClusterToReplay {
  client: Client;
  taskQueue: string;
  /** Opens what the cluster keeps; the workers' own. */
  dataConverter: DataConverter;
  workflowBundle: WorkflowBundle | { codePath: string } | { code: string };
  /** How long ago a workflow may have closed and still be replayed. */
  closedWithinMs: number;
  /** How many at most, open ones first. */
  limit: number;
  onProgress(replayed: number): void;
}

/** One run that this build would not carry on. */
export interface ReplayFailure {
  workflowId: string;
  runId: string;
  /** Where history and build part, in the SDK's words. */
  message: string;
}

/** What became of it. */
export interface ReplayReport {
  /** Runs that were replayed, those that failed included. */
  replayed: number;
  /** Runs beyond the limit. */
  leftOut: number;
  failed: ReplayFailure[];
}

/** Histories under way at once. */
const AT_ONCE = 20;

/** Reads and replays all of them. @throws the client's errors where the cluster does not answer */
export async function replayCluster(cluster: ClusterToReplay): Promise<ReplayReport> {
  const { client, dataConverter, workflowBundle, limit, onProgress } = cluster;
  const query = queryOf(cluster);
  const failed: ReplayFailure[] = [];
  let replayed = 0;
  const results = Worker.runReplayHistories(
    { workflowBundle, dataConverter },
    histories(client, query, limit),
  );
  for await (const { workflowId, runId, error } of results) {
    replayed += 1;
    if (error) failed.push({ workflowId, runId, message: firstLine(error.message) });
    onProgress(replayed);
  }
  const { count } = await client.workflow.count(query);
  return { replayed, leftOut: replayed < limit ? 0 : Math.max(0, count - replayed), failed };
}

function queryOf({ taskQueue, closedWithinMs }: ClusterToReplay): string {
  const since = new Date(Date.now() - closedWithinMs).toISOString();
  const name = taskQueue.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  return `TaskQueue = '${name}' AND (ExecutionStatus = 'Running' OR CloseTime > '${since}')`;
}

interface Run {
  workflowId: string;
  runId: string;
}

async function* histories(client: Client, query: string, limit: number) {
  for await (const runs of batches(client.workflow.list({ query }), limit)) {
    const read = await Promise.all(runs.map((run) => historyOf(client, run)));
    for (const history of read) if (history !== null) yield history;
  }
}

async function* batches(runs: AsyncIterable<Run>, limit: number): AsyncGenerator<Run[]> {
  let batch: Run[] = [];
  let taken = 0;
  for await (const { workflowId, runId } of runs) {
    if (taken === limit) break;
    taken += 1;
    batch.push({ workflowId, runId });
    if (batch.length < AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

/** Null for what has been deleted since it was listed, as retention does. */
async function historyOf(client: Client, { workflowId, runId }: Run) {
  try {
    return { workflowId, history: await client.workflow.getHandle(workflowId, runId).fetchHistory() };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
