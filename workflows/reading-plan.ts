/**
 * When the books are read next without anybody having hinted at anything. Pure but for the state.
 */
import { deadlinesOf, SLOW_POLL_MS } from './deadlines';
import { earliest, hasCome, plusMs } from './instants';
import type { Comparison } from './ledger';
import type { OperationKind } from './operation';
import { followRefunds } from './pending-refunds';
import type { Reading } from './reading';
import { beganUnder } from './rules';
import type { ReservationState } from './state';

/** How a reading that was taken over stands to what we know of refunds: pending ones may still come. */
export type Agreement = 'agrees' | 'pending' | 'differs';

/** After a reading that was taken over. */
export function planReading(
  state: ReservationState,
  reading: Reading,
  { refundsBehind }: Pick<Comparison, 'refundsBehind'>,
  now: string,
): Agreement {
  if (refundsBehind) {
    const isDue = state.rereads === 0 || state.readAt === null || hasCome(state.readAt, now);
    return isDue && !followRefunds(state, reading, now) ? 'differs' : 'pending';
  }
  state.rejectionHinted = false;
  state.rereads = isPastPayment(state, now) ? state.rereads + 1 : 0;
  state.readAt = nextReading(state, now);
  return 'agrees';
}

/**
 * Slowly while unpaid, once at the link's end, and past it by the schedule until the provider says how it ended. Not at
 * all once the hold waits for its timer, unless the provider keeps from us what we need.
 */
export function nextReading(state: ReservationState, now: string): string | null {
  switch (state.lifecycle) {
    case 'awaitingPayment':
      if (!isPastPayment(state, now)) return earliest(plusMs(now, SLOW_POLL_MS), state.order.linkExpiresAt);
      return plusMs(now, state.settings.verifyScheduleMs[state.rereads - 1] ?? SLOW_POLL_MS);
    case 'reserved':
    case 'captured':
      if (lacksProducts(state, now))
        return plusMs(now, state.settings.verifyScheduleMs.at(-1) ?? SLOW_POLL_MS);
      return state.timersHalted || lacksReference(state) || isDoubted(state, now)
        ? plusMs(now, SLOW_POLL_MS)
        : null;
    case 'completed':
      return isDoubted(state, now) ? plusMs(now, SLOW_POLL_MS) : null;
    case 'submitting':
    case 'cancelled':
    case 'expired':
    case 'failed':
      return null;
    default:
      return state.lifecycle satisfies never;
  }
}

/** Books that show nothing so long after a person has said that nothing happened will not show it any more. */
const DOUBTED_FOR_MS = 24 * 60 * 60 * 1000;

const TAKES_OR_GIVES: readonly OperationKind[] = ['capture', 'charge', 'refund'];

/** A person has said of what may have taken or given back money that it did not: should the books show it, that is found. */
function isDoubted(state: ReservationState, now: string): boolean {
  return (
    beganUnder(5, state) &&
    state.operations.some(
      ({ kind, reason, ambiguousSends, settledAt }) =>
        TAKES_OR_GIVES.includes(kind) &&
        reason === 'resolved_refused' &&
        ambiguousSends > 0 &&
        !hasCome(plusMs(settledAt ?? now, DOUBTED_FOR_MS), now),
    )
  );
}

/** The capture timer is due and has no product ids to name. */
function lacksProducts(state: ReservationState, now: string): boolean {
  const { order, lastReading } = state;
  return (
    hasCome(deadlinesOf(state).captureAt, now) && (lastReading?.products.length ?? 0) < order.lines.length
  );
}

/** A capture or charge of which only the total was shown cannot be refunded: nobody knows its name. */
function lacksReference({ ledger }: ReservationState): boolean {
  return [...ledger.captures, ...ledger.charges].some(({ reference }) => reference === null);
}

function isPastPayment(state: ReservationState, now: string): boolean {
  return state.lifecycle === 'awaitingPayment' && hasCome(state.order.linkExpiresAt, now);
}
