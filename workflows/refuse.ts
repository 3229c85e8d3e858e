/**
 * Turns a refusal into the failure that crosses to the caller: the name as its type, the facts as its first detail.
 */
import { ApplicationFailure } from '@temporalio/common';
import type { RefusalDetail, RefusalName } from './refusals';
import type { Operation, ReservationState, Resolution } from './state';
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

/** What the provider refused. */
export function providerRefusal(
  state: ReservationState,
  operation: Operation,
  now: string,
): ApplicationFailure {
  const { state: lifecycle, allowedActions } = toReservation(state, now);
  const { status = null, message = null, fields = [] } = operation.provider ?? {};
  return refusal(
    'provider_refused',
    `The provider refused this ${operation.kind} (${status ?? 'no status'}, ${message ?? 'no message'}). It was not done.`,
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
