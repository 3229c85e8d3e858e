/** The open orders of one stretch of a list, as the engine's visibility store knows them. No order is asked. */
import type { WorkflowExecutionInfo } from '@temporalio/client';
import {
  captureByAttribute,
  changedAtAttribute,
  createdAtAttribute,
  orderIdOf,
} from '../../workflows/messages';
import { compareByPlace, type Place } from './cursor';
import { createDueWindow, type DueRead } from './due-window';
import type { ClientDependencies } from './engine-orders';
import type { LastChange } from './known-rows';
import { readWithin } from './patience';
import { type ListFilter, type Part, runningQuery, visibilityQuery } from './visibility-query';

/** A place, and whether it is the order's own for sure: one that has published nothing stands where its run began. */
export interface OpenRow extends Place {
  isOwn: boolean;
  lastChange: LastChange;
}

/** What of a stretch is wanted: `count` rows, more may come. */
export interface Wanted extends Omit<Part, 'taskQueue' | 'until'> {
  filter: ListFilter;
  count: number;
}

/** So many rows the store is read at once where their order is not the list's. */
const READ_AT_ONCE = 1000;

/** The function that gives the first `count` rows at least, in no order. @throws EngineUnavailableError, EngineBusyError */
export function createOpenRows({
  client,
  taskQueue,
}: ClientDependencies): (wanted: Wanted) => Promise<OpenRow[]> {
  const windows = new Map<string, ReturnType<typeof createDueWindow>>();
  return (wanted) => {
    const { filter, count, ...part } = wanted;
    const listUntil = (until: string | undefined, pageSize: number) => {
      const query = visibilityQuery(filter, {
        taskQueue,
        ...part,
        ...(until === undefined ? {} : { until }),
      });
      return client.workflow.list({ query, pageSize });
    };
    return readWithin(client, async () => {
      const isDated = part.stretch === 'dated';
      if (!isDated) return newestRows(listUntil(undefined, Math.min(READ_AT_ONCE, count + 50)), wanted);
      return windowFor(
        windows,
        filter,
      )({
        read: (until, { atOnce }) => datedRows(listUntil(until, READ_AT_ONCE), wanted, atOnce),
        deadlineMsOf: ({ key }) => Date.parse(key),
        from: part.after?.key ?? null,
        least: count,
      });
    });
  };
}

/** How wide a window has to be depends on what is looked for. What is typed to search is another thing each time, and seldom many. */
function windowFor(
  windows: Map<string, ReturnType<typeof createDueWindow>>,
  { state, attention, captureBefore, q = '' }: ListFilter,
): ReturnType<typeof createDueWindow> {
  if (q !== '') return createDueWindow(Number.POSITIVE_INFINITY);
  const name = JSON.stringify([state, attention, captureBefore !== undefined]);
  const readDue = windows.get(name) ?? createDueWindow();
  windows.set(name, readDue);
  return readDue;
}

async function datedRows(
  runs: AsyncIterable<WorkflowExecutionInfo>,
  wanted: Wanted,
  atOnce: boolean,
): Promise<DueRead<OpenRow>> {
  const rows: OpenRow[] = [];
  let read = 0;
  for await (const run of runs) {
    const key = run.typedSearchAttributes.get(captureByAttribute)?.toISOString();
    const row = {
      key: key ?? '',
      orderId: orderIdOf(run.workflowId),
      isOwn: true,
      lastChange: lastChangeOf(run),
    };
    if (key !== undefined && isAfter(wanted, row)) rows.push(row);
    read += 1;
    // Left before the next page is asked for.
    if (atOnce && read >= READ_AT_ONCE) return { rows, isWhole: false };
  }
  return { rows, isWhole: true };
}

/** Which of these orders have a workflow that runs, by what the store knows. @throws as `openRows` */
export async function runningAmong(
  { client }: ClientDependencies,
  orderIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (orderIds.length === 0) return new Set();
  return readWithin(client, async () => {
    const running = new Set<string>();
    const query = runningQuery(orderIds);
    for await (const { workflowId } of client.workflow.list({ query })) running.add(orderIdOf(workflowId));
    return running;
  });
}

/**
 * The store gives the latest started first, and no order was created after its run began: once enough were created after
 * this one began, so were they after all that follow.
 */
async function newestRows(runs: AsyncIterable<WorkflowExecutionInfo>, wanted: Wanted): Promise<OpenRow[]> {
  const found: OpenRow[] = [];
  let enough: string | null = null;
  for await (const run of runs) {
    const startedAt = run.startTime.toISOString();
    if (enough !== null && startedAt < enough) break;
    const createdAtMs = run.typedSearchAttributes.get(createdAtAttribute);
    const key = createdAtMs === undefined ? startedAt : new Date(createdAtMs).toISOString();
    const row = {
      key,
      orderId: orderIdOf(run.workflowId),
      isOwn: createdAtMs !== undefined,
      lastChange: lastChangeOf(run),
    };
    if (!isAfter(wanted, row)) continue;
    found.push(row);
    if (found.length >= wanted.count && (enough === null || key > enough)) enough = lastOf(found, wanted);
  }
  return found;
}

function lastChangeOf({ runId, typedSearchAttributes }: WorkflowExecutionInfo): LastChange {
  const changedAt = typedSearchAttributes.get(changedAtAttribute)?.toISOString();
  return changedAt === undefined ? null : { runId, changedAt };
}

function lastOf(found: readonly OpenRow[], { stretch, count }: Wanted): string | null {
  return [...found].sort(compareByPlace(stretch))[count - 1]?.key ?? null;
}

function isAfter({ stretch, after }: Wanted, row: Place): boolean {
  return after === null || compareByPlace(stretch)(after, row) < 0;
}
