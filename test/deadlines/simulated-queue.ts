/**
 * The engine's task queue as its sources have it: five classes, the oldest first within one, a call that has waited too
 * long is dropped, and a limiter that lets out at most a second's worth at once (GCRA) and never counts a dropped one.
 */
import { callGapMs } from '../../workflows/call-budget';
import type { Urgency } from '../../workflows/urgency';
import type { SimulatedClock } from './simulated-clock';

interface WaitingCall {
  sinceMs: number;
  start: () => void;
}

/** One provider call. `expired` when it was not started in time: it was never sent. */
export interface SimulatedCall {
  urgency: Urgency;
  start: () => void;
  expired?: () => void;
}

const BURST_MS = 1_000;

/** All calls of all orders. */
export class SimulatedQueue {
  /** When each call went out, oldest first. */
  readonly startedAtMs: number[] = [];
  /** The longest that a call of each class had waited when it was started, class 1 first. */
  readonly longestWaitMs = [0, 0, 0, 0, 0];
  private readonly classes: WaitingCall[][] = [[], [], [], [], []];
  private readonly gapMs: number;
  private readyMs = 0;
  private isPumping = false;

  constructor(
    private readonly clock: SimulatedClock,
    ratePerMinute: number,
  ) {
    this.gapMs = callGapMs(ratePerMinute);
  }

  add({ urgency, start, expired }: SimulatedCall): void {
    const { priorityKey, startWithinMs } = urgency;
    const sinceMs = this.clock.nowMs;
    const call = { sinceMs, start };
    const queue = this.classes[priorityKey - 1] as WaitingCall[];
    queue.push(call);
    if (startWithinMs !== null) {
      this.clock.in(startWithinMs, () => {
        const place = queue.indexOf(call);
        if (place < 0) return;
        queue.splice(place, 1);
        expired?.();
      });
    }
    this.pump();
  }

  private pump(): void {
    if (this.isPumping) return;
    while (this.readyMs <= this.clock.nowMs) {
      const level = this.classes.findIndex((queue) => queue.length > 0);
      const call = this.classes[level]?.shift();
      if (!call) return;
      const { nowMs } = this.clock;
      this.readyMs = Math.max(nowMs, this.readyMs + BURST_MS) - BURST_MS + this.gapMs;
      this.startedAtMs.push(nowMs);
      this.longestWaitMs[level] = Math.max(this.longestWaitMs[level] ?? 0, nowMs - call.sinceMs);
      call.start();
    }
    this.isPumping = true;
    this.clock.at(this.readyMs, () => {
      this.isPumping = false;
      this.pump();
    });
  }

  /** The most calls that went out in any sixty seconds. */
  busiestMinute(): number {
    let first = 0;
    return this.startedAtMs.reduce((most, atMs, index) => {
      while ((this.startedAtMs[first] as number) <= atMs - 60_000) first += 1;
      return Math.max(most, index - first + 1);
    }, 0);
  }
}
