/**
 * What a timer found in its way, told to a person.
 */
import { evidenceFor } from './ask-person';
import { clear, raise } from './attention';
import { deadlinesOf } from './deadlines';
import { unsettledOperation } from './guards';
import type { Warning } from './next-step';
import type { ReservationState } from './state';

const MESSAGES: Record<Warning, string> = {
  capture_at_risk:
    'The capture timer is due, but it cannot act: an operation’s outcome is unknown, the provider’s products are, or it ' +
    'takes no calls from us. Nothing was sent. Resolve the operation, or capture in the provider’s dashboard, before the ' +
    'capture deadline, or the hold ends uncaptured.',
  capture_deadline_missed:
    'The capture deadline has gone by with runway left. Nothing was sent after it. Charge the card ' +
    'if you may; then complete, or cancel if nothing was captured or charged.',
  timer_operation_refused:
    'What the timer asked for was refused, and the provider’s books do not say why. The timer sends nothing more. Look ' +
    'at the refusal in the operations, then capture, complete or cancel by hand.',
};

/** Raises the attention of this name, with the deadlines and the operation in the way as its evidence. */
export function warn(state: ReservationState, code: Warning, now: string): void {
  // What was in danger is lost now.
  if (code === 'capture_deadline_missed') clear(state, now, 'deadline_missed', 'capture_at_risk');
  const unsettled = unsettledOperation(state);
  const operation = unsettled ?? state.operations.findLast(({ status }) => status === 'refused');
  raise(
    state,
    {
      code,
      operationId: code === 'capture_deadline_missed' ? null : (operation?.operationId ?? null),
      message: MESSAGES[code],
      evidence: {
        // It is shown in place of the unknown operation's own attention, and asks for the same answer.
        ...(unsettled && evidenceFor(state, unsettled)),
        deadlines: deadlinesOf(state),
        lastReading: state.lastReading,
        operation: operation
          ? { kind: operation.kind, status: operation.status, reason: operation.reason }
          : null,
        provider: operation?.provider ?? null,
      },
    },
    now,
  );
}
