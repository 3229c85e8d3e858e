/**
 * Shows that the worker died where the column says: by the provider's books, and by what the engine knows of the
 * operation at that moment.
 */
import { temporal } from '@temporalio/proto';
import { workflowIdOf } from '../../workflows/messages';
import type { Cell } from './cell';
import { CRASH_POINTS, isRecord, readingActivity, readingOf } from './crash-points';
import type { Findings } from './findings';
import { sentOtherwise } from './inspect-end';
import { type ProviderBooks, providerBooks } from './provider-books';
import type { Trial } from './trial';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

const { PENDING_ACTIVITY_STATE_SCHEDULED: SCHEDULED, PENDING_ACTIVITY_STATE_STARTED: STARTED } =
  temporal.api.enums.v1.PendingActivityState;

/**
 * Notes whatever contradicts that the crash met the cell's operation at the cell's point; gives how often the provider
 * had received its call.
 */
export async function inspectAtDeath({ cell, findings }: Trial): Promise<number> {
  const { received } = inspectBooks(cell, findings);
  await inspectEngine(cell, findings);
  return received;
}

function inspectBooks(cell: Cell, findings: Findings): ProviderBooks {
  const { point, happened } = cell;
  const books = providerBooks(cell);
  const others = isRecord(point) ? sentOtherwise(cell) : 0;
  findings.expect('calls received at the crash', books.received, CRASH_POINTS[point].received + others);
  findings.expect('executions at the crash', books.executed, happened ? 1 : 0);
  return books;
}

async function inspectEngine(cell: Cell, findings: Findings): Promise<void> {
  const { point, row } = cell;
  if (isRecord(point)) return inspectRecord(cell, findings);
  if (CRASH_POINTS[point].history === 'outcome') return inspectOutcome(cell, findings);
  const reading = readingOf(point);
  const awaited = reading === null ? row.kind : readingActivity(row.kind);
  const states = { beforeIntent: null, afterIntent: SCHEDULED } as Record<string, number | null>;
  findings.expect(
    `the engine’s ${awaited} at the crash`,
    await pendingState(cell, awaited),
    point in states ? states[point] : STARTED,
  );
  if (reading !== null) findings.expect('readings before', await readingsSinceSend(cell), reading - 1);
}

/** Whether the engine has the activity of this type waiting (scheduled) or under way (started); null for neither. */
export async function pendingState({ place, armed }: Cell, type: string): Promise<number | null> {
  const handle = place.client.workflow.getHandle(workflowIdOf(armed.orderId));
  const { raw } = await handle.describe();
  const pending = raw.pendingActivities?.find(({ activityType }) => activityType?.name === type);
  return pending?.state ?? null;
}

async function inspectRecord({ place, armed, point }: Cell, findings: Findings): Promise<void> {
  const handle = place.client.workflow.getHandle(workflowIdOf(armed.orderId));
  const record = await place.records.find(armed.orderId);
  findings.expect('the workflow at the crash', (await handle.describe()).status.name, 'RUNNING');
  findings.expect('a record at the crash', record !== null, point === 'afterRecord');
}

/** The send's end is in the history; its caller's answer is not yet, or is. */
async function inspectOutcome(cell: Cell, findings: Findings): Promise<void> {
  const since = await eventsSinceSend(cell);
  findings.expect('the send’s end in the history', since.length > 0, true);
  const isAnswered = since.some((event) => event.workflowExecutionUpdateCompletedEventAttributes);
  findings.expect('the caller’s answer in the history', isAnswered, cell.point === 'afterCompletion');
}

async function readingsSinceSend(cell: Cell): Promise<number> {
  const since = await eventsSinceSend(cell);
  const readings = since.filter(({ activityTaskScheduledEventAttributes: scheduled }) => {
    return scheduled?.activityType?.name === readingActivity(cell.row.kind);
  });
  return readings.filter((reading) => since.some((event) => ends(event, reading))).length;
}

/** What the history has from the end of the operation's first send on; nothing while it has no end. */
async function eventsSinceSend({ place, armed }: Cell): Promise<HistoryEvent[]> {
  const handle = place.client.workflow.getHandle(workflowIdOf(armed.orderId));
  const events = (await handle.fetchHistory()).events ?? [];
  const send = events.find(
    ({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.activityType?.name === armed.kind,
  );
  const end = events.findIndex((event) => send && ends(event, send));
  return end < 0 ? [] : events.slice(end);
}

function ends(event: HistoryEvent, scheduled: HistoryEvent): boolean {
  const end = event.activityTaskCompletedEventAttributes ?? event.activityTaskFailedEventAttributes;
  return end != null && String(end.scheduledEventId) === String(scheduled.eventId);
}
