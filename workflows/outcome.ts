/**
 * What an activity's failure says about the act: whether it surely did not happen, was refused, or is unknown.
 * Matches types, never message texts. Whatever is not sure is unknown.
 */
import { ApplicationFailure, TemporalFailure, TimeoutFailure, TimeoutType } from '@temporalio/common';
import type { ProviderFault } from '../activities/to-application-failure';
import { callFailure } from './call-failure';
import type { ProviderRefusal } from './operation';

/** `put_off`: it surely did not happen. `retryAfterMs` is null where the provider names no time. */
export type Outcome =
  | { is: 'refused'; provider: ProviderRefusal }
  | { is: 'put_off'; reason: string; retryAfterMs: number | null }
  | { is: 'unknown'; reason: string };

/** Why what was handed to a worker was surely not sent: its beginning was not written down. */
export const NOT_BEGUN = 'not_begun';

/**
 * Whether the call was surely not sent: the worker that had it fell silent, and had not had the engine write down that it
 * begins. Should that worker only have been slow, the engine does not let it begin any more. Only of what the engine hands
 * out are heartbeats awaited; of workers that did not know of such a beginning this must not be asked.
 */
export function isNotBegun(error: unknown): boolean {
  const failure = callFailure(error);
  return (
    failure instanceof TimeoutFailure &&
    failure.timeoutType === TimeoutType.HEARTBEAT &&
    failure.lastHeartbeatDetails === undefined
  );
}

/** `firstSend`: a refusal of a later send says nothing about the first, which may have worked. */
export function outcomeOf(error: unknown, firstSend: boolean): Outcome {
  if (!(error instanceof TemporalFailure)) throw error;
  const cause = callFailure(error);
  if (cause instanceof TimeoutFailure) {
    return cause.timeoutType === TimeoutType.SCHEDULE_TO_START
      ? { is: 'put_off', reason: 'not_started_in_time', retryAfterMs: null }
      : { is: 'unknown', reason: 'worker_lost' };
  }
  const fault = faultOf(error);
  if (!fault) return { is: 'unknown', reason: 'unexpected_error' };
  switch (fault.execution) {
    case 'not_executed':
      return { is: 'put_off', reason: fault.code, retryAfterMs: fault.retryAfterMs };
    case 'refused':
      return firstSend
        ? {
            is: 'refused',
            provider: { status: fault.httpStatus, message: fault.messageKey, fields: fault.fields },
          }
        : { is: 'unknown', reason: fault.code };
    case 'unknown':
      return { is: 'unknown', reason: fault.code };
    default:
      return fault.execution satisfies never;
  }
}

/** The names of src/encryption's errors, as the SDK writes them down: a worker lacked the key of what it was given. */
const UNOPENED = ['KeyMissingError', 'SealBrokenError'];

/** Whether a worker could not even open what it was to do; then it did nothing of it. */
export function isUnopened(error: unknown): boolean {
  const failure = callFailure(error);
  return failure instanceof ApplicationFailure && UNOPENED.includes(failure.type ?? '');
}

/** The provider's fault behind an activity's failure; null if it was something else. */
export function faultOf(error: unknown): ProviderFault | null {
  const failure = callFailure(error);
  if (!(failure instanceof ApplicationFailure)) return null;
  const [fault] = (failure.details ?? []) as [ProviderFault?];
  return fault?.execution ? fault : null;
}
