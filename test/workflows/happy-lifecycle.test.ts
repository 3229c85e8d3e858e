import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastForward } from '../../src/engine/test-clock';
import { reservationQuery } from '../../workflows/messages';
import { anOrder, placeOrder, untilState } from '../support/orders';
import { startWorld, type World } from '../support/world';

describe('a happy lifecycle', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  it('places, is paid, captures at the timer and completes, for five provider calls and at most sixty events', async () => {
    const order = anOrder();
    const placed = await placeOrder(world, order);
    expect(placed).toMatchObject({ state: 'awaitingPayment', created: true });
    world.sandbox.control.pay(placed.reservationUuid ?? '');
    await untilState(world, order.orderId, 'reserved');
    const handle = world.client.workflow.getHandle(placed.workflowId);
    await fastForward({ client: world.client, workflowId: placed.workflowId, durationMs: 7 * 86_400_000 });
    await handle.result();
    const ended = await handle.query(reservationQuery);
    const books = world.sandbox.control.books(placed.reservationUuid ?? '');
    const { historyLength } = await handle.describe();
    process.stderr.write(`${books.calls.length} provider calls, ${historyLength} history events\n`);
    expect(ended).toMatchObject({ state: 'completed', attention: null, amounts: { capturedMinor: 300000 } });
    expect(books.calls.map(({ call }) => call)).toEqual([
      'submit',
      'details',
      'capture',
      'complete',
      'details',
    ]);
    expect(historyLength).toBeLessThanOrEqual(60);
  });
});
