// A clock per workflow on the real engine: moves one running workflow's time forward. For tests, the demo and
// `holdfast clock advance` on the embedded engine; needs a server with time skipping enabled (1.32 or later).
// The SDK has no method for it yet, but it carries the messages.

import { randomUUID } from 'node:crypto';
import { type Client, isGrpcCancelledError, isGrpcDeadlineError } from '@temporalio/client';
import { msToTs, optionalTsToMs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';

const {
  FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED: COMPLETED,
  FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_FAILED: FAILED,
} = temporal.api.enums.v1.FastForwardPollingResult;

const DEFAULT_TIMEOUT_MS = 30_000;
const POLL_TIMEOUT_MS = 5_000;

/** A workflow's own time. */
export interface WorkflowClock {
  /** The workflow's present time as an instant: what its `Date.now()` would give. */
  now: string;
  /** How far that is ahead of the world's clock; 0 for a workflow whose time was never moved. */
  aheadMs: number;
  /** True while the server skips whenever nothing is in flight. */
  skipping: boolean;
}

/** Which workflow's time to move, and how far. */
export interface FastForwardOptions {
  client: Client;
  workflowId: string;
  /** More than 0. */
  durationMs: number;
  /** How long to wait in the world's time for the workflow's to arrive. Default 30 s. */
  timeoutMs?: number;
}

/** Where the workflow's time stands afterwards; `arrived` is false when it did not get as far, with the reason. */
export interface FastForwardResult {
  arrived: boolean;
  reason: string | null;
}

/**
 * Moves a running workflow's time forward by `durationMs`, timer by timer, and returns when it has arrived, when
 * the workflow has ended on the way, or after `timeoutMs`. Timers on the way fire and what they lead to runs at
 * its own speed; then skipping is off again and time passes as usual. Signals and updates sent afterwards find
 * the new time. Rejects with the server's gRPC error when there is no such running workflow.
 */
export async function fastForward(options: FastForwardOptions): Promise<FastForwardResult> {
  const { client, workflowId, durationMs, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const id = randomUUID();
  await configure(client, workflowId, {
    enabled: true,
    fastForwardConfig: { id, duration: msToTs(durationMs) },
  });
  const deadlineMs = Date.now() + timeoutMs;
  while (Date.now() < deadlineMs) {
    const result = await poll(client, workflowId, { id, deadlineMs });
    if (result) return result;
  }
  return { arrived: false, reason: `the workflow's time did not arrive within ${timeoutMs} ms` };
}

/** Lets a running workflow skip to whatever comes next, again and again, until `stopSkipping` or its end. */
export async function startSkipping(client: Client, workflowId: string): Promise<void> {
  await configure(client, workflowId, { enabled: true });
}

/** Lets a running workflow's time pass as usual from where it is. */
export async function stopSkipping(client: Client, workflowId: string): Promise<void> {
  await configure(client, workflowId, { enabled: false });
}

/** Reads a workflow's own time. Rejects with the SDK's WorkflowNotFoundError when there is none. */
export async function readClock(client: Client, workflowId: string): Promise<WorkflowClock> {
  const { raw } = await client.workflow.getHandle(workflowId).describe();
  const info = raw.workflowExtendedInfo?.timeSkippingInfo;
  const worldMs = Date.now();
  const nowMs = optionalTsToMs(info?.currentTime) ?? worldMs;
  return {
    now: new Date(nowMs).toISOString(),
    aheadMs: info ? nowMs - worldMs : 0,
    skipping: info?.effectiveConfig?.enabled ?? false,
  };
}

async function configure(
  client: Client,
  workflowId: string,
  timeSkippingConfig: temporal.api.common.v1.ITimeSkippingConfig,
): Promise<void> {
  await client.connection.workflowService.updateWorkflowExecutionOptions({
    namespace: client.options.namespace,
    workflowExecution: { workflowId },
    workflowExecutionOptions: { timeSkippingConfig },
    updateMask: { paths: ['time_skipping_config'] },
  });
}

async function poll(
  client: Client,
  workflowId: string,
  { id, deadlineMs }: { id: string; deadlineMs: number },
): Promise<FastForwardResult | null> {
  const answer = await client.connection
    .withDeadline(Math.min(deadlineMs, Date.now() + POLL_TIMEOUT_MS), () =>
      client.connection.workflowService.pollWorkflowExecutionTimeSkipping({
        namespace: client.options.namespace,
        workflowExecution: { workflowId },
        fastForwardId: id,
      }),
    )
    .catch((fault) => {
      // Either of the two, depending on which end of the connection sees our deadline first.
      if (isGrpcDeadlineError(fault) || isGrpcCancelledError(fault)) return null;
      throw fault;
    });
  if (!answer) return null;
  if (answer.fastForwardPollingResult === COMPLETED) return { arrived: true, reason: null };
  if (answer.fastForwardPollingResult === FAILED) return { arrived: false, reason: answer.failedReason };
  return null;
}
