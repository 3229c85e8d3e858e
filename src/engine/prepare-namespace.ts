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
  permissionDenied: 7,
  resourceExhausted: 8,
  aborted: 10,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
} as const;

// Until the caches know them, a new namespace is "not found" and a query by a new attribute an "invalid
// argument"; "already exists" is another process that was quicker with an attribute.
const NEVER_PASS: ReadonlySet<number> = new Set([GRPC.permissionDenied, GRPC.unimplemented]);
const MAY_PASS: ReadonlySet<number> = new Set(
  Object.values(GRPC).filter((status) => !NEVER_PASS.has(status)),
);

/** Which namespace, through which connection, and how much of it is ours. */
export interface PrepareNamespaceOptions {
  connection: Connection;
  namespace: string;
  /** For a namespace that is registered here. Default RETENTION_DAYS. */
  retentionDays?: number;
  /**
   * What becomes of the retention of a namespace that exists. `keep`: nothing, the default. `raise`: a shorter one
   * becomes this one, for a server that is ours alone; the CLI makes its `default` with one day. `set`: this one.
   */
  whereItExists?: 'keep' | 'raise' | 'set';
  /** Default 30 s. */
  timeoutMs?: number;
}

/** What was done, and what is there now. */
export interface PreparedNamespace {
  /** Whether it was registered just now; false also where another process was quicker. */
  registered: boolean;
  /** Its retention now, and before it was changed here; null where it was not. */
  retentionDays: number;
  earlierRetentionDays: number | null;
  /** The search attributes that were added just now. */
  addedAttributes: string[];
}

/**
 * Registers the namespace and our search attributes where they are missing, and waits until a workflow can be
 * started with them and found by them. Throws EngineError `namespace_not_ready` after `timeoutMs`, for example when
 * the server does not allow this client to register anything.
 */
export async function prepareNamespace(options: PrepareNamespaceOptions): Promise<PreparedNamespace> {
  const { connection, namespace, retentionDays = RETENTION_DAYS, timeoutMs = TIMEOUT_MS } = options;
  const { whereItExists = 'keep' } = options;
  const deadlineMs = Date.now() + timeoutMs;
  const done = <T>(step: () => Promise<T>): Promise<T> =>
    connection.withDeadline(deadlineMs, () => untilDone(step, { deadlineMs, namespace }));
  const registered = await done(() => register(connection, namespace, retentionDays));
  const retention = await done(() =>
    adjustRetention(connection, namespace, { retentionDays, whereItExists }),
  );
  const addedAttributes = await done(() => addSearchAttributes(connection, namespace));
  await done(() => proveUsable(connection, namespace));
  return { registered, ...retention, addedAttributes };
}

async function untilDone<T>(
  step: () => Promise<T>,
  { deadlineMs, namespace }: { deadlineMs: number; namespace: string },
): Promise<T> {
  for (;;) {
    try {
      return await step();
    } catch (fault) {
      if (Date.now() > deadlineMs - RETRY_MS || !mayPass(fault)) throw notReady(namespace, fault);
      await delay(RETRY_MS);
    }
  }
}

async function register(connection: Connection, namespace: string, retentionDays: number): Promise<boolean> {
  try {
    await connection.workflowService.describeNamespace({ namespace });
    return false;
  } catch (fault) {
    if (!hasStatus(fault, GRPC.notFound)) throw fault;
  }
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      description: 'Holdfast: one workflow per order',
      workflowExecutionRetentionPeriod: msToTs(retentionDays * DAY_MS),
    });
    return true;
  } catch (fault) {
    if (!hasStatus(fault, GRPC.alreadyExists)) throw fault;
    return false;
  }
}

type WantedRetention = Required<Pick<PrepareNamespaceOptions, 'retentionDays' | 'whereItExists'>>;
type FoundRetention = Pick<PreparedNamespace, 'retentionDays' | 'earlierRetentionDays'>;

async function adjustRetention(
  connection: Connection,
  namespace: string,
  { retentionDays, whereItExists }: WantedRetention,
): Promise<FoundRetention> {
  const { config } = await connection.workflowService.describeNamespace({ namespace });
  const found = tsToMs(config?.workflowExecutionRetentionTtl) / DAY_MS;
  const isAsWanted = whereItExists === 'raise' ? found >= retentionDays : found === retentionDays;
  if (whereItExists === 'keep' || isAsWanted) return { retentionDays: found, earlierRetentionDays: null };
  await connection.workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: msToTs(retentionDays * DAY_MS) },
  });
  return { retentionDays, earlierRetentionDays: found };
}

async function addSearchAttributes(connection: Connection, namespace: string): Promise<string[]> {
  const there = await listSearchAttributes(connection, namespace);
  // Whether all of ours are there is proved next; who may not even look may not add any either.
  if (there === null) return [];
  const missing = Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => !there.has(name));
  if (missing.length === 0) return [];
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing),
  });
  return missing.map(([name]) => name);
}

/** Null where the server has no such call for us: Temporal Cloud is managed by its own tools. */
async function listSearchAttributes(connection: Connection, namespace: string): Promise<Set<string> | null> {
  try {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    return new Set(Object.keys(customAttributes));
  } catch (fault) {
    if (isRefusal(fault)) return null;
    throw fault;
  }
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

function isRefusal(fault: unknown): boolean {
  return isGrpcServiceError(fault) && NEVER_PASS.has(fault.code);
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
