// Makes a namespace ready for Holdfast: registered, with our search attributes, and usable when this returns.
// Idempotent, and safe beside another process that prepares the same namespace.

import { setTimeout as delay } from 'node:timers/promises';
import { type Connection, isGrpcServiceError } from '@temporalio/client';
import { msToTs, tsToMs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';
import { describeFault, EngineError } from './engine-error';

const { IndexedValueType } = temporal.api.enums.v1;

/** The search attributes of every reservation workflow, and their types. None holds personal data. */
export const SEARCH_ATTRIBUTES = {
  HoldfastState: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  HoldfastAttention: IndexedValueType.INDEXED_VALUE_TYPE_BOOL,
  HoldfastCaptureBy: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
  HoldfastAmountMinor: IndexedValueType.INDEXED_VALUE_TYPE_INT,
  HoldfastReservationUuid: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  HoldfastTimerAt: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
  HoldfastReferences: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST,
  HoldfastCreatedAtMs: IndexedValueType.INDEXED_VALUE_TYPE_INT,
  HoldfastChangedAt: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
} as const;

/**
 * How long the engine keeps what has ended, in days. The record keeps orders for ever; this is for looking at
 * histories, and a week covers a long weekend.
 */
export const RETENTION_DAYS = 7;

const DAY_MS = 24 * 60 * 60_000;
const TIMEOUT_MS = 30_000;
const RETRY_MS = 50;

const GRPC = {
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  resourceExhausted: 8,
  aborted: 10,
  internal: 13,
  unavailable: 14,
} as const;

// Until the caches know them, a new namespace is "not found" and a query by a new attribute an "invalid
// argument"; "already exists" is another process that was quicker with an attribute.
const MAY_PASS: ReadonlySet<number> = new Set(Object.values(GRPC));

/** Which namespace, through which connection, and how much of it is ours. */
export interface PrepareNamespaceOptions {
  connection: Connection;
  namespace: string;
  /** For a namespace that is registered here; one that exists keeps its own. Default RETENTION_DAYS. */
  retentionDays?: number;
  /**
   * Whether the server is ours alone, so that an existing namespace with a shorter retention gets this one; the
   * CLI makes its `default` with one day. Default false.
   */
  raiseRetention?: boolean;
  /** Default 30 s. */
  timeoutMs?: number;
}

/**
 * Registers the namespace and our search attributes where they are missing, and waits until a workflow can be
 * started with them and found by them. Throws EngineError `namespace_not_ready` after `timeoutMs`, for example when
 * the server does not allow this client to register anything.
 */
export async function prepareNamespace(options: PrepareNamespaceOptions): Promise<void> {
  const { connection, namespace, retentionDays = RETENTION_DAYS, timeoutMs = TIMEOUT_MS } = options;
  const retention = msToTs(retentionDays * DAY_MS);
  const deadlineMs = Date.now() + timeoutMs;
  const steps = [
    () => register(connection, namespace, retention),
    ...(options.raiseRetention ? [() => raiseRetention(connection, namespace, retention)] : []),
    () => addSearchAttributes(connection, namespace),
    () => proveUsable(connection, namespace),
  ];
  for (const step of steps) {
    await connection.withDeadline(deadlineMs, () => untilDone(step, { deadlineMs, namespace }));
  }
}

async function untilDone(
  step: () => Promise<void>,
  { deadlineMs, namespace }: { deadlineMs: number; namespace: string },
): Promise<void> {
  for (;;) {
    try {
      return await step();
    } catch (fault) {
      if (Date.now() > deadlineMs - RETRY_MS || !mayPass(fault)) throw notReady(namespace, fault);
      await delay(RETRY_MS);
    }
  }
}

type Retention = ReturnType<typeof msToTs>;

async function register(connection: Connection, namespace: string, retention: Retention): Promise<void> {
  try {
    await connection.workflowService.describeNamespace({ namespace });
    return;
  } catch (fault) {
    if (!hasStatus(fault, GRPC.notFound)) throw fault;
  }
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      description: 'Holdfast: one workflow per order',
      workflowExecutionRetentionPeriod: retention,
    });
  } catch (fault) {
    if (!hasStatus(fault, GRPC.alreadyExists)) throw fault;
  }
}

async function raiseRetention(
  connection: Connection,
  namespace: string,
  retention: Retention,
): Promise<void> {
  const { config } = await connection.workflowService.describeNamespace({ namespace });
  if (tsToMs(config?.workflowExecutionRetentionTtl) >= tsToMs(retention)) return;
  await connection.workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: retention },
  });
}

async function addSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => !(name in customAttributes));
  if (missing.length === 0) return;
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing),
  });
}

/** A count that names every attribute passes the same cache that a start with attributes has to pass. */
async function proveUsable(connection: Connection, namespace: string): Promise<void> {
  const query = [
    'HoldfastState = "none"',
    'HoldfastAttention = true',
    'HoldfastCaptureBy < "2000-01-01T00:00:00Z"',
    'HoldfastAmountMinor = 0',
    'HoldfastReservationUuid = "none"',
    'HoldfastTimerAt < "2000-01-01T00:00:00Z"',
    'HoldfastReferences = "none"',
    'HoldfastCreatedAtMs = 0',
    'HoldfastChangedAt < "2000-01-01T00:00:00Z"',
  ].join(' AND ');
  await connection.workflowService.countWorkflowExecutions({ namespace, query });
}

function mayPass(fault: unknown): boolean {
  return isGrpcServiceError(fault) && MAY_PASS.has(fault.code);
}

function hasStatus(fault: unknown, code: number): boolean {
  return isGrpcServiceError(fault) && fault.code === code;
}

function notReady(namespace: string, fault: unknown): EngineError {
  return new EngineError(
    'namespace_not_ready',
    `The namespace "${namespace}" could not be prepared (${describeFault(fault)}), so nothing was started on it. ` +
      'Create it with the search attributes Holdfast* yourself, or allow this client to.',
    { cause: fault },
  );
}
