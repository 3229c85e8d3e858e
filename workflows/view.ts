/**
 * The reservation as every answer shows it, derived from the workflow's state and never stored beside it.
 * Runs in the workflow sandbox: deterministic, no I/O.
 */
import { gravest } from './attention';
import { deadlinesOf } from './deadlines';
import { allowedActions } from './guards';
import { capturedMinor, chargedMinor, refundedMinor, runwayMinor } from './ledger';
import { workflowIdOf } from './messages';
import { type NextTimer, nextTimer } from './next-timer';
import type { Operation } from './operation';
import type { OrderInput, PolicyInput } from './order';
import { type Attention, type LifecycleState, orderMinor, type ReservationState } from './state';

/** Everything a reader may know of one order. */
export interface Reservation {
  orderId: string;
  workflowId: string;
  reservationUuid: string | null;
  state: LifecycleState;
  provider: { status: string; isPaid: boolean } | null;
  checkoutUrl: string | null;
  currency: string;
  amounts: {
    orderMinor: number;
    reservedMinor: number;
    capturedMinor: number;
    chargedMinor: number;
    refundedMinor: number;
    runwayMinor: number;
  };
  deadlines: {
    payBy: string | null;
    captureAt: string | null;
    captureBy: string | null;
    chargeBy: string | null;
  };
  /** What the order's timer does next; null when none is running. */
  timer: NextTimer | null;
  /** The policy as it was sent. */
  policy: PolicyInput;
  attention: AttentionView | null;
  allowedActions: string[];
  operations: ReservationOperation[];
  createdAt: string;
}

/** What waits for a person. */
export type AttentionView = Attention;

/** One operation, from the moment it was asked for until its outcome is known. */
export type ReservationOperation = Pick<
  Operation,
  | 'operationId'
  | 'kind'
  | 'status'
  | 'amountMinor'
  | 'reference'
  | 'requestedBy'
  | 'requestedAt'
  | 'settledAt'
  | 'reason'
>;

export type { TimelineItem } from './state';

/** The reservation as it stands. `now` decides which actions deadlines still allow, and which timer is next. */
export function toReservation(state: ReservationState, now: string): Reservation {
  const { ledger, order } = state;
  return {
    orderId: order.orderId,
    workflowId: workflowIdOf(order.orderId),
    reservationUuid: state.reservationUuid,
    state: state.lifecycle,
    provider: providerView(state),
    checkoutUrl: state.checkoutUrl,
    currency: order.currency,
    amounts: {
      orderMinor: orderMinor(order),
      reservedMinor: ledger.reservedMinor,
      capturedMinor: capturedMinor(ledger),
      chargedMinor: chargedMinor(ledger),
      refundedMinor: refundedMinor(ledger),
      runwayMinor: runwayMinor(ledger),
    },
    deadlines: deadlinesOf(state),
    timer: nextTimer(state, now),
    policy: state.input.policy ?? {},
    attention: gravest(state),
    allowedActions: allowedActions(state, now),
    operations: state.operations.map(toOperation),
    createdAt: state.createdAt,
  };
}

/** An order in the moment before it was admitted: nothing is known but what was asked for. */
export function unadmitted(input: OrderInput): Reservation {
  const nothing = { reservedMinor: 0, capturedMinor: 0, chargedMinor: 0, refundedMinor: 0, runwayMinor: 0 };
  return {
    orderId: input.orderId,
    workflowId: workflowIdOf(input.orderId),
    reservationUuid: null,
    state: 'submitting',
    provider: null,
    checkoutUrl: null,
    currency: input.currency,
    amounts: { orderMinor: orderMinor(input), ...nothing },
    deadlines: { payBy: input.linkExpiresAt ?? null, captureAt: null, captureBy: null, chargeBy: null },
    timer: null,
    policy: input.policy ?? {},
    attention: null,
    allowedActions: [],
    operations: [],
    createdAt: new Date().toISOString(),
  };
}

/** What a reader may know of an operation. */
export function toOperation(operation: Operation): ReservationOperation {
  const { operationId, kind, status, amountMinor, reference } = operation;
  const { requestedBy, requestedAt, settledAt, reason } = operation;
  return { operationId, kind, status, amountMinor, reference, requestedBy, requestedAt, settledAt, reason };
}

function providerView(state: ReservationState): Reservation['provider'] {
  if (state.lastReading) return { status: state.lastReading.status, isPaid: state.lastReading.isPaid };
  return state.reservationUuid === null ? null : { status: 'SENT', isPaid: false };
}
