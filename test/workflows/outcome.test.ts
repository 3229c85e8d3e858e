/** Every way in which a send can fail, and what each says about the act. Whatever is not sure is unknown. */
import { describe, expect, it } from '@jest/globals';
import { ApplicationFailure, CancelledFailure, TimeoutType } from '@temporalio/common';
import { faultOf, isNotBegun, outcomeOf } from '../../workflows/outcome';
import { activityFailure, providerFailure, timeoutFailure } from './failures';

describe('the outcome of a failed send', () => {
  it.each(['not_connected', 'unauthorized'])('is put off where it surely did not happen: %s', (code) => {
    const failure = providerFailure({ execution: 'not_executed', code });
    expect(outcomeOf(failure, true)).toEqual({ is: 'put_off', reason: code, retryAfterMs: null });
    expect(outcomeOf(failure, false)).toEqual({ is: 'put_off', reason: code, retryAfterMs: null });
  });

  it('is put off for as long as a 429 says', () => {
    const failure = providerFailure({
      execution: 'not_executed',
      code: 'rate_limited',
      retryAfterMs: 17_000,
    });
    expect(outcomeOf(failure, true)).toEqual({ is: 'put_off', reason: 'rate_limited', retryAfterMs: 17_000 });
  });

  it.each([400, 403, 404, 417])(
    'is refused by a documented %i on the first send, in the provider’s own words',
    (httpStatus) => {
      const fields = ['The note field is required.'];
      const failure = providerFailure({
        execution: 'refused',
        code: 'forbidden',
        httpStatus,
        messageKey: 'no',
        fields,
      });
      expect(outcomeOf(failure, true)).toEqual({
        is: 'refused',
        provider: { status: httpStatus, message: 'no', fields },
      });
    },
  );

  it('is refused where the request was never sent for its faults', () => {
    const failure = providerFailure({ execution: 'refused', code: 'invalid_request' });
    expect(outcomeOf(failure, true)).toMatchObject({ is: 'refused', provider: { status: null } });
  });

  it('is unknown by a 400 on a later send: it may only mean that the first one had worked', () => {
    const failure = providerFailure({
      execution: 'refused',
      code: 'capture_exceeds_runway',
      httpStatus: 400,
    });
    expect(outcomeOf(failure, false)).toEqual({ is: 'unknown', reason: 'capture_exceeds_runway' });
  });

  it.each([403, 404, 417, null])(
    'is refused by a %s on the first send, and unknown on a later one',
    (httpStatus) => {
      const failure = providerFailure({ execution: 'refused', code: 'not_found', httpStatus });
      expect(outcomeOf(failure, true)).toMatchObject({ is: 'refused', provider: { status: httpStatus } });
      expect(outcomeOf(failure, false)).toEqual({ is: 'unknown', reason: 'not_found' });
    },
  );

  it.each(['timed_out', 'connection_lost', 'provider_failed', 'undocumented_answer', 'unreadable_answer'])(
    'is unknown by %s',
    (code) => {
      expect(outcomeOf(providerFailure({ execution: 'unknown', code }), true)).toEqual({
        is: 'unknown',
        reason: code,
      });
    },
  );

  it.each([TimeoutType.START_TO_CLOSE, TimeoutType.SCHEDULE_TO_CLOSE, TimeoutType.HEARTBEAT])(
    'is unknown when the worker was lost: %s',
    (timeoutType) => {
      expect(outcomeOf(timeoutFailure(timeoutType), true)).toEqual({ is: 'unknown', reason: 'worker_lost' });
    },
  );

  it('is put off when no worker ever took it', () => {
    expect(outcomeOf(timeoutFailure(TimeoutType.SCHEDULE_TO_START), true)).toEqual({
      is: 'put_off',
      reason: 'not_started_in_time',
      retryAfterMs: null,
    });
  });

  it.each<[string, Error | undefined]>([
    [
      'an error of no kind we know',
      ApplicationFailure.create({ type: 'TypeError', message: 'undefined is not a function' }),
    ],
    [
      'details that are no fault',
      ApplicationFailure.create({ message: 'odd', details: [{ code: 'timed_out' }] }),
    ],
    ['a cancelled activity', new CancelledFailure('cancelled')],
    ['no cause at all', undefined],
  ])('is unknown by %s', (_what, cause) => {
    expect(outcomeOf(activityFailure(cause), true)).toEqual({ is: 'unknown', reason: 'unexpected_error' });
  });

  it('is none where no activity failed: that is a fault of ours, and thrown on', () => {
    const ours = new TypeError('state is undefined');
    expect(() => outcomeOf(ours, true)).toThrow(ours);
  });
});

describe('a call whose worker was lost', () => {
  it('was surely not sent where the engine had not heard that it begins', () => {
    expect(isNotBegun(timeoutFailure(TimeoutType.HEARTBEAT))).toBe(true);
  });

  it('may have been sent where it had begun', () => {
    expect(isNotBegun(timeoutFailure(TimeoutType.HEARTBEAT, 'begun'))).toBe(false);
  });

  it.each([TimeoutType.START_TO_CLOSE, TimeoutType.SCHEDULE_TO_CLOSE, TimeoutType.SCHEDULE_TO_START])(
    'says nothing by any other time-out: %s',
    (timeoutType) => {
      expect(isNotBegun(timeoutFailure(timeoutType))).toBe(false);
    },
  );

  it('says nothing by what it failed with', () => {
    expect(isNotBegun(providerFailure({ execution: 'unknown', code: 'timed_out' }))).toBe(false);
    expect(isNotBegun(new Error('bare'))).toBe(false);
  });
});

describe('the fault behind a failure', () => {
  it('is the provider’s, as it crossed', () => {
    expect(faultOf(providerFailure({ execution: 'unknown', code: 'timed_out' }))).toMatchObject({
      code: 'timed_out',
    });
  });

  it('is none for anything else', () => {
    expect(faultOf(timeoutFailure(TimeoutType.START_TO_CLOSE))).toBeNull();
    expect(faultOf(activityFailure(ApplicationFailure.create({ message: 'bare' })))).toBeNull();
    expect(faultOf(new Error('bare'))).toBeNull();
    expect(faultOf('text')).toBeNull();
  });
});
