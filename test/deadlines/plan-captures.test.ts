/** The plan for many holds: what it promises, over thousands of random crowds. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { callGapMs, LAST_CALL_MS, URGENT_SHARE } from '../../workflows/call-budget';
import {
  type Hold,
  type PlannedHold,
  planCaptures,
  planGapMs,
  sendByMs,
} from '../../workflows/plan-captures';

const NOW_MS = Date.parse('2026-12-01T12:00:00Z');
const HOUR_MS = 3_600_000;
const BUDGET = { ratePerMinute: 240, settleMs: 30 * 60_000 };
const SLOT_MS = planGapMs(BUDGET.ratePerMinute);

function hold(id: number, { dueMs, marginMs }: { dueMs: number; marginMs: number }): Hold {
  const captureByMs = NOW_MS + dueMs;
  return { workflowId: `reservation/order-${id}`, timerAtMs: captureByMs - marginMs, captureByMs };
}

const margins = fc.oneof(
  fc.integer({ min: 1_000, max: 60_000 }),
  fc.integer({ min: 60_000, max: 24 * HOUR_MS }),
);

const crowds = fc
  .array(fc.record({ dueMs: fc.integer({ min: 1, max: 3 * HOUR_MS }), marginMs: margins }), {
    maxLength: 400,
  })
  .map((facts) => facts.map((fact, id) => hold(id, fact)));

/** Many deadlines at few instants, which is what a crowd is. */
const clumps = fc
  .array(fc.record({ dueMs: fc.constantFrom(600_000, 900_000, HOUR_MS), marginMs: margins }), {
    maxLength: 600,
  })
  .map((facts) => facts.map((fact, id) => hold(id, fact)));

const holds = fc.oneof(crowds, clumps);

/** Takes what waits at the plan's rate, the earliest instant to leave first, and never begins before its timer. */
function serve(planned: PlannedHold[]): { workflowId: string; sentAtMs: number }[] {
  const coming = [...planned].sort((one, other) => one.captureAtMs - other.captureAtMs);
  const waiting: PlannedHold[] = [];
  const sent: { workflowId: string; sentAtMs: number }[] = [];
  for (let clockMs = NOW_MS; coming.length + waiting.length > 0; clockMs += SLOT_MS) {
    if (waiting.length === 0) clockMs = Math.max(clockMs, coming[0]?.captureAtMs ?? clockMs);
    while (coming[0] && coming[0].captureAtMs <= clockMs) waiting.push(coming.shift() as PlannedHold);
    waiting.sort((one, other) => leavesBy(one) - leavesBy(other));
    sent.push({ workflowId: (waiting.shift() as PlannedHold).workflowId, sentAtMs: clockMs });
  }
  return sent;
}

function leavesBy(one: Hold): number {
  return sendByMs(one, BUDGET.settleMs);
}

/** Whether the plan had to begin before now: then no order of service is early enough for every margin. */
function isFeasible(planned: PlannedHold[]): boolean {
  const starts = [...planned].sort((one, other) => leavesBy(other) - leavesBy(one));
  let startMs = Number.POSITIVE_INFINITY;
  for (const one of starts) startMs = Math.min(leavesBy(one), startMs - SLOT_MS);
  return startMs >= NOW_MS;
}

describe('a plan for many holds', () => {
  it('has every one sent in time by a server that takes the earliest first, whenever there is time for all', () => {
    let feasible = 0;
    fc.assert(
      fc.property(holds, (due) => {
        const planned = planCaptures(due, BUDGET, NOW_MS);
        fc.pre(isFeasible(planned));
        feasible += 1;
        const byId = new Map(planned.map((one) => [one.workflowId, one]));
        for (const { workflowId, sentAtMs } of serve(planned)) {
          // A call that has just gone out is not called back: one gap is the most it can cost.
          expect(sentAtMs).toBeLessThanOrEqual(leavesBy(byId.get(workflowId) as PlannedHold) + SLOT_MS + 1);
        }
      }),
      { numRuns: 300, seed: 4 },
    );
    expect(feasible).toBeGreaterThan(100);
  });

  it('calls at risk whom nearly the whole budget would not reach, and nobody who is not due within minutes of one', () => {
    fc.assert(
      fc.property(holds, (due) => {
        const planned = planCaptures(due, BUDGET, NOW_MS);
        const late = [...planned]
          .sort((one, other) => one.captureByMs - other.captureByMs)
          .filter(
            ({ captureByMs }, ahead) =>
              ahead > 0 && NOW_MS + (ahead * callGapMs(240)) / URGENT_SHARE > captureByMs,
          );
        for (const { captureByMs, atRisk } of planned) {
          const isNear = late.some((one) => Math.abs(one.captureByMs - captureByMs) <= LAST_CALL_MS);
          expect(atRisk).toBe(isNear);
        }
      }),
      { numRuns: 100, seed: 4 },
    );
  });

  it('makes nobody later than his own timer, and loses nobody', () => {
    fc.assert(
      fc.property(holds, (due) => {
        const planned = planCaptures(due, BUDGET, NOW_MS);
        expect(planned.map(({ workflowId }) => workflowId).sort()).toEqual(
          due.map(({ workflowId }) => workflowId).sort(),
        );
        expect(planned.every(({ captureAtMs, timerAtMs }) => captureAtMs <= timerAtMs)).toBe(true);
      }),
      { numRuns: 200, seed: 4 },
    );
  });

  it('is the same for the same facts in any order', () => {
    fc.assert(
      fc.property(
        holds.chain((due) => fc.tuple(fc.constant(due), fc.shuffledSubarray(due, { minLength: due.length }))),
        ([due, shuffled]) => {
          expect(planCaptures(shuffled, BUDGET, NOW_MS)).toEqual(planCaptures(due, BUDGET, NOW_MS));
        },
      ),
      { numRuns: 100, seed: 4 },
    );
  });

  it('stays what it was while time passes and those in front are captured', () => {
    fc.assert(
      fc.property(holds, fc.integer({ min: 0, max: 2 * HOUR_MS }), (due, laterMs) => {
        const before = planCaptures(due, BUDGET, NOW_MS);
        const later = NOW_MS + laterMs;
        const left = before.filter(({ captureAtMs }) => captureAtMs >= later);
        // From the earliest on all are still there, so nothing in front of them can matter.
        const first = Math.min(...left.map(leavesBy));
        fc.pre(before.filter((one) => leavesBy(one) >= first).length === left.length);
        const again = planCaptures(left, BUDGET, later);
        expect(again.map(({ captureAtMs }) => captureAtMs)).toEqual(
          left.map(({ captureAtMs }) => captureAtMs),
        );
      }),
      { numRuns: 200, seed: 4 },
    );
  });
});

