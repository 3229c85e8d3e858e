/**
 * The merchant's budget of provider calls, and how much of it and how much time a capture needs. Pure; the worker, the
 * plan and the proof by simulation reckon with these same figures.
 */
import { settlingMs } from './deadlines';
import type { WorkflowSettings } from './state';

const MINUTE_MS = 60_000;

/**
 * The engine lets out what it saved up in an idle second at once, and a call may take longer than the one before it to
 * arrive. Counted into the minute, no minute that begins anywhere sees more calls than the budget; 98 % of it is used.
 */
const BURST_MS = 1_000;
const JITTER_MS = 200;

/** How many calls a second the engine is told to let out, so that no minute sees more than `ratePerMinute`. */
export function sustainedPerSecond(ratePerMinute: number): number {
  return (ratePerMinute / (MINUTE_MS + BURST_MS + JITTER_MS)) * 1_000;
}

/** How long one call takes of the budget: the gap between two calls under load. */
export function callGapMs(ratePerMinute: number): number {
  return 1_000 / sustainedPerSecond(ratePerMinute);
}

/**
 * How much of the budget a plan hands to captures. What remains is for submits, people's commands, verification and
 * repeats, which go on while thousands of captures fall due.
 */
export const CAPTURE_SHARE = 0.8;

/** How much of it captures get when nothing else counts: what is unanswered is still looked for. */
export const URGENT_SHARE = 0.9;

/** A capture this near its deadline goes before everything else. */
export const LAST_CALL_MS = 2 * 60_000;

/** How often an operation is sent again after an unknown outcome. */
export const MAX_REPEATS = 2;

/** Past the HTTP time-out, so that the activity itself says what happened and the engine need not guess. */
export const ROOM_MS = 5_000;

/**
 * How long a capture may take in the worst case that still ends well: every send ambiguous, looked for through the
 * whole verification schedule, and repeated as often as it may be. Two time-outs a round: of the send and of a reading.
 */
export function captureSettlingMs(settings: WorkflowSettings): number {
  const timeOutsMs = 2 * (settings.providerTimeoutMs + ROOM_MS);
  return (1 + MAX_REPEATS) * (settlingMs(settings.verifyScheduleMs) + timeOutsMs);
}

/**
 * Where activities run that call the engine or the record only: a task queue without a rate. On the other one each of
 * them would cost a provider call, and orders whose record is away, asking again and again, would cost thousands.
 */
export function engineQueueOf(taskQueue: string): string {
  return `${taskQueue}/engine`;
}
