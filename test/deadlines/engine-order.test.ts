/** What the real engine does with a backlog of provider calls: the most urgent first, and never too many in a minute. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PlanReport } from '../../activities/plan';
import { captureSignal, historySignal } from '../../workflows/messages';
import type { PolicyInput } from '../../workflows/order';
import type { Reservation } from '../../workflows/view';
import { uniqueName } from '../support/engine';
import { aHold, uuidOf } from '../support/orders';
import { until } from '../support/until';
import { type LimitedWorld, startLimitedWorld } from './limited-world';

/** Nothing but the first call gets through. */
const HELD_BACK_PER_MINUTE = 1;
/** One by one, so that the order in which they arrive is the order in which they were let out. */
const ONE_BY_ONE_PER_MINUTE = 120;
/** An ambiguous answer takes twelve minutes to settle with it, so that every class has its captures. */
const VERIFY_SCHEDULE_MS = [60_000, 60_000, 60_000, 60_000];

let world: LimitedWorld;

beforeAll(async () => {
  world = await startLimitedWorld({ verifyScheduleMs: VERIFY_SCHEDULE_MS });
}, 120_000);

afterAll(() => world.close(), 60_000);

const MANUAL: PolicyInput = { capture: 'manual', complete: 'manual' };

function signal(order: Reservation, definition: typeof historySignal | typeof captureSignal, body: object) {
  return world.client.workflow.getHandle(order.workflowId).signal(definition as typeof captureSignal, body);
}

function untilQueued(order: Reservation): Promise<boolean> {
  return until(`${order.orderId} has a call in the queue`, async () => {
    const { raw } = await world.client.workflow.getHandle(order.workflowId).describe();
    return (raw.pendingActivities?.length ?? 0) > 0;
  });
}

/** One plan, of what is due within a day. */
function planOnce(): Promise<PlanReport> {
  return world.client.workflow.execute('plan', {
    workflowId: uniqueName('plan'),
    taskQueue: world.taskQueue,
    args: [{ ratePerMinute: 240, settleMs: 0, intervalMs: 60_000 }],
  });
}

describe('a backlog of provider calls', () => {
  it('is worked off by urgency: the nearest deadlines, then what somebody waits for, then readings', async () => {
    const holds = (policy: PolicyInput): Promise<Reservation[]> =>
      Promise.all([1, 2].map(() => aHold(world, { policy: { ...MANUAL, ...policy } })));
    const first = await aHold(world, { policy: MANUAL });
    const polled = await holds({});
    const roomy = await holds({});
    const settling = await holds({ captureWindow: 'PT9M', safetyMargin: 'PT1S' });
    const lastCall = await holds({ captureWindow: 'PT119S', safetyMargin: 'PT1S' });
    const hint = (order: Reservation) =>
      signal(order, historySignal, { reservationUuid: uuidOf(order), titles: ['test'] });

    mark = world.sandbox.control.books().calls.at(-1)?.id ?? 0;
    const backlog = [...lastCall, ...settling, ...roomy, ...polled];
    await world.withoutWorker(async () => {
      await world.atRate(HELD_BACK_PER_MINUTE, async () => {
        // It takes what an idle queue lets through at once.
        await hint(first);
        await until('the first call was let out', () => callsSince(first).length > 0);
        // The least urgent first, so that age alone would give the opposite order.
        for (const order of polled) await hint(order);
        for (const order of [...roomy, ...settling, ...lastCall]) await signal(order, captureSignal, {});
        await Promise.all(backlog.map(untilQueued));
        // What calls no provider costs none of its calls, and waits behind none of them.
        expect((await planOnce()).holds).toBeGreaterThan(1);
      });
      await world.atRate(ONE_BY_ONE_PER_MINUTE, () =>
        until('the backlog is worked off', () => backlog.every((order) => callsSince(order).length > 0)),
      );
    });

    const classOf = new Map<string | null, string>([
      ...lastCall.map((order) => [order.reservationUuid, 'last call'] as const),
      ...settling.map((order) => [order.reservationUuid, 'settles in time'] as const),
      ...roomy.map((order) => [order.reservationUuid, 'somebody waits'] as const),
      ...polled.map((order) => [order.reservationUuid, 'reading'] as const),
    ]);
    const served = world.sandbox.control
      .books()
      .calls.filter(({ id, reservationUuid }) => id > mark && classOf.has(reservationUuid))
      .map(({ reservationUuid }) => classOf.get(reservationUuid));
    expect(served.slice(0, backlog.length)).toEqual([
      ...['last call', 'last call', 'settles in time', 'settles in time'],
      ...['somebody waits', 'somebody waits', 'reading', 'reading'],
    ]);
  }, 120_000);
});

/** The books' last entry before the worker was held back. */
let mark = 0;

function callsSince(order: Reservation) {
  return world.sandbox.control.books(uuidOf(order)).calls.filter(({ id }) => id > mark);
}
