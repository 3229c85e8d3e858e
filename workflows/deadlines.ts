/**
 * The deadlines of one order: policy and facts in, absolute instants out. Pure; `now` is no part of it.
 */
import { earliest, plusMs } from './instants';
import type { Policy } from './order';
import type { ReservationState } from './state';

/** Source: Front Payment, "Charge Reservation": 90 days unless `chargeValidity` says otherwise. */
const DEFAULT_CHARGE_VALIDITY_MS = 90 * 24 * 60 * 60 * 1000;

/**
 * How often the books are read without a hint: of an unpaid order, in case callback and history row were both lost,
 * and of what waits for a person, in case it solves itself.
 */
export const SLOW_POLL_MS = 60 * 60 * 1000;

/** Absolute instants, ISO 8601 in UTC. */
export interface Deadlines {
  /** When the payment link ends. */
  payBy: string;
  /** When the timer acts. Null until the hold was made. */
  captureAt: string | null;
  /** The capture deadline: when the hold ends. */
  captureBy: string | null;
  /** When charges are no longer allowed. */
  chargeBy: string | null;
}

/** Derived whenever they are needed, never stored. */
export function deadlinesOf(state: Pick<ReservationState, 'order' | 'reservedAt' | 'plan'>): Deadlines {
  const { policy, linkExpiresAt } = state.order;
  if (state.reservedAt === null) {
    return { payBy: linkExpiresAt, captureAt: null, captureBy: null, chargeBy: null };
  }
  const captureBy = plusMs(state.reservedAt, policy.captureWindowMs);
  return {
    payBy: linkExpiresAt,
    captureAt: earliest(timerAt(policy, state.reservedAt, captureBy), state.plan?.captureAt ?? null),
    captureBy,
    chargeBy: plusMs(state.reservedAt, policy.chargeValidityMs ?? DEFAULT_CHARGE_VALIDITY_MS),
  };
}

/** When the order's own policy has its timer act, whatever else is due; null until the hold was made. */
export function timerAtOf({
  order,
  reservedAt,
}: Pick<ReservationState, 'order' | 'reservedAt'>): string | null {
  if (reservedAt === null) return null;
  return timerAt(order.policy, reservedAt, plusMs(reservedAt, order.policy.captureWindowMs));
}

function timerAt(policy: Policy, reservedAt: string, captureBy: string): string {
  const latest = plusMs(captureBy, -policy.safetyMarginMs);
  switch (policy.captureAt) {
    case 'deadline':
      return latest;
    case 'reserved':
      return reservedAt;
    default:
      return earliest(policy.captureAt, latest) ?? latest;
  }
}

/**
 * From when on a capture that still waits to be sent may come too late: what is left then just holds one send and the
 * readings of an ambiguous answer. Not before the timer itself. Null until the hold was made.
 */
export function riskAtOf(
  state: Pick<ReservationState, 'order' | 'reservedAt' | 'plan' | 'settings'>,
): string | null {
  const { captureAt, captureBy } = deadlinesOf(state);
  if (captureAt === null || captureBy === null) return null;
  const { verifyScheduleMs, providerTimeoutMs } = state.settings;
  const riskAt = plusMs(captureBy, -(settlingMs(verifyScheduleMs) + providerTimeoutMs));
  return riskAt > captureAt ? riskAt : captureAt;
}

/**
 * How long one money operation may take until its outcome is known: the readings of the verification schedule.
 * A safety margin below it cannot hold an ambiguous answer; the timeline says so.
 */
export function settlingMs(verifyScheduleMs: readonly number[]): number {
  return verifyScheduleMs.reduce((sum, gap) => sum + gap, 0);
}
