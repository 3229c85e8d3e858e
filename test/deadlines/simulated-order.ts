/**
 * One order with a hold, from its capture timer to the end: the product's own deadlines, plan and urgency, and a provider
 * that sometimes executes without an answer, or loses the request.
 */
import { MAX_REPEATS } from '../../workflows/call-budget';
import { deadlinesOf } from '../../workflows/deadlines';
import { plusMs } from '../../workflows/instants';
import type { PlanHint } from '../../workflows/messages';
import { addOperation } from '../../workflows/new-state';
import type { Operation } from '../../workflows/operation';
import type { ReservationState } from '../../workflows/state';
import { takePlan } from '../../workflows/take-plan';
import { urgencyOfLooking, urgencyOfReading, urgencyOfSending } from '../../workflows/urgency';
import { reserved } from '../workflows/states';
import type { SimulatedClock } from './simulated-clock';
import type { SimulatedQueue } from './simulated-queue';

/** What an order is like before anything is due. */
export interface HoldFacts {
  captureByMs: number;
  marginMs: number;
}

/** How the provider answers captures. */
export interface Answers {
  /** Of all sends, how many get no answer. */
  ambiguousShare: number;
  /** Whether an unanswered send was executed; by default half of them. */
  isExecuted?: (order: SimulatedOrder) => boolean;
}

const DAY_MS = 24 * 60 * 60_000;
const PUT_OFF_MS = 1_000;
const INDEX_LAG_MS = 2_000;

/** Its state is a real one, brought to `reserved` by the workflow's own functions. */
export class SimulatedOrder {
  readonly state: ReservationState;
  beganAtMs: number | null = null;
  /** When the provider took the money. */
  executedAtMs: number | null = null;
  askedPerson = false;
  private operation: Operation | null = null;
  private unlistedAtMs = Number.POSITIVE_INFINITY;

  constructor(
    private readonly world: { clock: SimulatedClock; queue: SimulatedQueue; answers: Answers },
    readonly orderId: string,
    readonly facts: HoldFacts,
  ) {
    const base = reserved();
    const captureWindowMs = Math.max(2 * facts.marginMs, DAY_MS);
    const policy = { ...base.order.policy, captureWindowMs, safetyMarginMs: facts.marginMs };
    const captureBy = new Date(facts.captureByMs).toISOString();
    this.state = {
      ...base,
      order: { ...base.order, policy },
      reservedAt: plusMs(captureBy, -captureWindowMs),
      operations: [],
      timeline: [],
    };
    this.wait();
  }

  get timerAtMs(): number {
    return this.facts.captureByMs - this.facts.marginMs;
  }

  /** As the engine's lists show it: what has ended stays in them for a moment. */
  get isListed(): boolean {
    return this.world.clock.nowMs < this.unlistedAtMs;
  }

  /** A signal of the plan has come. */
  hear(hint: PlanHint): void {
    takePlan(this.state, hint, this.world.clock.now);
    this.wait();
  }

  private wait(): void {
    const { captureAt } = deadlinesOf(this.state);
    // Timers fire up to a second late.
    this.world.clock.at(Date.parse(captureAt ?? '') + this.world.clock.between(0, 1_000), () => this.begin());
  }

  private begin(): void {
    if (this.operation) return;
    const { clock } = this.world;
    this.beganAtMs = clock.nowMs;
    this.operation = addOperation(this.state, { kind: 'capture', body: {}, requestedBy: 'timer' }, clock.now);
    this.send(this.operation);
  }

  private send(operation: Operation): void {
    const { clock, queue } = this.world;
    if (clock.nowMs >= this.facts.captureByMs) return;
    queue.add({
      urgency: urgencyOfSending(this.state, operation, clock.now),
      start: () => this.sent(operation),
      expired: () => clock.in(PUT_OFF_MS, () => this.send(operation)),
    });
  }

  private sent(operation: Operation): void {
    const { clock, answers } = this.world;
    const takesMs = clock.between(100, 900);
    const execute = (): void => {
      clock.in(takesMs, () => {
        this.executedAtMs ??= clock.nowMs;
      });
    };
    if (clock.chance() >= answers.ambiguousShare) {
      execute();
      clock.in(takesMs, () => this.settle(operation));
      return;
    }
    if (answers.isExecuted ? answers.isExecuted(this) : clock.chance() < 0.5) execute();
    // Either the connection broke, or nothing came until the time-out.
    const untilUnknownMs = clock.chance() < 0.5 ? takesMs : this.state.settings.providerTimeoutMs;
    clock.in(untilUnknownMs, () => {
      operation.status = 'unknown';
      operation.ambiguousSends += 1;
      this.look(operation, 0);
    });
  }

  private look(operation: Operation, readings: number): void {
    const { clock, queue } = this.world;
    const gapMs = this.state.settings.verifyScheduleMs[readings];
    if (gapMs === undefined) return this.repeat(operation);
    clock.in(gapMs, () =>
      queue.add({
        urgency: urgencyOfLooking(this.state, operation, clock.now),
        start: () =>
          clock.in(clock.between(100, 900), () => {
            if (this.executedAtMs === null) this.look(operation, readings + 1);
            else this.settle(operation);
          }),
      }),
    );
  }

  private repeat(operation: Operation): void {
    if (operation.ambiguousSends <= MAX_REPEATS) this.send(operation);
    else this.askedPerson = true;
  }

  /** Captured and known: completing, the reading that a callback asks for, and the one that closes the books follow. */
  private settle(operation: Operation): void {
    const { clock, queue } = this.world;
    this.unlistedAtMs = clock.nowMs + INDEX_LAG_MS;
    operation.status = 'executed';
    this.state.lifecycle = 'completed';
    const complete: Operation = { ...operation, kind: 'complete' };
    const closing = urgencyOfReading(this.state, clock.now);
    queue.add({ urgency: urgencyOfSending(this.state, complete, clock.now), start: () => {} });
    queue.add({ urgency: closing, start: () => {} });
    queue.add({ urgency: closing, start: () => {} });
  }
}
