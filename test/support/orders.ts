/** Invented orders, and the few steps every lifecycle test takes. */
import { randomUUID } from 'node:crypto';
import {
  QueryNotRegisteredError,
  WithStartWorkflowOperation,
  type WorkflowUpdateFailedError,
} from '@temporalio/client';
import type { ApplicationFailure, UpdateDefinition } from '@temporalio/common';
import { fastForward } from '../../src/engine/test-clock';
import {
  type CommandAnswer,
  type CommandContext,
  type PlaceAnswer,
  placeUpdate,
  reservationQuery,
} from '../../workflows/messages';
import type { OrderInput } from '../../workflows/order';
import type { RefusalDetail } from '../../workflows/refusals';
import type { LifecycleState } from '../../workflows/state';
import type { Reservation } from '../../workflows/view';
import { until } from './until';
import type { World } from './world';

/** An order nobody else uses: NOK 3,000.00, payable for ten days. */
export function anOrder(overrides: Partial<OrderInput> = {}): OrderInput {
  return {
    orderId: `booking-${randomUUID()}`,
    currency: 'NOK',
    customer: {
      type: 'private',
      name: 'Kari Nordmann',
      email: 'kari@example.com',
      phone: { countryCode: '+47', number: '46567468' },
      language: 'en',
      address: { street: 'Storgata 1', zip: '0155', city: 'Oslo', country: 'NO' },
    },
    lines: [
      { name: 'Cabin, two nights', amountMinor: 240_000, taxPercent: 12 },
      { name: 'Cleaning', amountMinor: 60_000, taxPercent: 25 },
    ],
    linkExpiresAt: new Date(Date.now() + 10 * 86_400_000).toISOString(),
    ...overrides,
  };
}

/** Places an order as a raw Temporal client does: update-with-start, nothing of ours but the names. */
export async function placeOrder(world: World, order: OrderInput): Promise<PlaceAnswer> {
  const startWorkflowOperation = new WithStartWorkflowOperation('reservation', {
    workflowId: `reservation/${order.orderId}`,
    taskQueue: world.taskQueue,
    args: [order],
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  return world.client.workflow.executeUpdateWithStart(placeUpdate, { args: [order], startWorkflowOperation });
}

/** A query's answer; put once more where it met the wall of `workflows/out-of-turn.ts`, as its message says. */
export function queried<T>(query: () => Promise<T>): Promise<T> {
  return query().catch((error: unknown) => {
    if (error instanceof QueryNotRegisteredError) return query();
    throw error;
  });
}

/** The reservation as the workflow's query shows it. */
export async function readReservation(world: World, orderId: string): Promise<Reservation> {
  const handle = world.client.workflow.getHandle(`reservation/${orderId}`);
  return queried(() => handle.query(reservationQuery));
}

/** Waits until the order is in a state, and gives it. */
export function untilState(world: World, orderId: string, state: LifecycleState): Promise<Reservation> {
  return until(`order ${orderId} is ${state}`, async () => {
    const reservation = await readReservation(world, orderId);
    return reservation.state === state ? reservation : null;
  });
}

/** Places an order and lets its customer pay; gives the reservation once the hold is known. */
export async function aHold(world: World, overrides: Partial<OrderInput> = {}): Promise<Reservation> {
  const placed = await placeOrder(world, anOrder(overrides));
  world.sandbox.control.pay(uuidOf(placed));
  return untilState(world, placed.orderId, 'reserved');
}

/** Moves one order's own time forward; what becomes due on the way happens on the way. */
export async function advance(world: World, orderId: string, durationMs: number): Promise<void> {
  await fastForward({ client: world.client, workflowId: `reservation/${orderId}`, durationMs });
}

/** Asks for a command as a raw Temporal client does. */
export function ask<Body>(
  world: World,
  orderId: string,
  update: UpdateDefinition<CommandAnswer, [Body, CommandContext?], string>,
  body: Body,
  context?: CommandContext,
): Promise<CommandAnswer> {
  const args: [Body, CommandContext?] = context ? [body, context] : [body];
  return world.client.workflow.getHandle(`reservation/${orderId}`).executeUpdate(update, { args });
}

/** The refusal's name and detail behind a failed update. */
export async function refusalOf(update: Promise<unknown>): Promise<{ name: string; detail: RefusalDetail }> {
  try {
    await update;
  } catch (error) {
    const cause = (error as WorkflowUpdateFailedError).cause as ApplicationFailure;
    return { name: cause.type ?? '', detail: (cause.details?.[0] ?? {}) as RefusalDetail };
  }
  throw new Error('The update was not refused.');
}

/** Waits until the order's workflow has ended, and gives its last word. */
export function untilEnded(world: World, orderId: string): Promise<Reservation> {
  return world.client.workflow.getHandle(`reservation/${orderId}`).result() as Promise<Reservation>;
}

/** What truly happened at the provider, by kind of execution. */
export function executions(world: World, reservation: Pick<Reservation, 'reservationUuid'>): string[] {
  return world.sandbox.control.books(uuidOf(reservation)).executions.map(({ kind }) => kind);
}

/** Which calls the provider received for a reservation. */
export function calls(world: World, reservation: Pick<Reservation, 'reservationUuid'>): string[] {
  return world.sandbox.control.books(uuidOf(reservation)).calls.map(({ call }) => call);
}

export function uuidOf({ reservationUuid }: Pick<Reservation, 'reservationUuid'>): string {
  if (reservationUuid === null) throw new Error('This order has no reservation.');
  return reservationUuid;
}
