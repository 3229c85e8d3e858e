/**
 * The state an admitted order begins with, and how operations enter it. Pure.
 */
import { plusMs } from './instants';
import { emptyLedger } from './ledger';
import type { CommandBodies, CommandKind, RefundBody } from './messages';
import type { Operation, OperationKind } from './operation';
import type { Order, OrderInput } from './order';
import type { ReservationState, TimelineItem, WorkflowSettings } from './state';
import { note } from './timeline';

/** A fresh order, with its submit asked for. `attempts` and `earlier` are those of a life before it that had failed. */
export function newState(
  fresh: {
    input: OrderInput;
    order: Order;
    settings: WorkflowSettings;
    attempts: number;
    earlier?: TimelineItem[];
  },
  now: string,
): ReservationState {
  const { input, order, settings, attempts, earlier = [] } = fresh;
  const state: ReservationState = {
    input,
    order,
    settings,
    createdAt: now,
    lifecycle: 'submitting',
    reservationUuid: null,
    checkoutUrl: null,
    reservedAt: null,
    plan: null,
    lastReading: null,
    ledger: emptyLedger(),
    operations: [],
    resolutions: [],
    reminders: remindersOf(order, now),
    hints: [],
    examined: [],
    strays: [],
    attentions: [],
    timeline: [...earlier],
    dirty: false,
    rereads: 0,
    rejectionHinted: false,
    readAt: null,
    timersHalted: false,
    attempts,
    placed: false,
    nextId: Number(earlier.at(-1)?.id ?? 0) + 1,
  };
  note(state, now, 'order_placed', 'booking', {});
  // A word on the submit of a life before must not be taken for this one's.
  const operationId = `submit-${attempts + 1}`;
  addOperation(state, { kind: 'submit', body: null, requestedBy: 'booking', operationId }, now);
  return state;
}

/** Puts an operation in the queue, under the given id or one of its own. */
export function addOperation(
  state: ReservationState,
  asked: {
    kind: OperationKind;
    body: CommandBodies[CommandKind] | null;
    requestedBy: string;
    operationId?: string | undefined;
  },
  now: string,
): Operation {
  const { kind, body, requestedBy } = asked;
  const operation: Operation = {
    operationId: asked.operationId ?? freshId(state, kind),
    kind,
    status: 'pending',
    amountMinor: null,
    reference: kind === 'refund' ? (body as RefundBody).reference : null,
    requestedBy,
    requestedAt: now,
    settledAt: null,
    reason: null,
    provider: null,
    body,
    ambiguousSends: 0,
    sentAt: null,
    dueAt: null,
    intent: null,
    readings: [],
    putOff: 0,
  };
  state.operations.push(operation);
  if (kind !== 'submit')
    note(state, now, `${kind}_asked`, requestedBy, { operationId: operation.operationId });
  return operation;
}

/** A marker in the provider's books must name one operation: a caller may have taken the next number for its own. */
function freshId(state: ReservationState, kind: OperationKind): string {
  const taken = new Set(state.operations.map(({ operationId }) => operationId));
  let number = state.operations.length + 1;
  while (taken.has(`${kind}-${number}`)) number += 1;
  return `${kind}-${number}`;
}

/** Earliest first; what would have been sent before the order was placed is left out. */
function remindersOf(order: Order, now: string): string[] {
  return order.policy.remindBeforeMs
    .map((ms) => plusMs(order.linkExpiresAt, -ms))
    .filter((instant) => instant > now)
    .sort();
}
