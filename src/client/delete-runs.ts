/**
 * Takes what has ended out of the engine before its retention does: every run of one workflow, its history and its row in
 * the lists. Only for runs that somebody has named: a workflow that begins meanwhile is left alone.
 */
import { setTimeout as delay } from 'node:timers/promises';
import {
  type Client,
  isGrpcServiceError,
  type WorkflowExecutionDescription,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { readWithin } from './patience';

/** The workflow as the engine knows it last; null when it does not. @throws EngineUnavailableError, EngineBusyError */
export function lastRun(client: Client, workflowId: string): Promise<WorkflowExecutionDescription | null> {
  return readWithin(client, async () => {
    try {
      return await client.workflow.getHandle(workflowId).describe();
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return null;
      throw error;
    }
  });
}

const PATIENCE_MS = 10_000;
const POLL_MS = 50;
const NOT_FOUND = 5;

/** What became of a workflow's runs. Not `areGone` when the engine still shows one of them: it deletes it by and by. */
export interface DeletedRuns {
  runIds: string[];
  areGone: boolean;
}

/**
 * Deletes them, and waits for 10 s at most until the engine shows none of them any more; on a cluster, one that has ended a
 * moment ago takes longer. With `alsoRunning` one that runs is ended; without it, it stays.
 * @throws EngineUnavailableError, EngineBusyError
 */
export async function deleteRuns(
  client: Client,
  workflowId: string,
  { alsoRunning }: { alsoRunning: boolean },
): Promise<DeletedRuns> {
  const deleted = new Set<string>();
  const giveUpAtMs = Date.now() + PATIENCE_MS;
  for (;;) {
    const runs = (await runsOf(client, workflowId)).filter(({ isRunning }) => alsoRunning || !isRunning);
    const areGone = runs.length === 0;
    if (areGone || Date.now() > giveUpAtMs) return { runIds: [...deleted], areGone };
    for (const { runId } of runs) {
      // Once is enough: the lists show it until it is done.
      if (!deleted.has(runId)) await deleteRun(client, workflowId, runId);
      deleted.add(runId);
    }
    await delay(POLL_MS);
  }
}

interface Run {
  runId: string;
  isRunning: boolean;
}

/** The lists may lag behind with the last one, and know the others. */
async function runsOf(client: Client, workflowId: string): Promise<Run[]> {
  const last = await lastRun(client, workflowId);
  const runs = new Map<string, Run>();
  await readWithin(client, async () => {
    // An order's id holds no quote; see orderIdSchema.
    for await (const { runId, status } of client.workflow.list({ query: `WorkflowId = '${workflowId}'` }))
      runs.set(runId, { runId, isRunning: status.name === 'RUNNING' });
  });
  for (const run of runs.values()) run.isRunning &&= run.runId === last?.runId;
  if (last) runs.set(last.runId, { runId: last.runId, isRunning: last.status.name === 'RUNNING' });
  return [...runs.values()];
}

async function deleteRun(client: Client, workflowId: string, runId: string): Promise<void> {
  const { namespace } = client.options;
  try {
    await client.workflowService.deleteWorkflowExecution({
      namespace,
      workflowExecution: { workflowId, runId },
    });
  } catch (error) {
    if (!isGrpcServiceError(error) || error.code !== NOT_FOUND) throw error;
  }
}
