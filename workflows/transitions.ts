/**
 * The lifecycle as one table: every state against every event, either the next state or a named refusal.
 * Code, tests and the diagram in the documentation read the same table. Pure.
 */
import type { LifecycleState } from './state';

/** What can happen to a reservation. `seen…` is what details showed; the others are outcomes of our own operations. */
export const LIFECYCLE_EVENTS = [
  'submitted',
  'submitRefused',
  'seenSent',
  'seenReserved',
  'seenMoved',
  'seenCompleted',
  'seenCancelled',
  'seenExpired',
  'captured',
  'charged',
  'refunded',
  'cancelled',
  'completed',
  'resent',
] as const;

/** One of the events. */
export type LifecycleEvent = (typeof LIFECYCLE_EVENTS)[number];

/** Why an event does not fit a state. `shows_less`: the provider's answer lags behind what we know. */
export type TransitionRefusal =
  | 'not_submitted'
  | 'already_submitted'
  | 'shows_less'
  | 'not_reserved'
  | 'nothing_moved'
  | 'already_moved'
  | 'already_ended'
  | 'ended_otherwise';

/** The next state, or why there is none. */
export type Transition = { to: LifecycleState } | { refusal: TransitionRefusal };

const to = (state: LifecycleState): Transition => ({ to: state });
const refuse = (refusal: TransitionRefusal): Transition => ({ refusal });

/** Every (state, event) pair, decided. */
export const TRANSITIONS: Record<LifecycleState, Record<LifecycleEvent, Transition>> = {
  submitting: {
    submitted: to('awaitingPayment'),
    submitRefused: to('failed'),
    seenSent: to('awaitingPayment'),
    seenReserved: to('reserved'),
    seenMoved: to('captured'),
    seenCompleted: to('completed'),
    seenCancelled: to('cancelled'),
    seenExpired: to('expired'),
    captured: refuse('not_submitted'),
    charged: refuse('not_submitted'),
    refunded: refuse('not_submitted'),
    cancelled: refuse('not_submitted'),
    completed: refuse('not_submitted'),
    resent: refuse('not_submitted'),
  },
  awaitingPayment: {
    submitted: refuse('already_submitted'),
    submitRefused: refuse('already_submitted'),
    seenSent: to('awaitingPayment'),
    seenReserved: to('reserved'),
    seenMoved: to('captured'),
    seenCompleted: to('completed'),
    seenCancelled: to('cancelled'),
    seenExpired: to('expired'),
    captured: refuse('not_reserved'),
    charged: refuse('not_reserved'),
    refunded: refuse('nothing_moved'),
    cancelled: to('cancelled'),
    completed: refuse('nothing_moved'),
    resent: to('awaitingPayment'),
  },
  reserved: {
    submitted: refuse('already_submitted'),
    submitRefused: refuse('already_submitted'),
    seenSent: refuse('shows_less'),
    seenReserved: to('reserved'),
    seenMoved: to('captured'),
    seenCompleted: to('completed'),
    seenCancelled: to('cancelled'),
    seenExpired: to('expired'),
    captured: to('captured'),
    charged: to('captured'),
    refunded: refuse('nothing_moved'),
    cancelled: to('cancelled'),
    completed: refuse('nothing_moved'),
    resent: to('reserved'),
  },
  captured: {
    submitted: refuse('already_submitted'),
    submitRefused: refuse('already_submitted'),
    seenSent: refuse('shows_less'),
    seenReserved: refuse('shows_less'),
    seenMoved: to('captured'),
    seenCompleted: to('completed'),
    seenCancelled: refuse('already_moved'),
    seenExpired: refuse('already_moved'),
    captured: to('captured'),
    charged: to('captured'),
    refunded: to('captured'),
    cancelled: refuse('already_moved'),
    completed: to('completed'),
    resent: to('captured'),
  },
  completed: {
    submitted: refuse('already_submitted'),
    submitRefused: refuse('already_submitted'),
    seenSent: refuse('shows_less'),
    seenReserved: refuse('shows_less'),
    seenMoved: refuse('shows_less'),
    seenCompleted: to('completed'),
    seenCancelled: refuse('ended_otherwise'),
    seenExpired: refuse('ended_otherwise'),
    captured: refuse('already_ended'),
    charged: refuse('already_ended'),
    refunded: to('completed'),
    cancelled: refuse('already_ended'),
    completed: refuse('already_ended'),
    resent: refuse('already_ended'),
  },
  cancelled: {
    submitted: refuse('already_submitted'),
    submitRefused: refuse('already_submitted'),
    seenSent: refuse('shows_less'),
    seenReserved: refuse('shows_less'),
    seenMoved: refuse('ended_otherwise'),
    seenCompleted: refuse('ended_otherwise'),
    seenCancelled: to('cancelled'),
    seenExpired: refuse('ended_otherwise'),
    captured: refuse('already_ended'),
    charged: refuse('already_ended'),
    refunded: refuse('already_ended'),
    cancelled: refuse('already_ended'),
    completed: refuse('already_ended'),
    resent: refuse('already_ended'),
  },
  expired: {
    submitted: refuse('already_submitted'),
    submitRefused: refuse('already_submitted'),
    seenSent: refuse('shows_less'),
    seenReserved: refuse('ended_otherwise'),
    seenMoved: refuse('ended_otherwise'),
    seenCompleted: refuse('ended_otherwise'),
    seenCancelled: to('expired'),
    seenExpired: to('expired'),
    captured: refuse('already_ended'),
    charged: refuse('already_ended'),
    refunded: refuse('already_ended'),
    cancelled: refuse('already_ended'),
    completed: refuse('already_ended'),
    resent: refuse('already_ended'),
  },
  failed: {
    submitted: refuse('already_ended'),
    submitRefused: to('failed'),
    seenSent: refuse('already_ended'),
    seenReserved: refuse('already_ended'),
    seenMoved: refuse('already_ended'),
    seenCompleted: refuse('already_ended'),
    seenCancelled: refuse('already_ended'),
    seenExpired: refuse('already_ended'),
    captured: refuse('already_ended'),
    charged: refuse('already_ended'),
    refunded: refuse('already_ended'),
    cancelled: refuse('already_ended'),
    completed: refuse('already_ended'),
    resent: refuse('already_ended'),
  },
};

/** The states in which a hold may stand, with something left to capture. */
export const HELD: ReadonlySet<LifecycleState> = new Set(['reserved', 'captured']);

/** The states in which a reservation is over at the provider. */
export const ENDED: ReadonlySet<LifecycleState> = new Set(['completed', 'cancelled', 'expired', 'failed']);
