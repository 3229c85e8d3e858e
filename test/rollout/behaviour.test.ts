/** Which workflows move to the current version at their next step, and which end on the version they began on. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { temporal } from '@temporalio/proto';
import { aHold } from '../support/orders';
import { until } from '../support/until';
import { startVersionedWorld, type VersionedWorld } from './versions';

jest.setTimeout(120_000);

const { VersioningBehavior } = temporal.api.enums.v1;

let world: VersionedWorld;
beforeAll(async () => {
  world = await startVersionedWorld();
});
afterAll(() => world.close());

const behaviourOf = (workflowId: string) =>
  until(`${workflowId} has a behaviour`, async () => {
    const { raw } = await world.client.workflow.getHandle(workflowId).describe();
    return raw.workflowExecutionInfo?.versioningInfo?.behavior ?? null;
  });

describe('under Worker Deployment Versioning', () => {
  it('an order moves to the current version at its next step: it may be parked for months', async () => {
    const { workflowId } = await aHold(world);
    expect(await behaviourOf(workflowId)).toBe(VersioningBehavior.VERSIONING_BEHAVIOR_AUTO_UPGRADE);
  });

  it.each(['sweep', 'plan'])('a %s ends on the version it began on: it takes no time', async (type) => {
    const workflowId = `${type}/${world.taskQueue}/once`;
    const input = { providerTimeoutMs: 2_000, ratePerMinute: 240, settleMs: 1_000, intervalMs: 60_000 };
    const handle = await world.client.workflow.start(type, {
      workflowId,
      taskQueue: world.taskQueue,
      args: [input],
    });
    await handle.result();
    expect(await behaviourOf(workflowId)).toBe(VersioningBehavior.VERSIONING_BEHAVIOR_PINNED);
  });
});
