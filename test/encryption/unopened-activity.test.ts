/** An activity that is given to a worker without the key of its input: it is not begun, and is sent again until it is. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Worker } from '@temporalio/worker';
import { encryptingDataConverter } from '../../src/client/encrypting-data-converter';
import type { Reservation } from '../../workflows/view';
import { anOrder } from '../support/orders';
import { until } from '../support/until';
import {
  aHoldUnder,
  aKeyNamed,
  type RunningWorker,
  run,
  type SealedWorld,
  startSealedWorld,
} from './sealed-world';

const PATIENT = { patienceMs: 90_000, pollMs: 250 };

const older = aKeyNamed('older');
const both = `${aKeyNamed('newer')},${older}`;

let world: SealedWorld;
beforeAll(async () => {
  world = await startSealedWorld();
}, 60_000);
afterAll(() => world.close());

async function aHold(): Promise<Reservation> {
  return aHoldUnder(both, { world, order: anOrder(), patience: PATIENT });
}

/** Takes the provider's calls from the same task queue, and can open none. */
async function activityWorkerWith(keys: string): Promise<RunningWorker> {
  const worker = await Worker.create({
    connection: world.engine.native,
    namespace: world.engine.namespace,
    taskQueue: world.taskQueue,
    dataConverter: encryptingDataConverter(keys),
    activities: {
      capture: async () => {
        throw new Error('It was begun.');
      },
    },
  });
  return run(worker);
}

describe('an activity whose input cannot be opened', () => {
  it('leaves the operation pending as surely not executed, and it is executed once when the key is back', async () => {
    const usual = await world.workerWith(both);
    const { orderId, reservationUuid } = await aHold();
    await usual.stop();
    const workflows = await world.workflowsOnlyWith(both);
    const blind = await activityWorkerWith(older);
    const orders = world.ordersWith(both);
    const asked = orders.capture(orderId, {}, { operationId: 'unopened' });
    await until(
      'the capture was put off',
      async () => {
        const timeline = await orders.timeline(orderId);
        return timeline.some(
          ({ type, data }) => type === 'capture_put_off' && data['reason'] === 'input_not_opened',
        );
      },
      PATIENT,
    );
    await blind.stop();
    await workflows.stop();
    const again = await world.workerWith(both);
    try {
      expect((await asked).operation.status).toBe('executed');
      const { executions } = world.sandbox.control.books(reservationUuid ?? '');
      expect(executions.filter(({ kind }) => kind === 'capture')).toHaveLength(1);
    } finally {
      await again.stop();
    }
  }, 180_000);
});
