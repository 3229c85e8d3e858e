/**
 * Proof by simulation: five thousand orders due in one hour at 240 calls a minute are all captured in time. The plan, the
 * deadlines and the order of calls are the product's own code. `npm test -- test/deadlines/proof` prints the table.
 *
 * Two in a hundred sends get no answer. Where the margin holds a repeat, half of them were never executed; where it
 * does not, a lost request cannot be repeated before the deadline, plan or no plan: that has a row of its own.
 */
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import Table from 'cli-table3';
import { captureSettlingMs } from '../../workflows/call-budget';
import { reserved } from '../workflows/states';
import { type CrowdOptions, type CrowdResult, runCrowd } from './simulated-crowd';
import type { HoldFacts, SimulatedOrder } from './simulated-order';

// Seconds each; a machine that does much else at the same time may take a minute.
jest.setTimeout(120_000);

const ORDERS = 5_000;
const RATE_PER_MINUTE = 240;
const SEED = 4;
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const DUE_FROM_MS = Date.parse('2026-12-01T12:00:00Z');
const SETTLE_MS = captureSettlingMs(reserved().settings);

type Spread = (index: number) => number;
const EVENLY: Spread = (index) => DUE_FROM_MS + (index / ORDERS) * HOUR_MS;
const AT_ONCE: Spread = () => DUE_FROM_MS + HOUR_MS;
const IN_CLUMPS: Spread = (index) => DUE_FROM_MS + (1 + (index % 5)) * 12 * MINUTE_MS;

interface Margins {
  said: string;
  of: (index: number) => number;
}
const A_MINUTE: Margins = { said: 'a minute', of: () => MINUTE_MS };
const A_DAY: Margins = { said: 'a day', of: () => DAY_MS };
/** From five seconds to a day, each size as often as any other. */
const MIXED: Margins = {
  said: '5 s … a day',
  of: (index) => 5 * SECOND_MS * (DAY_MS / (5 * SECOND_MS)) ** (((index * 7_919) % 997) / 996),
};

interface Scenario {
  name: string;
  due: Spread;
  margin: Margins;
  isPlanned?: boolean;
  isExecuted?: (order: SimulatedOrder) => boolean;
  /** How long before the last deadline the holds are known; long before the first timer by default. */
  knownForMs?: number;
}

const table = new Table({
  head: [
    ...['orders due', 'margin', 'plan', 'captured', 'late', 'least slack'],
    ...['begun earlier by', 'told', 'telling plans', 'busiest minute', 'longest wait of a person'],
  ],
  style: { head: [], border: [] },
});

async function prove({ name, due, margin, ...scenario }: Scenario): Promise<CrowdResult> {
  const isPlanned = scenario.isPlanned ?? true;
  const holds: HoldFacts[] = Array.from({ length: ORDERS }, (_, index) => ({
    captureByMs: Math.round(due(index)),
    marginMs: Math.round(margin.of(index)),
  }));
  const lastMs = Math.max(...holds.map(({ captureByMs }) => captureByMs));
  const firstTimerMs = Math.min(...holds.map(({ captureByMs, marginMs }) => captureByMs - marginMs));
  const options: CrowdOptions = {
    seed: SEED,
    ratePerMinute: RATE_PER_MINUTE,
    startMs: scenario.knownForMs ? lastMs - scenario.knownForMs : firstTimerMs - 2 * HOUR_MS,
    holds,
    isPlanned,
    answers: { ambiguousShare: 0.02, isExecuted: scenario.isExecuted ?? isExecutedWithoutRoom(SEED) },
  };
  const result = await runCrowd(options);
  table.push([
    name,
    margin.said,
    isPlanned ? 'yes' : 'no',
    result.captured,
    result.late.length,
    result.captured === 0 ? '–' : said(result.leastSlackMs),
    said(result.earliestMs),
    result.told.size,
    result.tellingPlans,
    result.busiestMinute,
    said(result.longestWaitOfAPersonMs),
  ]);
  return result;
}

/** Where a repeat has room, every other unanswered send was never executed. */
function isExecutedWithoutRoom(seed: number): (order: SimulatedOrder) => boolean {
  let turn = seed;
  return ({ facts }) => {
    turn += 1;
    return facts.marginMs < SETTLE_MS || turn % 2 === 0;
  };
}

function said(ms: number): string {
  if (ms < MINUTE_MS) return `${(ms / SECOND_MS).toFixed(1)} s`;
  return ms < 2 * HOUR_MS ? `${(ms / MINUTE_MS).toFixed(1)} min` : `${(ms / HOUR_MS).toFixed(1)} h`;
}

afterAll(() => {
  process.stdout.write(
    `\n${ORDERS} orders due within one hour, ${RATE_PER_MINUTE} calls a minute, seed ${SEED}:\n${table}\n`,
  );
});

describe('five thousand orders due in the same hour', () => {
  it.each<Scenario>([
    { name: 'evenly over the hour', due: EVENLY, margin: A_MINUTE },
    { name: 'evenly over the hour', due: EVENLY, margin: MIXED },
    { name: 'all at one instant', due: AT_ONCE, margin: A_MINUTE },
    { name: 'all at one instant', due: AT_ONCE, margin: MIXED },
    { name: 'all at one instant', due: AT_ONCE, margin: A_DAY },
    { name: 'in five clumps', due: IN_CLUMPS, margin: A_MINUTE },
    { name: 'in five clumps', due: IN_CLUMPS, margin: MIXED },
  ])('are all captured in time: $name, with margins of $margin.said', async (scenario) => {
    const result = await prove(scenario);
    expect(result.late.map(({ orderId }) => orderId)).toEqual([]);
    expect(result.busiestMinute).toBeLessThanOrEqual(RATE_PER_MINUTE);
    // Where every margin has room for all, nobody is moved.
    if (scenario.margin === A_DAY || scenario.due === EVENLY) expect(result.told.size).toBe(0);
  });

  it.each<Scenario>([
    { name: 'all at one instant', due: AT_ONCE, margin: A_MINUTE, isPlanned: false },
    { name: 'in five clumps', due: IN_CLUMPS, margin: A_MINUTE, isPlanned: false },
  ])('are late by the thousand without a plan: $name', async (scenario) => {
    const { late } = await prove(scenario);
    expect(late.length).toBeGreaterThan(1_000);
  });

  it('are warned of before their deadlines when they were known too late for all to make it', async () => {
    const { late, orders } = await prove({
      name: 'all at one instant, known for 10 min',
      due: AT_ONCE,
      margin: A_MINUTE,
      knownForMs: 10 * MINUTE_MS,
    });
    expect(late.length).toBeGreaterThan(0);
    const warned = orders.filter(({ state }) =>
      state.attentions.some(({ code }) => code === 'capture_at_risk'),
    );
    expect(late.filter((order) => !warned.includes(order)).map(({ orderId }) => orderId)).toEqual([]);
  });

  it('are late for want of a margin only when a request was lost that cannot be repeated in time', async () => {
    const { late } = await prove({
      name: 'all at one instant, requests lost',
      due: AT_ONCE,
      margin: MIXED,
      isExecuted: () => false,
    });
    expect(late.length).toBeLessThan(0.02 * ORDERS);
    expect(late.filter(({ facts }) => facts.marginMs >= SETTLE_MS).map(({ orderId }) => orderId)).toEqual([]);
  });
});
