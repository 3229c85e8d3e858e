/**
 * Under which keys the open workflows and the Schedules stand, by reading what the engine keeps of them, unopened. A key may
 * go when nothing open is under it: a workflow needs its whole history to go on.
 */
import type { Client } from '@temporalio/client';
import pLimit from 'p-limit';
import { keyIdOf } from './payload-codec';
import { payloadsIn } from './payloads-in';

/** How many are under each key; one that is under two counts for both. Null is what stands readable. */
export type KeyCounts = ReadonlyMap<string | null, number>;

/** What the engine keeps. */
export interface EngineUsage {
  workflows: KeyCounts;
  schedules: KeyCounts;
  /** Open workflows that were read. */
  read: number;
}

/** Which orders' engine is meant; `onProgress` is told how many workflows were read. */
export interface EngineToRead {
  client: Client;
  taskQueue: string;
  onProgress?: (read: number) => void;
}

const READ_AT_ONCE = 10;

/** Workflows are asked for so many at a time, and no more than these are kept in mind. */
const CHUNK = 500;

/** Reads every open workflow of the task queue once: thousands take minutes. @throws what the engine's client throws */
export async function countWorkflows({
  client,
  taskQueue,
  onProgress = () => {},
}: EngineToRead): Promise<EngineUsage> {
  const workflows = new Map<string | null, number>();
  const limited = pLimit(READ_AT_ONCE);
  let read = 0;
  let chunk: Promise<void>[] = [];
  const query = `TaskQueue = '${quoted(taskQueue)}' AND ExecutionStatus = 'Running'`;
  for await (const { workflowId, runId } of client.workflow.list({ query })) {
    const execution = { workflowId, runId };
    chunk.push(limited(async () => count(workflows, await keysOfRun(client, execution))));
    read += 1;
    if (chunk.length < CHUNK) continue;
    await Promise.all(chunk);
    chunk = [];
    onProgress(read);
  }
  await Promise.all(chunk);
  return { workflows, schedules: await countSchedules(client, taskQueue), read };
}

interface Execution {
  workflowId: string;
  runId: string;
}

/** Its history, and what a call of it under way has told last. */
async function keysOfRun(client: Client, execution: Execution): Promise<Set<string | null>> {
  const { namespace } = client.options;
  const keys = new Set<string | null>();
  let nextPageToken: Uint8Array | undefined;
  do {
    const page = await client.workflowService.getWorkflowExecutionHistory({
      namespace,
      execution,
      ...(nextPageToken && { nextPageToken }),
    });
    addKeys(keys, page.history?.events?.map(withoutTheSdksOwn));
    nextPageToken = page.nextPageToken?.length ? page.nextPageToken : undefined;
  } while (nextPageToken);
  const { pendingActivities } = await client.workflowService.describeWorkflowExecution({
    namespace,
    execution,
  });
  addKeys(keys, pendingActivities);
  return keys;
}

/** The SDK's core notes in markers, readable, when a local activity ended and which patch was met: nothing of an order's. */
function withoutTheSdksOwn(event: {
  markerRecordedEventAttributes?: { details?: Record<string, unknown> | null } | null;
}): unknown {
  const marker = event.markerRecordedEventAttributes;
  if (!marker) return event;
  const { result, ...others } = marker.details ?? {};
  return { ...marker, details: 'data' in others ? { result } : {} };
}

async function countSchedules(client: Client, taskQueue: string): Promise<KeyCounts> {
  const schedules = new Map<string | null, number>();
  const { namespace } = client.options;
  for await (const { scheduleId } of client.schedule.list()) {
    if (!scheduleId.endsWith(`/${taskQueue}`)) continue;
    const { schedule } = await client.workflowService.describeSchedule({ namespace, scheduleId });
    count(schedules, addKeys(new Set(), schedule?.action));
  }
  return schedules;
}

function addKeys(keys: Set<string | null>, told: unknown): Set<string | null> {
  for (const payload of payloadsIn(told)) keys.add(keyIdOf(payload));
  return keys;
}

function count(counts: Map<string | null, number>, keys: ReadonlySet<string | null>): void {
  for (const keyId of keys) counts.set(keyId, (counts.get(keyId) ?? 0) + 1);
}

function quoted(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
}
