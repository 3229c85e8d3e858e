/** One reservation that cannot be read must not keep the sweep from all the others. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SweepResult } from '../../workflows/sweep';
import { uniqueName } from '../support/engine';
import { anOrder, placeOrder } from '../support/orders';
import { until } from '../support/until';
import { startWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** Places an order whose first attempt had worked after all, unseen; the stray's uuid. */
async function placeWithStray(): Promise<string> {
  const order = anOrder();
  const { control } = world.sandbox;
  control.setFault({ call: 'submit', kind: '500', when: 'after', times: 1, referenceNo: order.orderId });
  const { reservationUuid } = await placeOrder(world, order);
  const placed = control.reservations({ referenceNo: order.orderId });
  const stray = placed.find((reservation) => reservation.reservationUuid !== reservationUuid);
  if (!stray) throw new Error('The first attempt has left no stray.');
  return stray.reservationUuid;
}

describe('a sweep', () => {
  it('finds a stray although another stranger cannot be read', async () => {
    const { control } = world.sandbox;
    const lag = control.setFault({ historyLagMs: 3_600_000 });
    const [unreadable, stray] = [await placeWithStray(), await placeWithStray()];
    control.clearFaults(lag.id);
    const refusal = {
      call: 'details',
      kind: 'refusal',
      when: 'before',
      message: 'reservationNotFound',
    } as const;
    control.setFault({ ...refusal, reservationUuid: unreadable });
    const { client, taskQueue } = world;
    const args: [{ providerTimeoutMs: number }] = [{ providerTimeoutMs: 2_000 }];
    const swept: SweepResult = await client.workflow.execute('sweep', {
      taskQueue,
      workflowId: uniqueName('sweep'),
      args,
    });
    expect(swept.strangers).toBe(2);
    expect(swept.memory.strangers).toEqual([
      expect.objectContaining({ reservationUuid: unreadable, tries: 1 }),
    ]);
    await until('the stray is released', () => control.reservation(stray).status === 'CANCELLED');
    expect(control.reservation(unreadable).status).toBe('SENT');
  });
});
