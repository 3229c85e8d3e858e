/** Everything that can go wrong with one call to the simulated provider, by name, and how long each takes. */
import { TimeoutType } from '@temporalio/common';
import { BEGUN } from '../../activities/begin-send';
import { providerFailure, timeoutFailure } from './failures';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** What a sending call meets. Those in the first group surely did nothing; `…_after` did it and nobody heard. */
export const SEND_FAULTS = [
  'not_connected',
  'no_worker',
  'worker_lost_unbegun',
  'rate_limited',
  'rate_limited_for_hours',
  'unauthorized',
  'forbidden',
  'not_found',
  'invalid',
  'refused',
  'lost_before',
  'lost_after',
  'worker_lost_before',
  'worker_lost_after',
  'done_after_the_time_out',
  'undocumented',
  'unreadable_success',
  'shown_late',
  'lost_and_shown_late',
  'accepted_and_rejected_later',
  'accepted_and_forgotten',
] as const;

/** What only a provider does that hides for good what it has done, or says that it did what it did not. */
export const HIDING_FAULTS = ['never_shown', 'lost_and_never_shown', 'lied'] as const;

/** What a reading meets. `stale`: a copy of the books half a minute old; the last three are partial or wrong. */
export const LOOK_FAULTS = [
  'unreadable',
  'reading_unauthorized',
  'reading_rate_limited',
  'reading_worker_lost',
  'reading_not_found',
  'stale',
  'without_products',
  'without_lists',
] as const;

export type SendFault = (typeof SEND_FAULTS)[number] | (typeof HIDING_FAULTS)[number];
export type LookFault = (typeof LOOK_FAULTS)[number];
export type Fault = 'none' | SendFault | LookFault;

/** So late do the books show what was done: within the verification schedule, or after it has run out. */
export const LATE_MS: Partial<Record<Fault, number>> = {
  shown_late: 20 * SECOND,
  lost_and_shown_late: 15 * MINUTE,
  never_shown: Number.POSITIVE_INFINITY,
  lost_and_never_shown: Number.POSITIVE_INFINITY,
};

/** A rejected refund is told in the history so long after it was accepted; a forgotten one is told nowhere. */
export const REJECTED_AFTER_MS = 40 * MINUTE;

/** A request that was given up, and that the provider carries out nevertheless. */
export const DONE_AFTER_MS = 20 * SECOND;

/** How old the copy is that a stale reading shows. */
export const STALE_MS = 30 * SECOND;

/** What the caller waits for: nothing, an answer, the HTTP time-out, or the engine's own. */
const TIME_MS: Partial<Record<Fault, number>> = {
  not_connected: 0,
  lost_before: 30 * SECOND,
  lost_after: 30 * SECOND,
  lost_and_shown_late: 30 * SECOND,
  lost_and_never_shown: 30 * SECOND,
  done_after_the_time_out: 30 * SECOND,
  worker_lost_before: 35 * SECOND,
  worker_lost_after: 35 * SECOND,
  no_worker: 35 * SECOND,
  worker_lost_unbegun: 5 * SECOND,
  reading_worker_lost: 3 * MINUTE,
  unreadable: 31 * SECOND,
};

/** How long a call takes that meets this. */
export function timeOf(fault: Fault): number {
  return TIME_MS[fault] ?? 400;
}

/** What the caller is told instead of an answer, before the provider has done anything; null when it goes on. */
export function failureBefore(fault: Fault): Error | null {
  switch (fault) {
    case 'not_connected':
      return providerFailure({ execution: 'not_executed', code: fault });
    case 'no_worker':
      return timeoutFailure(TimeoutType.SCHEDULE_TO_START);
    case 'worker_lost_unbegun':
      return timeoutFailure(TimeoutType.HEARTBEAT);
    case 'rate_limited':
      return limited(7 * SECOND);
    case 'rate_limited_for_hours':
      return limited(8 * 60 * MINUTE);
    case 'unauthorized':
      return providerFailure({ execution: 'not_executed', code: fault, httpStatus: 401 });
    case 'forbidden':
      return refusal('forbidden', 403);
    case 'not_found':
      return refusal('reservationNotFound', 404);
    case 'invalid':
      return refusal('payload_validation_failed', 417);
    case 'refused':
      return refusal('documentedRefusal', 400);
    case 'undocumented':
      return providerFailure({ execution: 'unknown', code: 'undocumented_answer', httpStatus: 409 });
    case 'lost_before':
    case 'done_after_the_time_out':
      return providerFailure({ execution: 'unknown', code: 'timed_out' });
    case 'worker_lost_before':
      return timeoutFailure(TimeoutType.HEARTBEAT, BEGUN);
    default:
      return null;
  }
}

/** What the caller is told instead of the answer to what was done; null when it hears of it. */
export function failureAfter(fault: Fault): Error | null {
  switch (fault) {
    case 'lost_after':
    case 'lost_and_shown_late':
    case 'lost_and_never_shown':
      return providerFailure({ execution: 'unknown', code: 'connection_lost' });
    case 'worker_lost_after':
      return timeoutFailure(TimeoutType.START_TO_CLOSE);
    case 'unreadable_success':
      return providerFailure({ execution: 'unknown', code: 'unreadable_answer', httpStatus: 202 });
    default:
      return null;
  }
}

/** Why a reading has no answer; null when it has one, however partial. */
export function readingFailure(fault: Fault): Error | null {
  switch (fault) {
    case 'none':
    case 'stale':
    case 'without_products':
    case 'without_lists':
      return null;
    case 'unauthorized':
    case 'reading_unauthorized':
      return providerFailure({ execution: 'not_executed', code: 'unauthorized', httpStatus: 401 });
    case 'reading_rate_limited':
      return limited(7 * SECOND);
    case 'reading_worker_lost':
      return timeoutFailure(TimeoutType.START_TO_CLOSE);
    case 'reading_not_found':
      return refusal('reservationNotFound', 404);
    default:
      return LATE_MS[fault] === undefined
        ? providerFailure({ execution: 'unknown', code: 'provider_failed', httpStatus: 510 })
        : null;
  }
}

/** A refusal in the provider's own words. */
export function refusal(messageKey: string, httpStatus = 400): Error {
  return providerFailure({ execution: 'refused', code: messageKey, httpStatus, messageKey });
}

function limited(retryAfterMs: number): Error {
  return providerFailure({ execution: 'not_executed', code: 'rate_limited', httpStatus: 429, retryAfterMs });
}
