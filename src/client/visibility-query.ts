/**
 * The question to Temporal's visibility store behind a list: open orders only. No ORDER BY, for the SQL stores have
 * none; they give the latest started first by themselves.
 */
import { WORKFLOW_TYPE, workflowIdOf } from '../../workflows/messages';
import type { LifecycleState } from '../../workflows/state';
import type { Place, Stretch } from './cursor';

/** Which orders are asked for. Left out filters do not filter. */
export interface ListFilter {
  state?: LifecycleState;
  attention?: boolean;
  /** Only holds whose capture deadline lies before this instant, ISO 8601. */
  captureBefore?: string;
  /** The beginning of an order id or of a reservation's uuid. */
  q?: string;
}

/** Which part of the list: a stretch of it, and the place in it after which it begins. */
export interface Part {
  taskQueue: string;
  stretch: Stretch;
  after: Place | null;
  /** Of the dated, those up to this instant. */
  until?: string;
}

/** The visibility query of a filter, from a place on. */
export function visibilityQuery(filter: ListFilter, { taskQueue, stretch, after, until }: Part): string {
  const { state, attention, captureBefore, q } = filter;
  const terms = [
    `WorkflowType = ${quoted(WORKFLOW_TYPE)}`,
    `TaskQueue = ${quoted(taskQueue)}`,
    "ExecutionStatus = 'Running'",
  ];
  // Newest first, the store finds a page at the beginning of what it reads; by deadline it has to read all there are.
  if (state !== undefined)
    terms.push(stretch === 'all' ? `HoldfastState = ${quoted(state)}` : inState(state));
  if (attention === true) terms.push('HoldfastAttention = true');
  // An order that has just begun has not published anything yet.
  if (attention === false) terms.push('(HoldfastAttention = false OR HoldfastAttention IS NULL)');
  if (captureBefore !== undefined) terms.push(`HoldfastCaptureBy < ${quoted(captureBefore)}`);
  if (q !== undefined && q !== '') terms.push(beginningWith(q));
  if (stretch === 'dated') terms.push('HoldfastCaptureBy IS NOT NULL');
  if (stretch === 'undated') terms.push('HoldfastCaptureBy IS NULL');
  if (after !== null) terms.push(fromPlace(stretch, after));
  if (until !== undefined) terms.push(`HoldfastCaptureBy <= ${quoted(until)}`);
  return terms.join(' AND ');
}

/**
 * The orders in a state. Nearly every open order is `reserved`, and few are in any other state, which the embedded engine's
 * SQLite does not know: of two equal terms it looks up the one it likes, and then reads every open order. A range it takes
 * to be narrower than an equal term, and looks it up first.
 */
export function inState(state: LifecycleState): string {
  const value = quoted(state);
  return state === 'reserved' ? `HoldfastState = ${value}` : `HoldfastState BETWEEN ${value} AND ${value}`;
}

/** Which of these orders have a workflow that runs. */
export function runningQuery(orderIds: readonly string[]): string {
  const ids = orderIds.map((orderId) => quoted(workflowIdOf(orderId)));
  return `WorkflowId IN (${ids.join(', ')}) AND ExecutionStatus = 'Running'`;
}

function beginningWith(q: string): string {
  const byOrderId = `WorkflowId STARTS_WITH ${quoted(workflowIdOf(q))}`;
  return `(${byOrderId} OR HoldfastReservationUuid STARTS_WITH ${quoted(q)})`;
}

/** Includes the place itself: the rest is left out after the answer, for ids cannot be compared by the store. */
function fromPlace(stretch: Stretch, { key }: Place): string {
  if (stretch === 'dated') return `HoldfastCaptureBy >= ${quoted(key)}`;
  // Before an order has published anything, and under old rules, its run's start is all there is. The store keeps more
  // digits of it than our instants have.
  const byStart = `HoldfastCreatedAtMs IS NULL AND StartTime <= ${quoted(key.replace(/Z$/, '999999Z'))}`;
  return `(HoldfastCreatedAtMs <= ${Date.parse(key)} OR (${byStart}))`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
