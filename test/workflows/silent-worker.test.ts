/**
 * A worker that falls silent with a call in its hands, before it has begun to send it: the engine knows that nothing was
 * sent. So it is sent anew at once, a capture of a part as well, and the silent one does not send it any more.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { captureUpdate } from '../../workflows/messages';
import { aHold, ask, calls, executions } from '../support/orders';
import { createSilence } from '../support/silence';
import { startWorld, type World } from '../support/world';

const silence = createSilence();
let world: World;

beforeAll(async () => {
  world = await startWorld({ dependencies: silence.dependencies });
});
afterAll(() => world.close());

describe('a capture of a part whose worker falls silent before it has begun to send it', () => {
  it('is sent anew without a person, and not by the silent one when it wakes', async () => {
    const hold = await aHold(world, { policy: { complete: 'manual' } });
    silence.fall();
    const { operation, reservation } = await ask(world, hold.orderId, captureUpdate, { amountMinor: 50_000 });
    expect(operation).toMatchObject({ status: 'executed', amountMinor: 50_000 });
    expect(reservation.attention).toBeNull();
    silence.break();
    // A worker that stops waits for its calls to end.
    await world.restartWorker();
    expect(calls(world, hold).filter((call) => call === 'capture')).toHaveLength(1);
    expect(executions(world, hold).filter((kind) => kind === 'capture')).toHaveLength(1);
  });
});
