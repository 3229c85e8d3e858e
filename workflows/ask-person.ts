/**
 * An outcome that nobody here can find out is given to a person: what was sent, what the books showed before and since,
 * what was searched for, and what each of the two answers would do. Pure but for the state.
 */
import { raise } from './attention';
import { deadlinesOf, SLOW_POLL_MS } from './deadlines';
import { plusMs } from './instants';
import { capturedMinor, chargedMinor, refundedMinor, runwayMinor } from './ledger';
import type { Evidence, Operation, OperationKind } from './operation';
import type { Reading } from './reading';
import type { ReservationState } from './state';

/** What a person finds beside an unknown operation. */
export interface UnsettledEvidence {
  sent: {
    /** The last send; null if a doubt came up after the answer. */
    at: string | null;
    /** How often it was sent without our learning what came of it. */
    times: number;
    amountMinor: number | null;
    /** Why the outcome is unknown. */
    reason: string | null;
  };
  /** What the books showed before it was sent. */
  baseline: Reading | null;
  /** The looks since the last send, oldest first. */
  readings: Evidence[];
  /** What was looked for in the provider's books, and where. */
  search: { for: string; in: string };
  answers: Record<'executed' | 'refused', AnswerEffect>;
}

/** What one answer would do. Nothing is sent for either. */
export interface AnswerEffect {
  does: string;
  /** As they would stand after it. */
  amounts: { capturedMinor: number; chargedMinor: number; refundedMinor: number; runwayMinor: number };
}

/** The readings have run out, or the provider took back its word: a person decides, through `resolve`. */
export function askPerson(state: ReservationState, operation: Operation, now: string): void {
  operation.dueAt = plusMs(now, SLOW_POLL_MS);
  raise(
    state,
    {
      code: 'operation_unsettled',
      operationId: operation.operationId,
      message: `${whyAsked(operation)} Look the reservation up in the provider’s dashboard, then resolve the operation as executed or refused.`,
      evidence: evidenceFor(state, operation),
    },
    now,
  );
}

function whyAsked({ kind, reason, ambiguousSends }: Operation): string {
  switch (reason) {
    case 'refund_rejected':
      return (
        'The provider had accepted this refund, its books do not show it, and its history says that a refund of this ' +
        'reservation was rejected. It does not count any more.'
      );
    case 'refund_not_shown':
      return 'The provider had accepted this refund, and its books have not shown it for a day. It does not count any more.';
    default:
      return (
        `Whether this ${kind} was executed is not known: the answer was ambiguous and the provider's books have not ` +
        `shown it. ${ambiguousSends > 1 ? `It was sent ${ambiguousSends} times, and will not be sent again.` : 'It was not sent again.'}`
      );
  }
}

/** Also beside another attention that an unknown operation causes. */
export function evidenceFor(state: ReservationState, operation: Operation): UnsettledEvidence {
  const { sentAt, ambiguousSends, amountMinor, reason, intent, readings } = operation;
  const words = answersFor(state, operation);
  return {
    sent: { at: sentAt, times: ambiguousSends, amountMinor, reason },
    baseline: intent?.baseline ?? null,
    readings,
    search: searchFor(state, operation),
    answers: {
      executed: { does: words.executed, amounts: amountsAfter(state, operation.kind, amountMinor ?? 0) },
      refused: { does: words.refused, amounts: amountsAfter(state, operation.kind, 0) },
    },
  };
}

function amountsAfter(
  { ledger }: ReservationState,
  kind: OperationKind,
  amountMinor: number,
): AnswerEffect['amounts'] {
  const more = (of: OperationKind): number => (kind === of ? amountMinor : 0);
  return {
    capturedMinor: capturedMinor(ledger) + more('capture'),
    chargedMinor: chargedMinor(ledger) + more('charge'),
    refundedMinor: refundedMinor(ledger) + more('refund'),
    runwayMinor: Math.max(0, runwayMinor(ledger) - more('capture')),
  };
}

function searchFor(state: ReservationState, operation: Operation): UnsettledEvidence['search'] {
  switch (operation.kind) {
    case 'capture':
    case 'charge':
      return { for: `[op:${operation.operationId}]`, in: `the text of each ${operation.kind} in details` };
    case 'refund':
      return { for: 'a refund of exactly this amount more', in: `${operation.reference} in details` };
    case 'cancel':
      return { for: 'CANCELLED', in: 'the status in details' };
    case 'complete':
      return { for: 'COMPLETED', in: 'the status in details' };
    case 'submit':
      return { for: state.order.orderId, in: 'the references of the reservations that history names' };
    case 'resend':
      return { for: 'order-resent', in: 'the history of the reservation' };
    default:
      return operation.kind satisfies never;
  }
}

/** What each answer does, said beforehand so that nobody has to guess. Nothing is sent for either of them. */
function answersFor(state: ReservationState, { kind }: Operation): Record<'executed' | 'refused', string> {
  const { captureAt } = deadlinesOf(state);
  const counted =
    'It counts with its amount. Nothing is sent. The books are read until they show it, and until then no timer ' +
    'completes the order.';
  const notDone = 'It counts as not done, and its amount can be asked for again under a new key.';
  switch (kind) {
    case 'capture':
      return {
        executed: counted,
        refused: `${notDone} The hold stays, and the capture timer${captureAt ? ` of ${captureAt}` : ''} acts as the policy says.`,
      };
    case 'charge':
    case 'refund':
      return { executed: counted, refused: notDone };
    case 'cancel':
      return {
        executed: 'The order ends as cancelled. Nothing is sent; the books are read until they agree.',
        refused: 'The order stands, with its hold if it has one. Commands and timers go on.',
      };
    case 'complete':
      return {
        executed: 'The order ends as completed. Nothing is sent; the books are read until they agree.',
        refused: 'The order stands. Commands and timers go on, and the policy may complete it again.',
      };
    case 'submit':
      return {
        executed:
          'The reservation whose RES… your evidence names is read, and taken over if it is this order’s.',
        refused:
          'The order fails, and may be placed anew. A reservation of it that turns up later is released.',
      };
    case 'resend':
      return { executed: 'The link counts as sent.', refused: 'The link counts as not sent.' };
    default:
      return kind satisfies never;
  }
}
