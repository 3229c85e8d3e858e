/**
 * One order's workflow as the client finds it: its handle, how it is started, and how a message is delivered to it
 * although it may be ending or have ended.
 */
import {
  type Client,
  WithStartWorkflowOperation,
  type WorkflowHandle,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { WORKFLOW_TYPE, workflowIdOf } from '../../workflows/messages';
import type { OrderInput } from '../../workflows/order';
import type { ReservationState } from '../../workflows/state';
import { reopenOptions, type StartPlace, startOptions } from '../orders/start-options';
import type { Records } from '../records/records';
import { inputOfClosed } from './closed-order';
import { OrderNotFoundError } from './errors';
import { isEnding, isPassedOver } from './to-client-error';

/** The record, as far as the client reads it. */
export type RecordsReader = Pick<Records, 'find' | 'page'> & Partial<Pick<Records, 'listed'>>;

/** What the client stands on. Without `records`, ended orders are known for as long as the engine keeps them, and not listed. */
export interface ClientDependencies {
  client: Client;
  taskQueue: string;
  records?: RecordsReader;
}

/** As much of an ended order as it takes to open it again. */
export type EndedOrder = Pick<ReservationState, 'input'>;

// An order ends, and is started again, within moments; more rounds than these are a fault, not a race.
const ROUNDS = 6;
const END_MS = 2_000;

/** The workflow of an order, whether it runs, has ended, or never was. */
export function handleOf({ client }: ClientDependencies, orderId: string): WorkflowHandle {
  return client.workflow.getHandle(workflowIdOf(orderId));
}

/** A start that places the order, to go with an update. */
export function placingStart(dependencies: ClientDependencies, input: OrderInput) {
  return new WithStartWorkflowOperation(WORKFLOW_TYPE, startOptions(placeOf(dependencies, input), [input]));
}

/** The options of a start that opens an ended order again, and never places anything. */
export function reopeningOf(dependencies: ClientDependencies, { input }: EndedOrder) {
  return reopenOptions(placeOf(dependencies, input), input);
}

function placeOf({ taskQueue }: ClientDependencies, { orderId }: OrderInput): StartPlace {
  return { workflowId: workflowIdOf(orderId), taskQueue };
}

/** What the record keeps of an ended order, or null. */
export async function recordedState(
  { records }: ClientDependencies,
  orderId: string,
): Promise<ReservationState | null> {
  const record = await records?.find(orderId);
  return record ? (record.body as ReservationState) : null;
}

/**
 * Sends until a workflow has answered. `send` is given a starter once the order was found to have ended.
 *
 * @throws OrderNotFoundError when there is neither a workflow nor a record to start one from
 */
export async function deliver<T>(
  dependencies: ClientDependencies,
  orderId: string,
  send: (ended: EndedOrder | null) => Promise<T>,
): Promise<T> {
  let ended: EndedOrder | null = null;
  for (let round = 1; ; round += 1) {
    try {
      return await send(ended);
    } catch (error) {
      if (round >= ROUNDS) throw error;
      if (isPassedOver(error)) continue;
      if (isEnding(error)) await untilEnded(dependencies, orderId);
      else ended = await endedOrThrow(dependencies, orderId, error);
    }
  }
}

async function endedOrThrow(dependencies: ClientDependencies, orderId: string, error: unknown) {
  if (!(error instanceof WorkflowNotFoundError)) throw error;
  const ended = await endedOrder(dependencies, orderId);
  if (ended === null) throw new OrderNotFoundError();
  return ended;
}

async function endedOrder(dependencies: ClientDependencies, orderId: string): Promise<EndedOrder | null> {
  if (dependencies.records !== undefined) return recordedState(dependencies, orderId);
  const input = await inputOfClosed(dependencies, orderId);
  return input && { input };
}

async function untilEnded({ client }: ClientDependencies, orderId: string): Promise<void> {
  const handle = client.workflow.getHandle(workflowIdOf(orderId), undefined, { followRuns: false });
  // How it ended is of no interest here, nor that it takes longer than this: the next round finds out.
  await client.withDeadline(Date.now() + END_MS, () => handle.result()).catch(() => undefined);
}
