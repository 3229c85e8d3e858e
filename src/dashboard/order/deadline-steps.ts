/** The order's life as steps in time: what has come, what is to come, and the present between them. Pure. */
import type { Reservation, TimelineItem } from '../api/types';

/** One step; `now` is the present. */
export interface Step {
  name: 'placed' | 'payBy' | 'held' | 'captureAt' | 'captureBy' | 'chargeBy' | 'ended' | 'now';
  at: string;
  isPast: boolean;
}

const ENDED = ['completed', 'cancelled', 'expired', 'failed'];

/** By time. Of an ended order no deadline is shown that would have come after its end. */
export function stepsOf(order: Reservation, story: readonly TimelineItem[], nowMs: number): Step[] {
  const { deadlines, state, createdAt } = order;
  const heldAt = story.find(({ type }) => type === 'hold_made')?.at ?? null;
  const endedAt = ENDED.includes(state) ? endOf(story) : null;
  const now = new Date(nowMs).toISOString();
  const steps: [Step['name'], string | null][] = [
    ['placed', createdAt],
    ['payBy', deadlines.captureBy === null ? deadlines.payBy : null],
    ['held', heldAt],
    ['captureAt', deadlines.captureAt],
    ['captureBy', deadlines.captureBy],
    ['chargeBy', deadlines.chargeBy],
    ['ended', endedAt],
    ['now', ENDED.includes(state) ? null : now],
  ];
  return steps
    .flatMap(([name, at]) => (at === null ? [] : [{ name, at, isPast: Date.parse(at) <= nowMs }]))
    .filter(({ name, at }) => endedAt === null || name === 'ended' || at <= endedAt)
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** How far an order's clock runs ahead of ours, by what it said of its present when it was read: only the sandbox moves it. */
export function clockAheadMs(told: { at: string | undefined; readAtMs: number }): number {
  const aheadMs = told.at === undefined ? 0 : Date.parse(told.at) - told.readAtMs;
  return aheadMs > TOLERANCE_MS ? aheadMs : 0;
}

/** Two machines' clocks never agree wholly. */
const TOLERANCE_MS = 60_000;

function endOf(story: readonly TimelineItem[]): string | null {
  const change = story.findLast(
    ({ type, data }) => type === 'state_changed' && ENDED.includes(`${data['to']}`),
  );
  return change?.at ?? null;
}
