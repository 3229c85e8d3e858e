/**
 * Turns a refusal into the failure that crosses to the caller: the name as its type, the facts as its first detail.
 */
import { ApplicationFailure } from '@temporalio/common';
import type { Operation, Resolution } from './operation';
import type { RefusalDetail, RefusalName } from './refusals';
import type { ReservationState } from './state';
import { toOperation, toReservation } from './view';

/** A refusal by name, with what the order's state allows instead. */
export function refusal(name: RefusalName, message: string, detail: RefusalDetail = {}): ApplicationFailure {
  return ApplicationFailure.create({ type: name, message, nonRetryable: true, details: [detail] });
}

/** What the state forbids. */
export function stateRefusal(
  state: ReservationState,
  name: RefusalName,
  now: string,
  operation?: Operation,
): ApplicationFailure {
  const { state: lifecycle, allowedActions, attention } = toReservation(state, now);
  const allowed = allowedActions.length > 0 ? allowedActions.join(', ') : 'nothing';
  return refusal(
    name,
    `Refused: ${name}. The order is ${lifecycle}; this moment allows: ${allowed}. Nothing was sent.`,
    {
      state: lifecycle,
      allowedActions,
      ...(attention && { attention }),
      ...(operation && { operation: toOperation(operation) }),
    },
  );
}

/** How an operation that is settled as refused is told, also to whoever asks for it again. */
export function operationRefusal(
  state: ReservationState,
  operation: Operation,
  now: string,
): ApplicationFailure {
  if (operation.provider) return providerRefusal(state, operation, now);
  // Whoever settles an operation as refused gives one of these names as its reason.
  const name = (operation.reason ?? 'provider_refused') as RefusalName;
  if (name !== 'resolved_refused' && name !== 'resend_not_seen')
    return stateRefusal(state, name, now, operation);
  const { state: lifecycle, allowedActions } = toReservation(state, now);
  return refusal(name, SENT_BUT_REFUSED[name](operation.kind), {
    state: lifecycle,
    allowedActions,
    operation: toOperation(operation),
  });
}

/** These were sent: "nothing was sent" would be untrue of them. */
const SENT_BUT_REFUSED = {
  resolved_refused: (kind: string) =>
    `The answer to this ${kind} was ambiguous, and a person has resolved it as refused: it was not done. To have it ` +
    'done, ask again under a new key.',
  resend_not_seen: () =>
    'The answer to this resend was ambiguous, and the provider’s history does not show it. The link may not have been ' +
    'sent. To send it once more, ask again under a new key.',
};

/** What the provider refused. */
function providerRefusal(state: ReservationState, operation: Operation, now: string): ApplicationFailure {
  const { state: lifecycle, allowedActions } = toReservation(state, now);
  const { status = null, message = null, fields = [] } = operation.provider ?? {};
  return refusal(
    'provider_refused',
    status === null
      ? `This ${operation.kind} was not sent, for the provider would refuse it: ${fields.join('; ')}. It was not done.`
      : `The provider refused this ${operation.kind} (${status}, ${message ?? 'no message'}). It was not done.`,
    {
      state: lifecycle,
      allowedActions,
      operation: toOperation(operation),
      provider: { status, message, fields },
    },
  );
}

/** A person's word that the provider's books rule out. */
export function contradiction(
  state: ReservationState,
  operation: Operation,
  resolution: Resolution,
  now: string,
): ApplicationFailure {
  const { state: lifecycle, allowedActions } = toReservation(state, now);
  return refusal(
    'resolve_contradicted',
    `The provider's books contradict that this ${operation.kind} was ${resolution.outcome}. Nothing was changed; see the evidence.`,
    { state: lifecycle, allowedActions, operation: toOperation(operation), evidence: resolution.shown },
  );
}