describe('a hold', () => {
  it('that is alone is never moved, however short its margin is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 48 * HOUR_MS }), margins, (dueMs, marginMs) => {
        const one = hold(1, { dueMs, marginMs });
        expect(planCaptures([one], BUDGET, NOW_MS)).toEqual([
          { ...one, captureAtMs: one.timerAtMs, ordersAhead: 0, dueTogether: 1, atRisk: false },
        ]);
      }),
      { numRuns: 200, seed: 4 },
    );
  });

  it('is not moved for a few others with the same short margin', () => {
    const due = Array.from({ length: 15 }, (_, id) => hold(id, { dueMs: HOUR_MS, marginMs: 60_000 }));
    const planned = planCaptures(due, BUDGET, NOW_MS);
    expect(planned.map(({ captureAtMs }) => captureAtMs)).toEqual(due.map(({ timerAtMs }) => timerAtMs));
  });

  it('with a margin of a day is not moved by five thousand with the same deadline', () => {
    const due = Array.from({ length: 5_000 }, (_, id) =>
      hold(id, { dueMs: 25 * HOUR_MS, marginMs: 24 * HOUR_MS }),
    );
    const planned = planCaptures(due, BUDGET, NOW_MS);
    expect(planned.filter(({ captureAtMs, timerAtMs }) => captureAtMs < timerAtMs)).toEqual([]);
  });

  it('in a crowd with a short margin begins as much earlier as those behind it take', () => {
    const due = Array.from({ length: 5_000 }, (_, id) => hold(id, { dueMs: 2 * HOUR_MS, marginMs: 60_000 }));
    const [first] = planCaptures(due, BUDGET, NOW_MS);
    const last = NOW_MS + 2 * HOUR_MS - 54_000;
    expect(first).toMatchObject({ ordersAhead: 0, dueTogether: 5_000 });
    expect(first?.captureAtMs).toBeCloseTo(last - 4_999 * SLOT_MS, -1);
  });

  it('further away than all of them would take together moves nobody', () => {
    const far = hold(1, { dueMs: 3 * HOUR_MS, marginMs: 60_000 });
    const near = Array.from({ length: 1_000 }, (_, id) => hold(id + 2, { dueMs: HOUR_MS, marginMs: 60_000 }));
    const without = planCaptures(near, BUDGET, NOW_MS);
    expect(planCaptures([...near, far], BUDGET, NOW_MS).slice(0, -1)).toEqual(without);
  });

  it('that may not make it is at risk long before its deadline', () => {
    const due = Array.from({ length: 5_000 }, (_, id) => hold(id, { dueMs: 600_000, marginMs: 60_000 }));
    const planned = planCaptures(due, BUDGET, NOW_MS);
    expect(planned.every(({ atRisk }) => atRisk)).toBe(true);
    expect(planned[0]).toMatchObject({ captureAtMs: NOW_MS });
  });

  it('that is due well before those who cannot make it is not at risk', () => {
    const crowd = Array.from({ length: 5_000 }, (_, id) => hold(id, { dueMs: 600_000, marginMs: 60_000 }));
    const early = Array.from({ length: 5 }, (_, id) =>
      hold(id + 5_000, { dueMs: 300_000, marginMs: 60_000 }),
    );
    const planned = planCaptures([...crowd, ...early], BUDGET, NOW_MS);
    const risky = new Set(planned.filter(({ atRisk }) => atRisk).map(({ workflowId }) => workflowId));
    expect(early.filter(({ workflowId }) => risky.has(workflowId))).toEqual([]);
  });
});

it('plans fifty thousand holds within two seconds', () => {
  const due = Array.from({ length: 50_000 }, (_, id) =>
    hold(id, { dueMs: 12 * HOUR_MS + (id % 977) * 3_000, marginMs: 60_000 }),
  );
  const startedAt = performance.now();
  planCaptures(due, BUDGET, NOW_MS);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
