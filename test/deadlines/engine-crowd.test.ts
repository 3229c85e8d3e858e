/**
 * A crowd on the real engine: a hundred and fifty orders with a margin in which less than half of their captures could
 * leave, planned by the product's own Schedule, captured at the merchant's usual budget. Prints what was measured.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pLimit from 'p-limit';
import type { CallRecord } from '../../src/sandbox';
import { ensurePlanSchedule } from '../../src/start/plan-schedule';
import { sustainedPerSecond } from '../../workflows/call-budget';
import { timelineQuery } from '../../workflows/messages';
import type { Reservation } from '../../workflows/view';
import { anOrder, placeOrder, readReservation, untilState, uuidOf } from '../support/orders';
import { VERIFY_SCHEDULE_MS } from '../support/world';
import { type LimitedWorld, startLimitedWorld } from './limited-world';

const RATE_PER_MINUTE = 240;
const MARGIN_S = 15;
/** The first group is due a quarter of a minute before the second. */
const GROUPS = [
  { orders: 90, windowS: 85 },
  { orders: 60, windowS: 100 },
] as const;
const ORDERS = GROUPS[0].orders + GROUPS[1].orders;
const PLAN_EVERY_MS = 5_000;
const PROVIDER_TIMEOUT_MS = 2_000;

let world: LimitedWorld;

beforeAll(async () => {
  world = await startLimitedWorld({ providerTimeoutMs: PROVIDER_TIMEOUT_MS });
}, 60_000);

afterAll(async () => {
  await world.client.schedule.getHandle(`plan/${world.taskQueue}`).delete();
  await world.close();
}, 60_000);

it('a crowd of orders is captured in time, the earliest deadlines first, within the budget', async () => {
  const { control } = world.sandbox;
  const groups = await Promise.all(GROUPS.map(placeGroup));
  const orders = groups.flat();
  for (const order of orders) control.pay(uuidOf(order));
  const held = await Promise.all(orders.map(({ orderId }) => untilState(world, orderId, 'reserved')));
  const lastMs = Math.max(...held.map(({ deadlines }) => Date.parse(deadlines.captureBy ?? '')));
  const mark = control.books().calls.at(-1)?.id ?? 0;
  await ensurePlanSchedule({
    client: world.client,
    taskQueue: world.taskQueue,
    ratePerMinute: RATE_PER_MINUTE,
    workflowSettings: { verifyScheduleMs: VERIFY_SCHEDULE_MS, providerTimeoutMs: PROVIDER_TIMEOUT_MS },
    intervalMs: PLAN_EVERY_MS,
  });
  const calls = await world.withoutWorker(() =>
    world.atRate(RATE_PER_MINUTE, async () => {
      // Until all are captured, or the last deadline has gone by.
      while (captures(control.books().calls).length < ORDERS && Date.now() < lastMs) await delay(250);
      return control.books().calls.filter(({ id }) => id > mark);
    }),
  );

  const captured = captures(calls);
  const slackMs = captured.map(({ at, reservationUuid }) => {
    const { deadlines } = held.find((one) => one.reservationUuid === reservationUuid) as Reservation;
    return Date.parse(deadlines.captureBy ?? '') - Date.parse(at);
  });
  print(calls, captured, slackMs);
  expect(captured).toHaveLength(ORDERS);
  expect(Math.min(...slackMs)).toBeGreaterThan(0);
  expect(busiestMinute(calls)).toBeLessThanOrEqual(RATE_PER_MINUTE);

  const firstGroup = new Set(groups[0]?.map(uuidOf));
  const isFirst = captured.map(({ reservationUuid }) => firstGroup.has(reservationUuid ?? ''));
  // Where one group gives way to the other a few may swap places: timers are no more exact than the machine.
  expect(isFirst.slice(0, 60)).toEqual(Array(60).fill(true));
  expect(isFirst.slice(-30)).toEqual(Array(30).fill(false));

  const first = captured[0]?.reservationUuid;
  const moved = held.find(({ reservationUuid }) => reservationUuid === first) as Reservation;
  const now = await readReservation(world, moved.orderId);
  expect(Date.parse(now.deadlines.captureAt ?? '')).toBeLessThan(Date.parse(moved.deadlines.captureAt ?? ''));
  const timeline = await world.client.workflow.getHandle(moved.workflowId).query(timelineQuery);
  expect(timeline.map(({ type }) => type)).toContain('capture_planned_earlier');
}, 240_000);

async function placeGroup({ orders, windowS }: (typeof GROUPS)[number]): Promise<Reservation[]> {
  const limit = pLimit(10);
  const policy = {
    captureWindow: `PT${windowS}S`,
    safetyMargin: `PT${MARGIN_S}S`,
    complete: 'manual' as const,
  };
  return Promise.all(
    Array.from({ length: orders }, () => limit(() => placeOrder(world, anOrder({ policy })))),
  );
}

function captures(calls: CallRecord[]): CallRecord[] {
  return calls.filter(({ call, executed }) => call === 'capture' && executed);
}

function print(calls: CallRecord[], captured: CallRecord[], slackMs: number[]): void {
  const at = captured.map((call) => Date.parse(call.at));
  const tookS = (Math.max(...at) - Math.min(...at)) / 1_000;
  const inMargin = Math.floor((MARGIN_S + 1) * sustainedPerSecond(RATE_PER_MINUTE));
  process.stdout.write(
    [
      `\n${ORDERS} orders due in two groups, margin ${MARGIN_S} s, ${RATE_PER_MINUTE} calls a minute, on the real engine:`,
      `  captured in time      ${slackMs.filter((slack) => slack > 0).length} of ${ORDERS}`,
      `  least slack           ${(Math.min(...slackMs) / 1_000).toFixed(1)} s`,
      `  captures took         ${tookS.toFixed(1)} s; in the margin alone ${inMargin} could have left`,
      `  busiest minute        ${busiestMinute(calls)} calls`,
      '',
    ].join('\n'),
  );
}

function busiestMinute(calls: CallRecord[]): number {
  const at = calls.map((call) => Date.parse(call.at)).sort((one, other) => one - other);
  return Math.max(
    ...at.map((start) => at.filter((other) => other >= start && other < start + 60_000).length),
  );
}
