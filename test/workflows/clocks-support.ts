/** Orders and sweeps that live at any instant to come, and commands whose time passes while they are waited for. */
import { defaultPayloadConverter } from '@temporalio/common';
import { msToTs } from '@temporalio/common/lib/time';
import { fastForward } from '../../src/engine/test-clock';
import type { OrderInput } from '../../workflows/order';
import type { SweepResult } from '../../workflows/sweep';
import type { Reservation } from '../../workflows/view';
import { uniqueName } from '../support/engine';
import { advance, anOrder, readReservation } from '../support/orders';
import { until } from '../support/until';
import type { World } from '../support/world';

const DAY_MS = 86_400_000;

/** An order that can be paid for ten days from an instant on. */
export function anOrderAt(at: string, overrides: Partial<OrderInput> = {}): OrderInput {
  return anOrder({ linkExpiresAt: new Date(Date.parse(at) + 10 * DAY_MS).toISOString(), ...overrides });
}

/** Starts an order whose own time, and so the provider's, is an instant to come. */
export async function startAt(world: World, order: OrderInput, at: string): Promise<void> {
  const workflowId = `reservation/${order.orderId}`;
  await world.client.workflow.start('reservation', {
    workflowId,
    taskQueue: world.taskQueue,
    args: [order],
    startDelay: untilThen(at),
  });
  await fastForward({ client: world.client, workflowId, durationMs: untilThen(at) });
}

/** The same, once the order has its reservation. */
export async function placeAt(world: World, order: OrderInput, at: string): Promise<Reservation> {
  await startAt(world, order, at);
  return untilKnown(world, order.orderId, ({ state }) => state !== 'submitting');
}

/** Waits until an order's workflow says of itself what is asked, and gives it. */
export function untilKnown(
  world: World,
  orderId: string,
  isSo: (reservation: Reservation) => boolean,
): Promise<Reservation> {
  return until(`order ${orderId} is so`, async () => {
    // Its first moment may still be to come: then there is nobody to ask.
    const reservation = await readReservation(world, orderId).catch(() => null);
    return reservation !== null && isSo(reservation) && reservation;
  });
}

/** Lets an order's own time be an instant to come. */
export async function advanceTo(world: World, order: Reservation, at: string): Promise<void> {
  const { now } = world.sandbox.control.reservation(order.reservationUuid ?? '');
  await advance(world, order.orderId, Date.parse(at) - Date.parse(now));
}

/** One sweep at an instant to come, which is handed what the one before it has learned. */
export async function sweepAt(world: World, at: string, last?: SweepResult): Promise<SweepResult> {
  const { client, taskQueue } = world;
  const workflowId = uniqueName('sweep');
  const payloads = (value: unknown) => ({ payloads: [defaultPayloadConverter.toPayload(value) ?? null] });
  await client.connection.workflowService.startWorkflowExecution({
    namespace: client.options.namespace,
    requestId: workflowId,
    workflowId,
    workflowType: { name: 'sweep' },
    taskQueue: { name: taskQueue },
    input: payloads({ providerTimeoutMs: 2_000 }) as never,
    workflowStartDelay: msToTs(Math.max(1, untilThen(at))),
    ...(last && { lastCompletionResult: payloads(last) as never }),
  });
  if (untilThen(at) > 0) await fastForward({ client, workflowId, durationMs: untilThen(at) });
  return client.workflow.getHandle(workflowId).result();
}

/** Sweeps at so many ms after an instant, each handed what the one before has learned; gives what the last one has. */
export async function sweepsFrom(
  world: World,
  at: string,
  { afterMs, last }: { afterMs: number[]; last?: SweepResult },
): Promise<SweepResult> {
  let learned = last;
  for (const ms of afterMs) {
    learned = await sweepAt(world, new Date(Date.parse(at) + ms).toISOString(), learned);
  }
  if (!learned) throw new Error('No sweep was asked for.');
  return learned;
}

/** Lets an order's own time pass in steps until somebody who asked has his answer. */
export async function whileTimePasses<T>(
  world: World,
  orderId: string,
  { asking, stepMs, steps = 400 }: { asking: Promise<T>; stepMs: number; steps?: number },
): Promise<T> {
  let isAnswered = false;
  const answered = () => {
    isAnswered = true;
  };
  asking.then(answered, answered);
  for (let step = 0; !isAnswered && step < steps; step += 1) {
    // An order that has ended has no time to pass.
    await advance(world, orderId, stepMs).catch(() => undefined);
  }
  return asking;
}

function untilThen(at: string): number {
  return Date.parse(at) - Date.now();
}
