/** What breaks after a send is not sent again by the engine: its outcome is unknown, and read. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ActivityDependencies } from '../../activities/create-activities';
import type { FrontPaymentClient } from '../../src/front-payment';
import { captureUpdate } from '../../workflows/messages';
import { aHold, ask, calls, executions } from '../support/orders';
import { startWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld({ dependencies: breakingAfterCaptures });
});
afterAll(() => world.close());

/** Every capture's answer is lost to a fault of ours, which the engine may well take for a passing one. */
function breakingAfterCaptures(usual: ActivityDependencies): ActivityDependencies {
  const broken = (client: FrontPaymentClient): FrontPaymentClient => ({
    ...client,
    async capture(uuid, request) {
      await client.capture(uuid, request);
      throw new Error('broke between the answer and its record');
    },
  });
  return {
    ...usual,
    callFrontPayment: (at, call) => usual.callFrontPayment(at, (client) => call(broken(client))),
  };
}

describe('a capture of a part whose activity breaks after the provider has answered', () => {
  it('is sent once: the books are read and show it', async () => {
    const hold = await aHold(world, { policy: { complete: 'manual' } });
    const { operation } = await ask(world, hold.orderId, captureUpdate, { amountMinor: 50_000 });
    expect(operation).toMatchObject({ status: 'executed', amountMinor: 50_000 });
    expect(calls(world, hold).filter((call) => call === 'capture')).toHaveLength(1);
    expect(executions(world, hold).filter((kind) => kind === 'capture')).toHaveLength(1);
  });
});
