/** Cancelling the workflow is not cancelling the reservation: it moves no money and stops nobody. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cancelUpdate, captureUpdate } from '../../workflows/messages';
import {
  aHold,
  anOrder,
  ask,
  executions,
  placeOrder,
  untilEnded,
  untilState,
  uuidOf,
} from '../support/orders';
import { until } from '../support/until';
import { startWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('a workflow whose cancellation was asked for', () => {
  it('goes on: its order is captured by an update and by a signal as before', async () => {
    const hold = await aHold(world, { policy: { complete: 'manual' } });
    await cancelWorkflow(hold.workflowId);
    const { reservation } = await ask(world, hold.orderId, captureUpdate, { amountMinor: 100_000 });
    expect(reservation).toMatchObject({ state: 'captured', amounts: { capturedMinor: 100_000 } });
    await world.client.workflow.getHandle(hold.workflowId).signal('complete', { note: 'Stay is over' });
    expect(await untilEnded(world, hold.orderId)).toMatchObject({ state: 'completed' });
  });

  it('still sees a payment, and is released by the command that releases', async () => {
    const placed = await placeOrder(world, anOrder());
    await cancelWorkflow(placed.workflowId);
    world.sandbox.control.pay(uuidOf(placed));
    await untilState(world, placed.orderId, 'reserved');
    expect(executions(world, placed)).toEqual(['submit', 'pay']);
    await ask(world, placed.orderId, cancelUpdate, { note: 'Called off' });
    expect(await untilEnded(world, placed.orderId)).toMatchObject({ state: 'cancelled' });
  });
});

async function cancelWorkflow(workflowId: string): Promise<void> {
  const handle = world.client.workflow.getHandle(workflowId);
  await handle.cancel();
  await until('the workflow has heard of it', async () => {
    const { events } = await handle.fetchHistory();
    const asked = events?.findIndex((event) => event.workflowExecutionCancelRequestedEventAttributes) ?? -1;
    return asked >= 0 && events?.slice(asked).some((event) => event.workflowTaskCompletedEventAttributes);
  });
}
