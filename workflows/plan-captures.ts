/**
 * When each of many holds has to be acted on, so that the last is in time: reckoned backwards from the deadlines, at the
 * rate the provider lets through. Pure, and stable: it knows each hold's own timer, never what was planned before.
 */
import { CAPTURE_SHARE, callGapMs, LAST_CALL_MS, URGENT_SHARE } from './call-budget';

/** One hold that its own timer will have to act on. Instants in milliseconds since 1970. */
export interface Hold {
  workflowId: string;
  /** When the order's own policy has its timer act. */
  timerAtMs: number;
  /** The capture deadline. */
  captureByMs: number;
}

/** `settleMs`: how long an ambiguous answer may take to settle (`captureSettlingMs`). */
export interface PlanBudget {
  ratePerMinute: number;
  settleMs: number;
}

/** One hold's place among those that fall due with it. */
export interface PlannedHold extends Hold {
  /** When its timer has to act: its own instant, or earlier where those behind it need the room. */
  captureAtMs: number;
  /** How many of its crowd go before it. */
  ordersAhead: number;
  /** How many fall due so close together that one moves the other; 1 for a hold that is alone. */
  dueTogether: number;
  /** Even if everything began at once it might come too late. */
  atRisk: boolean;
}

/** So much of a margin may be spent waiting in the queue. Two holds with one deadline are no crowd yet. */
const WAITING_SHARE = 0.1;

/** Plans all of them, in the order in which they have to go. O(n log n). */
export function planCaptures(holds: readonly Hold[], budget: PlanBudget, nowMs: number): PlannedHold[] {
  const slotMs = planGapMs(budget.ratePerMinute);
  const due = holds
    .map((hold) => ({ hold, sendByMs: sendByMs(hold, budget.settleMs) }))
    .sort((one, other) => one.sendByMs - other.sendByMs || byDeadline(one.hold, other.hold));
  const late = tooLate(holds, budget.ratePerMinute, nowMs);
  const planned: PlannedHold[] = [];
  let end = due.length;
  while (end > 0) {
    const crowd = lastCrowd(due, end, slotMs);
    const first = end - crowd.length;
    for (const [behind, startMs] of crowd.entries()) {
      const { hold } = due[end - 1 - behind] as (typeof due)[number];
      planned.push({
        ...hold,
        captureAtMs: Math.min(hold.timerAtMs, Math.max(startMs, nowMs)),
        ordersAhead: crowd.length - 1 - behind,
        dueTogether: crowd.length,
        atRisk: late.has(hold.workflowId),
      });
    }
    end = first;
  }
  return planned.reverse();
}

/** How far apart a plan sets captures. */
export function planGapMs(ratePerMinute: number): number {
  return callGapMs(ratePerMinute) / CAPTURE_SHARE;
}

/**
 * By when a capture should leave us: with room for its answer to settle if its margin has it, and otherwise with
 * nearly the whole margin, which is all that was asked for.
 */
export function sendByMs({ timerAtMs, captureByMs }: Hold, settleMs: number): number {
  const marginMs = captureByMs - timerAtMs;
  return captureByMs - Math.min(marginMs * (1 - WAITING_SHARE), settleMs);
}

/** The latest starts of the crowd that ends before `end`, last first: each a slot before the one behind it. */
function lastCrowd(due: readonly { sendByMs: number }[], end: number, slotMs: number): number[] {
  const starts: number[] = [];
  for (let index = end - 1; index >= 0; index -= 1) {
    const sendBy = (due[index] as { sendByMs: number }).sendByMs;
    const nextStart = starts.at(-1) ?? Number.POSITIVE_INFINITY;
    // It needs no room of the one behind it: here another crowd ends.
    if (starts.length > 0 && sendBy <= nextStart - slotMs) break;
    starts.push(Math.min(sendBy, nextStart - slotMs));
  }
  return starts;
}

/**
 * Those that nearly the whole budget, from now on and the earliest deadline first, would not reach before their
 * deadlines; and whoever is due so close to one of them that the engine may take either first.
 */
function tooLate(holds: readonly Hold[], ratePerMinute: number, nowMs: number): Set<string> {
  const gapMs = callGapMs(ratePerMinute) / URGENT_SHARE;
  const inOrder = [...holds].sort(byDeadline);
  // One that is alone in the queue waits for nobody, however near its deadline is.
  const isLate = inOrder.map(({ captureByMs }, ahead) => ahead > 0 && nowMs + ahead * gapMs > captureByMs);
  const near = new Set<string>();
  for (const order of [inOrder.keys(), [...inOrder.keys()].reverse()]) {
    let lastLateMs = Number.NaN;
    for (const index of order) {
      const { workflowId, captureByMs } = inOrder[index] as Hold;
      if (isLate[index]) lastLateMs = captureByMs;
      if (Math.abs(captureByMs - lastLateMs) <= LAST_CALL_MS) near.add(workflowId);
    }
  }
  return near;
}

function byDeadline(one: Hold, other: Hold): number {
  return one.captureByMs - other.captureByMs || (one.workflowId < other.workflowId ? -1 : 1);
}
