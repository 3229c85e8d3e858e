/**
 * The only place that knows both the provider's errors and Temporal's: what a failed call says about its execution
 * crosses to the workflow as a written type and a plain detail, without anything personal.
 */
import { ApplicationFailure } from '@temporalio/common';
import { type Execution, FrontPaymentError } from '../src/front-payment';
import { NOT_BEGUN } from '../workflows/outcome';
import { TASK_LOST } from '../workflows/settle';
import type { Ended } from './ended-at';

/** The first detail of a failed provider call. */
export interface ProviderFault extends Ended {
  execution: Execution;
  code: string;
  httpStatus: number | null;
  messageKey: string | null;
  fields: string[];
  retryAfterMs: number | null;
}

/** A call that was not made, because it would have come too late. */
export function notStartedInTime(): ApplicationFailure {
  return notMade(
    { execution: 'not_executed', code: 'not_started_in_time' },
    'The capture deadline had come before this capture could be sent. It was not sent.',
  );
}

/** A call whose beginning the engine did not write down. */
export function notBegun(): ApplicationFailure {
  return notMade(
    { execution: 'not_executed', code: NOT_BEGUN },
    'The engine did not write down that this call begins, so it was not made. It is asked for again.',
  );
}

/** A call of a worker that was silent for too long. The workflow knows already that it was not made, and hears no more of it. */
export function takenForLost(): ApplicationFailure {
  return notMade(
    { execution: 'not_executed', code: NOT_BEGUN },
    'The engine had given this worker up as lost before it made the call. It was not made.',
  );
}

/** A call that a task which was lost may have made before this one: not made, and to be looked for. */
export function sentBeforePerhaps(): ApplicationFailure {
  return notMade(
    { execution: 'unknown', code: TASK_LOST },
    'A workflow task was lost that may have made this call. It was not made again; it is looked for in the provider’s books first.',
  );
}

/** Nothing was called now, so the provider has said nothing. */
function notMade(known: Pick<ProviderFault, 'execution' | 'code'>, message: string): ApplicationFailure {
  const fault: ProviderFault = {
    ...known,
    httpStatus: null,
    messageKey: null,
    fields: [],
    retryAfterMs: null,
  };
  return ApplicationFailure.create({
    type: `provider_${known.execution}`,
    message,
    nonRetryable: true,
    details: [fault],
  });
}

/** A failed send is never retried by the engine: a repeat is the workflow's decision. */
export function sendFailure(error: unknown, endedAt?: string): unknown {
  return error instanceof FrontPaymentError ? failureOf(error, { nonRetryable: true, endedAt }) : error;
}

/** A failed reading is retried, a 429 as told; not one that will not get better by it. */
export function readFailure(error: unknown, endedAt?: string): unknown {
  if (!(error instanceof FrontPaymentError)) return error;
  const hopeless = error.execution === 'refused' || error.code === 'unauthorized';
  return failureOf(error, { nonRetryable: hopeless, endedAt });
}

function failureOf(
  error: FrontPaymentError,
  { nonRetryable, endedAt }: { nonRetryable: boolean; endedAt: string | undefined },
): ApplicationFailure {
  const { execution, code, httpStatus, messageKey, fieldMessages, retryAfterMs } = error;
  const fault: ProviderFault = {
    execution,
    code,
    httpStatus,
    messageKey,
    fields: [...fieldMessages],
    retryAfterMs,
    ...(endedAt !== undefined && { endedAt }),
  };
  return ApplicationFailure.create({
    type: `provider_${execution}`,
    message: error.message,
    nonRetryable,
    details: [fault],
    ...(retryAfterMs !== null && !nonRetryable && { nextRetryDelay: retryAfterMs }),
  });
}
