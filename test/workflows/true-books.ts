/** What tests of whole lives judge by: the sandbox's true books, and what an order says of itself beside them. */
import { expect } from '@jest/globals';
import { readClock } from '../../src/engine/test-clock';
import type { ExecutionKind } from '../../src/sandbox';
import { timelineQuery } from '../../workflows/messages';
import type { AttentionCode } from '../../workflows/state';
import type { Reservation } from '../../workflows/view';
import { advance, readReservation, uuidOf } from '../support/orders';
import { until } from '../support/until';
import type { World } from '../support/world';

type Named = Pick<Reservation, 'reservationUuid'>;

/** How often something truly happened to a reservation. */
export function timesExecuted(world: World, order: Named, kind: ExecutionKind): number {
  const { executions } = world.sandbox.control.books(uuidOf(order));
  return executions.filter((execution) => execution.kind === kind).length;
}

/** How often a call reached the provider, whatever came of it. */
export function timesSent(world: World, order: Named, call: string): number {
  return world.sandbox.control.books(uuidOf(order)).calls.filter((record) => record.call === call).length;
}

/** The types on an order's timeline, oldest first; also of an order that has ended. */
export async function timelineOf(world: World, orderId: string): Promise<string[]> {
  const items = await world.client.workflow.getHandle(`reservation/${orderId}`).query(timelineQuery);
  return items.map(({ type }) => type);
}

/** Waits until an order is in attention for this reason, and gives it. */
export function untilAttention(world: World, orderId: string, code: AttentionCode): Promise<Reservation> {
  return until(`order ${orderId} is in attention: ${code}`, async () => {
    const reservation = await readReservation(world, orderId);
    return reservation.attention?.code === code ? reservation : null;
  });
}

/** Waits until nothing of an order waits for a person. */
export function untilCalm(world: World, orderId: string): Promise<Reservation> {
  return until(`order ${orderId} is in no attention`, async () => {
    const reservation = await readReservation(world, orderId);
    return reservation.attention === null ? reservation : null;
  });
}

/** Lets an order's timer come while no worker runs; afterwards one does. */
export async function missTheTimer(
  world: World,
  { orderId, workflowId, deadlines }: Reservation,
): Promise<void> {
  const captureAt = deadlines.captureAt ?? '';
  await advance(world, orderId, Date.parse(captureAt) - Date.now() - A_MOMENT_MS);
  await world.withoutWorker(() =>
    until('the timer has come with nobody to act', async () => {
      return (await readClock(world.client, workflowId)).now > captureAt;
    }),
  );
}

/** Long enough for a worker to stop. */
const A_MOMENT_MS = 2_000;

/** Asserts that what an order says it took and gave back is what the provider truly took and gave back. */
export function expectTrueLedger(world: World, reservation: Reservation): void {
  const { reservedMinor, capturedMinor, chargedMinor, refundedMinor } = world.sandbox.control.reservation(
    uuidOf(reservation),
  );
  expect(reservation.amounts).toMatchObject({ reservedMinor, capturedMinor, chargedMinor, refundedMinor });
}
