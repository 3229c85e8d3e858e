/** Failed activities as the workflow meets them: the SDK's own classes, built as the engine builds them. */
import {
  ActivityFailure,
  ApplicationFailure,
  RetryState,
  TimeoutFailure,
  type TimeoutType,
} from '@temporalio/common';
import type { ProviderFault } from '../../activities/to-application-failure';

/** The activity's end as a workflow catches it. */
export function activityFailure(cause: Error | undefined): ActivityFailure {
  return new ActivityFailure(
    'Activity task failed',
    'capture',
    '1',
    RetryState.MAXIMUM_ATTEMPTS_REACHED,
    'worker',
    cause,
  );
}

/** A provider call that failed, as the activities let it cross. */
export function providerFailure(
  fault: Partial<ProviderFault> & Pick<ProviderFault, 'execution'>,
): ActivityFailure {
  const whole = {
    code: 'some_code',
    httpStatus: null,
    messageKey: null,
    fields: [],
    retryAfterMs: null,
    ...fault,
  };
  return activityFailure(
    ApplicationFailure.create({
      type: `provider_${fault.execution}`,
      message: 'It failed.',
      details: [whole],
    }),
  );
}

/** An activity whose time ran out, and what its last heartbeat carried. */
export function timeoutFailure(timeoutType: TimeoutType, heartbeat?: string): ActivityFailure {
  return activityFailure(new TimeoutFailure('Activity task timed out', heartbeat, timeoutType));
}
