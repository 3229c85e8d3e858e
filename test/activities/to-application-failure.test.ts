/** The provider's errors as they cross to the workflow: a written type, plain facts, retried only where it helps. */
import { describe, expect, it } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { readFailure, sendFailure } from '../../activities/to-application-failure';
import {
  ConnectionLostError,
  type FrontPaymentError,
  InvalidRequestError,
  NotConnectedError,
  ProviderFailedError,
  RateLimitedError,
  RefusedError,
  TimedOutError,
  UnauthorizedError,
  UnreadableAnswerError,
} from '../../src/front-payment';

const FACTS = {
  call: 'capture',
  httpStatus: 400,
  messageKey: 'paymentCaptureDeadlineExceed',
  fieldMessages: ['a'],
} as const;
const NO_ANSWER = { call: 'capture', httpStatus: null, messageKey: null, fieldMessages: [] } as const;

/** Error, its execution, and whether reading it again may help. */
const ERRORS: [FrontPaymentError, string, boolean][] = [
  [new RefusedError(FACTS, 'capture_deadline_passed'), 'refused', false],
  [new InvalidRequestError('capture', [{ path: 'lines', message: 'is missing' }]), 'refused', false],
  [new UnauthorizedError({ ...FACTS, httpStatus: 401 }), 'not_executed', false],
  [new RateLimitedError({ ...FACTS, httpStatus: 429 }, 9_000), 'not_executed', true],
  [new NotConnectedError(NO_ANSWER), 'not_executed', true],
  [new TimedOutError(NO_ANSWER), 'unknown', true],
  [new ConnectionLostError(NO_ANSWER), 'unknown', true],
  [new ProviderFailedError({ ...FACTS, httpStatus: 510 }), 'unknown', true],
  [new UnreadableAnswerError({ ...FACTS, httpStatus: 202 }), 'unknown', true],
];
const rows = ERRORS.map(([error, execution, retried]) => ({ name: error.name, error, execution, retried }));

function failure(thrown: unknown): ApplicationFailure {
  if (thrown instanceof ApplicationFailure) return thrown;
  throw new Error('It is no ApplicationFailure.');
}

describe('a failed send', () => {
  it.each(rows)(
    'crosses as $execution with its facts, and is never retried by the engine: $name',
    ({ error, execution }) => {
      const { type, nonRetryable, nextRetryDelay, details, message } = failure(sendFailure(error));
      expect({ type, nonRetryable, nextRetryDelay }).toEqual({
        type: `provider_${execution}`,
        nonRetryable: true,
        nextRetryDelay: undefined,
      });
      expect(message).toBe(error.message);
      expect(details).toEqual([
        {
          execution,
          code: error.code,
          httpStatus: error.httpStatus,
          messageKey: error.messageKey,
          fields: [...error.fieldMessages],
          retryAfterMs: error.retryAfterMs,
        },
      ]);
    },
  );
});

describe('a failed reading', () => {
  it.each(rows)('is retried where that may help: $name, $retried', ({ error, retried }) => {
    expect(failure(readFailure(error)).nonRetryable).toBe(!retried);
  });

  it('waits as long as a 429 says', () => {
    const { nextRetryDelay } = failure(
      readFailure(new RateLimitedError({ ...FACTS, httpStatus: 429 }, 9_000)),
    );
    expect(nextRetryDelay).toBe(9_000);
  });
});

describe('an error of no kind we know', () => {
  it('is passed on as it is', () => {
    const bug = new TypeError('undefined is not a function');
    expect([sendFailure(bug), readFailure(bug)]).toEqual([bug, bug]);
  });
});
