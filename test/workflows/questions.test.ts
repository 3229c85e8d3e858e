/** Asking an order changes nothing of it: neither its history nor what it does next. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { createReservationsClient } from '../../src/client';
import { askOrder } from '../../src/orders/ask-order';
import { callbackSignal, captureUpdate, reservationQuery, timelineQuery } from '../../workflows/messages';
import type { Reservation } from '../../workflows/view';
import { aHold, ask, queried, untilState } from '../support/orders';
import { until } from '../support/until';
import { workflowBundle } from '../support/workflow-bundle';
import { startWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const MANUAL = { policy: { capture: 'manual', complete: 'manual' } } as const;

const handleOf = ({ workflowId }: Reservation): WorkflowHandle => world.client.workflow.getHandle(workflowId);

/** A question comes while no worker runs, then a callback and a command; the next worker finds all three. */
async function livedThrough(question: (handle: WorkflowHandle) => Promise<unknown>[]): Promise<Reservation> {
  const hold = await aHold(world, MANUAL);
  const handle = handleOf(hold);
  const answers: Promise<unknown>[] = [];
  await world.withoutWorker(async () => {
    answers.push(...question(handle));
    // Whoever is answered by the engine after it has the question: what comes now comes behind it.
    await handle.describe();
    const hint = { attempt: 1, reservationUuid: `${hold.reservationUuid}`, status: 'RESERVED' };
    await handle.signal(callbackSignal, hint);
    answers.push(createReservationsClient(world).capture(hold.orderId, {}));
    await until('the callback waits for a worker', async () => {
      const { raw } = await handle.describe();
      return raw.pendingWorkflowTask ? true : null;
    });
  });
  await Promise.all(answers);
  return untilState(world, hold.orderId, 'captured');
}

async function replays(order: Reservation): Promise<void> {
  const history = await handleOf(order).fetchHistory();
  await Worker.runReplayHistory({ workflowBundle: workflowBundle() }, history, order.workflowId);
}

describe('a question to an order', () => {
  it('is answered as a query would be', async () => {
    const hold = await aHold(world, MANUAL);
    const handle = handleOf(hold);
    expect(await askOrder(handle, 'reservation')).toEqual(await handle.query(reservationQuery));
    expect(await askOrder(handle, 'timeline')).toEqual(await handle.query(timelineQuery));
  });

  it('leaves nothing in the history, however often it is put', async () => {
    const hold = await aHold(world, MANUAL);
    const handle = handleOf(hold);
    const { historyLength } = await handle.describe();
    for (let asked = 0; asked < 30; asked += 1) await askOrder(handle, 'reservation');
    expect((await handle.describe()).historyLength).toBe(historyLength);
    await ask(world, hold.orderId, captureUpdate, {});
    await replays(hold);
  });

  it('put while nobody works is answered in its turn, and the order lives on', async () => {
    const order = await livedThrough((handle) => [
      askOrder(handle, 'reservation'),
      askOrder(handle, 'timeline'),
    ]);
    await replays(order);
  });

  it('put by others as a query while nobody works does not have the order stand still', async () => {
    const order = await livedThrough((handle) => [
      queried(() => handle.query(reservationQuery)),
      queried(() => handle.query(timelineQuery)),
    ]);
    await replays(order);
  });
});
