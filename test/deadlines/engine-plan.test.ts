/** The plan on the real engine: whom it finds, whom it tells what, and that it tells nobody twice. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ScheduleOverlapPolicy } from '@temporalio/client';
import type { PlanReport } from '../../activities/plan';
import { ensurePlanSchedule } from '../../src/start/plan-schedule';
import { timelineQuery } from '../../workflows/messages';
import type { Reservation } from '../../workflows/view';
import { aHold, readReservation } from '../support/orders';
import { until } from '../support/until';
import { startWorld, VERIFY_SCHEDULE_MS, type World } from '../support/world';

const HOUR_MS = 3_600_000;

/** So slow a provider that two orders are a crowd. */
const RATE_PER_MINUTE = 1;

let world: World;

beforeAll(async () => {
  world = await startWorld();
}, 60_000);

afterAll(async () => {
  await world.client.schedule.getHandle(`plan/${world.taskQueue}`).delete();
  await world.close();
}, 60_000);

/** Makes the Schedule's next plan, which knows what the last one has told. */
async function planNext(): Promise<PlanReport> {
  const schedule = world.client.schedule.getHandle(`plan/${world.taskQueue}`);
  const before = (await schedule.describe()).info.numActionsTaken;
  await schedule.trigger(ScheduleOverlapPolicy.BUFFER_ONE);
  const run = await until('the plan has begun', async () => {
    const { info } = await schedule.describe();
    return info.numActionsTaken > before ? (info.recentActions.at(-1)?.action.workflow ?? null) : null;
  });
  return world.client.workflow.getHandle(run.workflowId, run.firstExecutionRunId).result();
}

async function untilListed(holds: number): Promise<void> {
  const query = `TaskQueue = '${world.taskQueue}' AND HoldfastTimerAt IS NOT NULL`;
  await until(
    `${holds} holds are listed`,
    async () => (await world.client.workflow.count(query)).count === holds,
  );
}

async function typesOf({ workflowId }: Reservation): Promise<string[]> {
  const timeline = await world.client.workflow.getHandle(workflowId).query(timelineQuery);
  return timeline.map(({ type }) => type);
}

describe('a plan on the engine', () => {
  let lone: Reservation;
  let crowd: Reservation[];

  it('leaves a lone order with a short margin where its policy has it', async () => {
    await ensurePlanSchedule({
      client: world.client,
      taskQueue: world.taskQueue,
      ratePerMinute: RATE_PER_MINUTE,
      workflowSettings: { verifyScheduleMs: VERIFY_SCHEDULE_MS, providerTimeoutMs: 2_000 },
      // Only when it is triggered.
      intervalMs: HOUR_MS,
    });
    lone = await aHold(world, { policy: { captureWindow: 'PT2H', safetyMargin: 'PT1S' } });
    await untilListed(1);
    expect(await planNext()).toMatchObject({ signalled: 0, atRisk: 0 });
    expect((await readReservation(world, lone.orderId)).deadlines).toEqual(lone.deadlines);
    expect(await typesOf(lone)).not.toContain('capture_planned_earlier');
  });

  it('moves those in front of a crowd, says why, and leaves a distant one alone', async () => {
    const policy = { captureWindow: 'PT1H', safetyMargin: 'PT1S', complete: 'manual' } as const;
    crowd = await Promise.all([1, 2, 3].map(() => aHold(world, { policy })));
    await untilListed(4);
    expect(await planNext()).toMatchObject({ holds: 4, signalled: 2, atRisk: 0 });
    const planned = await until('two of them have heard', async () => {
      const now = await Promise.all(crowd.map(({ orderId }) => readReservation(world, orderId)));
      const moved = now.filter(
        ({ deadlines }, index) => deadlines.captureAt !== crowd[index]?.deadlines.captureAt,
      );
      return moved.length === 2 ? moved : null;
    });
    for (const { workflowId, deadlines } of planned) {
      const timeline = await world.client.workflow.getHandle(workflowId).query(timelineQuery);
      const said = timeline.find(({ type }) => type === 'capture_planned_earlier');
      expect(said?.data).toMatchObject({
        captureAt: deadlines.captureAt,
        because: 'many_orders_due_together',
        dueTogether: 3,
      });
    }
    expect((await readReservation(world, lone.orderId)).deadlines).toEqual(lone.deadlines);
  });

  it('tells nobody twice', async () => {
    expect(await planNext()).toMatchObject({ holds: 4, signalled: 0 });
  });

  it('warns those who may not make it before their deadlines', async () => {
    const policy = { captureWindow: 'PT5M', safetyMargin: 'PT1S' };
    const rushed = await Promise.all(
      Array.from({ length: 8 }, () => aHold(world, { policy: { ...policy, complete: 'manual' } })),
    );
    await untilListed(12);
    const report = await planNext();
    expect(report.atRisk).toBeGreaterThanOrEqual(rushed.length);
    for (const { orderId, workflowId, deadlines } of rushed) {
      // Here the provider is quick after all: what is captured is no longer at risk, but it was said.
      const warned = await until(`order ${orderId} has asked for a person`, async () => {
        const timeline = await world.client.workflow.getHandle(workflowId).query(timelineQuery);
        return timeline.find(({ type }) => type === 'attention_raised') ?? null;
      });
      expect(warned.data).toMatchObject({ code: 'capture_at_risk' });
      expect(Date.parse(warned.at)).toBeLessThan(Date.parse(deadlines.captureBy ?? ''));
    }
  });
});
