/**
 * The calls of the last minute, of this worker and of all others. The engine paces the calls of its task queue; calls made
 * within a workflow task do not come by it, so they are made only while much of the minute is free, and what the engine
 * lets out waits where the two together would use more than the merchant has.
 */
import type { CallFrontPayment } from '../../activities/dependencies';
import { eachCall } from '../front-payment/each-call';
import type { CallCounts, SecondOfCalls } from '../records/call-counts';
import { BudgetSpentError } from './budget-spent-error';

/** `worker` names this one among those that share the record. */
export interface CallMinuteParts {
  ratePerMinute: number;
  worker: string;
  counts: CallCounts;
}

/** The watch over one worker's use of the budget. */
export interface CallMinute {
  /** The same calls, counted. @throws BudgetSpentError instead of a call that the minute has no room for */
  counted(call: CallFrontPayment): CallFrontPayment;
  /** Whether a call may be made past the engine's pacing: much of the minute is free, and the provider answers quickly. */
  mayCallHere(): Promise<boolean>;
}

/** Of the minute, for calls that do not come by the engine: the rest is free for a crowd that falls due the next moment. */
const SHARE_HERE = 0.5;

/** A workflow task waits for its calls, and the order's commands with it. */
const SLOW_MS = 1_000;

/** How long the engine has all calls again after a slow one. */
const SLOW_FOR_MS = 30_000;

/** What others left is as old as this at most, */
const EXCHANGE_MS = 1_000;

/** and of the minute no worker uses more than this meanwhile: ten of them at once stay within the half. */
const SHARE_BETWEEN = 0.05;

/** A call that began in the second before may arrive in this minute. */
const MINUTE_S = 61;

/** Counts from now on. */
export function createCallMinute({ ratePerMinute, worker, counts }: CallMinuteParts): CallMinute {
  let own: SecondOfCalls[] = [];
  let others: SecondOfCalls[] = [];
  let exchange = { begunMs: Number.NEGATIVE_INFINITY, calls: 0, done: Promise.resolve(false) };
  let slowUntilMs = Number.NEGATIVE_INFINITY;
  const underWay = new Map<symbol, number>();

  /** What is older than the minute goes; gives the second that it ends with. */
  function forget(nowMs: number): number {
    const since = secondOf(nowMs) - MINUTE_S;
    own = own.filter(({ second }) => second > since);
    others = others.filter(({ second }) => second > since);
    return since;
  }

  function used(nowMs: number): SecondOfCalls[] {
    forget(nowMs);
    return [...own, ...others];
  }

  function count(nowMs: number): void {
    exchange.calls += 1;
    const second = secondOf(nowMs);
    const last = own.at(-1);
    if (last?.second === second) last.calls += 1;
    else own.push({ second, calls: 1 });
  }

  /** False where the record does not answer: then nobody knows what others have used. */
  function exchanged(nowMs: number): Promise<boolean> {
    const isYoung = nowMs - exchange.begunMs < EXCHANGE_MS;
    if (isYoung && exchange.calls < Math.max(1, ratePerMinute * SHARE_BETWEEN)) return exchange.done;
    const since = forget(nowMs);
    const told = counts.exchange({ worker, counts: own, since }).then(
      (left) => {
        others = left;
        return true;
      },
      () => false,
    );
    exchange = { begunMs: nowMs, calls: 0, done: told };
    return told;
  }

  return {
    counted: (call) => (at, use) =>
      call(at, (client) =>
        use(
          eachCall(client, async (name, make) => {
            const begunMs = Date.now();
            const calls = used(begunMs);
            if (sumOf(calls) >= ratePerMinute) throw new BudgetSpentError(name, msUntilRoom(calls, begunMs));
            count(begunMs);
            const told = exchanged(begunMs);
            const started = Symbol(name);
            underWay.set(started, begunMs);
            try {
              return await make();
            } finally {
              underWay.delete(started);
              if (Date.now() - begunMs > SLOW_MS) slowUntilMs = Date.now() + SLOW_FOR_MS;
              // Nobody closes the record while a call is under way.
              await told;
            }
          }),
        ),
      ),
    async mayCallHere() {
      const nowMs = Date.now();
      const isSlow =
        slowUntilMs > nowMs || [...underWay.values()].some((begunMs) => nowMs - begunMs > SLOW_MS);
      if (isSlow || !(await exchanged(nowMs))) return false;
      return sumOf(used(nowMs)) < ratePerMinute * SHARE_HERE;
    },
  };
}

function secondOf(ms: number): number {
  return Math.floor(ms / 1_000);
}

function sumOf(calls: readonly SecondOfCalls[]): number {
  return calls.reduce((sum, { calls: ofSecond }) => sum + ofSecond, 0);
}

/** Until the oldest second of the minute has left it. */
function msUntilRoom(calls: readonly SecondOfCalls[], nowMs: number): number {
  const oldest = Math.min(...calls.map(({ second }) => second));
  return Math.max(1, (oldest + MINUTE_S) * 1_000 - nowMs);
}
