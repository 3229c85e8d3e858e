/**
 * The drift sweep: holds what the provider's history shows against what our orders know, both ways. One call per
 * interval, however many orders are open, and one reading of details for each difference, by the order that it
 * concerns. A Schedule starts it; what it learned is handed to the next one.
 */
import { ApplicationFailure, patched, setWorkflowOptions, workflowInfo } from '@temporalio/workflow';
import type { SweepCounts, SweepMemory, SweptHistory } from '../activities/inputs';
import { engineActivities, readingActivities, sweepingActivities } from './activity-profiles';
import { examineStrangers } from './examine-strangers';
import { onOneVersion } from './on-one-version';
import { type FormerResult, sweepBeforeComparing } from './sweep-before-comparing';
import { type Frame, frameOf, halvesOf, withoutPast } from './sweep-frame';
import { SWEEP_URGENCY } from './urgency';

/** Given by the Schedule. `providerTimeoutMs`: the time-out of one HTTP call. */
export interface SweepInput {
  providerTimeoutMs: number;
}

/** Handed to the next sweep by the Schedule. */
export interface SweepResult extends SweepCounts {
  /** Up to which instant history was read. A sweep that fails leaves it where it was. */
  upTo: string;
  /** Reservations that history shows and no order here knows; of them, `waiting` are left for the next sweep. */
  strangers: number;
  waiting: number;
  memory: SweepMemory;
}

/** An answer that is too large is asked for in halves, and these in halves, so many times at most. */
const MAX_HALVINGS = 6;

const EMPTY: SweepMemory = { told: [], strangers: [], examined: [], references: [] };

setWorkflowOptions(onOneVersion, sweep);

/** One sweep. When it fails, the next one reads what this one did not. */
export async function sweep({ providerTimeoutMs }: SweepInput): Promise<SweepResult | FormerResult> {
  if (!patched('compares-with-orders')) return sweepBeforeComparing(providerTimeoutMs);
  const { lastResult, taskQueue } = workflowInfo();
  const last = lastResult as Partial<SweepResult> | undefined;
  const at = new Date().toISOString();
  const sweeping = sweepingActivities(providerTimeoutMs);
  const { frame, upTo } = frameOf(last?.upTo ?? null, at);
  const sweepPart = (part: Part) => sweeping.sweepHistory({ ...part, taskQueue, at });
  const whole = { ...frame, memory: last?.memory ?? EMPTY };
  const { counts, memory } = await sweepFrame(sweepPart, whole, MAX_HALVINGS);
  const reading = readingActivities(providerTimeoutMs, SWEEP_URGENCY);
  const examined = await examineStrangers({ reading, engine: engineActivities(), taskQueue, at }, memory);
  return {
    ...counts,
    upTo,
    hinted: counts.hinted + examined.hinted,
    reopened: counts.reopened + examined.reopened,
    strangers: memory.strangers.length,
    waiting: examined.memory.strangers.length,
    memory: withoutPast(examined.memory, upTo),
  };
}

interface Swept {
  counts: SweepCounts;
  memory: SweepMemory;
}

type Part = Frame & { memory: SweepMemory };

/** One call; more only where the provider's answer is too large to be read. */
async function sweepFrame(
  sweepPart: (part: Part) => Promise<SweptHistory>,
  part: Part,
  halvings: number,
): Promise<Swept> {
  const swept = await sweepPart(part);
  if (swept.is === 'swept') return swept;
  if (halvings === 0) throw tooLarge();
  const [earlier, later] = halvesOf(part);
  const first = await sweepFrame(sweepPart, { ...earlier, memory: part.memory }, halvings - 1);
  const second = await sweepFrame(sweepPart, { ...later, memory: first.memory }, halvings - 1);
  return { counts: sumOf(first.counts, second.counts), memory: second.memory };
}

function tooLarge(): ApplicationFailure {
  return ApplicationFailure.nonRetryable(
    'The provider’s history is too large to be read even in small parts. No order was told of anything new. ' +
      'Orders go on by callbacks and their own readings; raise the largest answer that is read.',
    'history_too_large',
  );
}

function sumOf(one: SweepCounts, other: SweepCounts): SweepCounts {
  return {
    rows: one.rows + other.rows,
    differences: one.differences + other.differences,
    hinted: one.hinted + other.hinted,
    reopened: one.reopened + other.reopened,
    unplaced: one.unplaced + other.unplaced,
  };
}
