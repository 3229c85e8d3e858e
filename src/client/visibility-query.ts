/**
 * The question to Temporal's visibility store behind a list: open orders only. No ORDER BY, for the SQL stores have
 * none; they give the newest first by themselves.
 */
import { WORKFLOW_TYPE, workflowIdOf } from '../../workflows/messages';
import type { LifecycleState } from '../../workflows/state';
import type { ListSort, Place } from './cursor';

/** Which orders are asked for. Left out filters do not filter. */
export interface ListFilter {
  state?: LifecycleState;
  attention?: boolean;
  /** Only holds whose capture deadline lies before this instant, ISO 8601. */
  captureBefore?: string;
  /** The beginning of an order id or of a reservation's uuid. */
  q?: string;
}

/** The visibility query of a filter, from a place on. */
export function visibilityQuery(
  filter: ListFilter,
  { taskQueue, sort, after }: { taskQueue: string; sort: ListSort; after: Place | null },
): string {
  const { state, attention, captureBefore, q } = filter;
  const terms = [
    `WorkflowType = ${quoted(WORKFLOW_TYPE)}`,
    `TaskQueue = ${quoted(taskQueue)}`,
    "ExecutionStatus = 'Running'",
  ];
  if (state !== undefined) terms.push(`HoldfastState = ${quoted(state)}`);
  if (attention === true) terms.push('HoldfastAttention = true');
  // An order that has just begun has not published anything yet.
  if (attention === false) terms.push('(HoldfastAttention = false OR HoldfastAttention IS NULL)');
  if (captureBefore !== undefined) terms.push(`HoldfastCaptureBy < ${quoted(captureBefore)}`);
  if (q !== undefined && q !== '') terms.push(beginningWith(q));
  if (after !== null) terms.push(...fromPlace(sort, after));
  return terms.join(' AND ');
}

function beginningWith(q: string): string {
  const byOrderId = `WorkflowId STARTS_WITH ${quoted(workflowIdOf(q))}`;
  return `(${byOrderId} OR HoldfastReservationUuid STARTS_WITH ${quoted(q)})`;
}

/** Includes the place itself: ids cannot be compared by the store, so the rest is left out after the answer. */
function fromPlace(sort: ListSort, { key }: Place): string[] {
  if (sort === 'newest') return [`StartTime <= ${quoted(endOfMillisecond(key ?? ''))}`];
  return key === null ? ['HoldfastCaptureBy IS NULL'] : [];
}

/** The store keeps more digits than our instants have. */
function endOfMillisecond(instant: string): string {
  return instant.replace(/Z$/, '999999Z');
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
