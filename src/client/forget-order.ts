/**
 * Forgets an order's customer while the money's trail stays: the record is redacted, the engine's runs are deleted with
 * their histories, webhooks lose their texts. Harmless to repeat, and a repeat goes on where a broken one stopped.
 */
import { workflowIdOf } from '../../workflows/messages';
import type { Forgotten, ReservationState } from '../../workflows/state';
import { type Reservation, toReservation } from '../../workflows/view';
import { webhookIdOf } from '../../workflows/webhook-messages';
import { redactItem, redactOrder } from '../orders/redact-order';
import type { Records } from '../records/records';
import { deleteRuns, lastRun } from './delete-runs';
import type { ClientDependencies } from './engine-orders';
import { OrderNotFoundError, OrderOpenError } from './errors';

/** Who asks to forget, and why; the note is kept, so it names nobody. */
export type ForgetReason = Omit<Forgotten, 'at'>;

/** What is left of an order after it. */
export interface ForgottenOrder {
  /** Of the first time, if it was forgotten before. */
  forgotten: Forgotten;
  reservation: Reservation;
  /** False while the engine still deletes histories: it does so by itself, and asking again tells when it is done. */
  isComplete: boolean;
  /** Histories that the engine was told to delete. */
  runsDeleted: number;
  /** Webhooks whose texts are gone. */
  webhooksRedacted: number;
  /**
   * Whether the SQLite files of this machine were overwritten where it stood; false where another's Temporal or PostgreSQL
   * keeps it, or a file was too busy: asking again tries again.
   */
  filesOverwritten: boolean;
}

/** The client's dependencies, with what it takes to change the record, and to overwrite the engine's files where they are ours. */
export interface ForgetDependencies extends ClientDependencies {
  records: Pick<Records, 'find' | 'page' | 'put' | 'listed' | 'webhooks' | 'scrub'>;
  /** Overwrites what the deleted runs left in the engine's database; false where that is not ours to do, or failed. */
  scrubEngine(runIds: readonly string[]): Promise<boolean>;
}

/** @throws OrderOpenError, OrderNotFoundError, EngineUnavailableError, EngineBusyError, RecordsUnavailableError */
export async function forgetOrder(
  dependencies: ForgetDependencies,
  orderId: string,
  reason: ForgetReason,
): Promise<ForgottenOrder> {
  const { client, records } = dependencies;
  await assertEnded(dependencies, orderId);
  const forgotten = await redactRecord(dependencies, orderId, reason);
  const deleted = await Promise.all([
    deleteRuns(client, workflowIdOf(orderId), { alsoRunning: false }),
    // What waits to be told is woken again, and told without the texts.
    deleteRuns(client, webhookIdOf(orderId), { alsoRunning: true }),
  ]);
  const runIds = deleted.flatMap((runs) => runs.runIds);
  const isComplete = deleted.every(({ areGone }) => areGone);
  await records.listed.drop(orderId);
  const webhooksRedacted = await records.webhooks.redact(orderId, (event) => redactItem(event as Item));
  const overwritten = isComplete
    ? await Promise.all([records.scrub(), dependencies.scrubEngine(runIds)])
    : [false];
  // A command that came meanwhile has opened it again, with what it was a moment ago.
  await assertEnded(dependencies, orderId);
  const late = await deleteRuns(client, workflowIdOf(orderId), { alsoRunning: false });
  const state = await recorded(dependencies, orderId);
  if (!state.forgotten) throw new OrderOpenError();
  return {
    forgotten,
    reservation: toReservation(state, new Date().toISOString()),
    // A run of then has ended again meanwhile: its history is being deleted, and the files hold it still.
    isComplete: isComplete && late.runIds.length === 0,
    runsDeleted: runIds.length + late.runIds.length,
    webhooksRedacted,
    filesOverwritten: overwritten.every(Boolean),
  };
}

type Item = Parameters<typeof redactItem>[0];

async function assertEnded({ client }: ForgetDependencies, orderId: string): Promise<void> {
  const last = await lastRun(client, workflowIdOf(orderId));
  if (last?.status.name === 'RUNNING') throw new OrderOpenError();
}

async function recorded({ records }: ForgetDependencies, orderId: string): Promise<ReservationState> {
  const record = await records.find(orderId);
  if (record === null) throw new OrderNotFoundError();
  return record.body as ReservationState;
}

async function redactRecord(
  { records }: ForgetDependencies,
  orderId: string,
  reason: ForgetReason,
): Promise<Forgotten> {
  const record = await records.find(orderId);
  if (record === null) throw new OrderNotFoundError();
  const state = record.body as ReservationState;
  const forgotten = state.forgotten ?? { at: new Date().toISOString(), ...reason };
  const redacted = redactOrder(state, forgotten);
  if (!state.forgotten) noteForgotten(redacted, forgotten);
  await records.put({ ...record, body: redacted });
  return forgotten;
}

/** The item's number is the next one: webhooks are told by it. The end of the order is where it was. */
function noteForgotten(state: ReservationState, { at, by }: Forgotten): void {
  state.timeline = [
    ...state.timeline,
    { id: `${state.nextId}`, at, type: 'customer_forgotten', source: by, data: {} },
  ];
  state.nextId += 1;
}
