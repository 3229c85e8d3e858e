/**
 * Reads details and takes them into the state; a reading that fails is paced and, when it goes on failing, raised.
 */
import type { readingActivities } from './activity-profiles';
import { clear, raise } from './attention';
import { SLOW_POLL_MS } from './deadlines';
import { plusMs } from './instants';
import { observe } from './observe';
import { faultOf } from './outcome';
import type { Reading } from './reading';
import type { ReservationState } from './state';
import type { Urgency } from './urgency';

/** What reading needs: the state to take it into, the activities by their urgency, the workflow's own time. */
export interface ReadingRoom {
  state: ReservationState;
  reading(urgency: Urgency): ReturnType<typeof readingActivities>;
  now(): string;
}

/** Reads our own reservation. Null when the provider could not be read: the next reading is then planned. */
export async function readBooks(room: ReadingRoom, urgency: Urgency): Promise<Reading | null> {
  const { state } = room;
  // What is hinted at from here on may be younger than the answer, and asks for a reading of its own.
  state.hints = [];
  try {
    const reading = await readDetails(room, state.reservationUuid ?? '', urgency);
    observe(state, reading, room.now());
    return reading;
  } catch (error) {
    unreadable(state, error, room.now());
    return null;
  }
}

/** Reads any reservation's details. */
export async function readDetails(
  room: ReadingRoom,
  reservationUuid: string,
  urgency: Urgency,
): Promise<Reading> {
  const { currency, exponent } = room.state.order;
  const { endedAt: _heeded, ...details } = await room
    .reading(urgency)
    .readDetails({ reservationUuid, currency, exponent, at: room.now() });
  return { ...details, at: room.now() };
}

/** A reading of any reservation, or why there is none: the provider does not know it, or may tell later. */
export async function readIfThere(
  room: ReadingRoom,
  reservationUuid: string,
  urgency: Urgency,
): Promise<Reading | 'missing' | 'unreadable'> {
  try {
    return await readDetails(room, reservationUuid, urgency);
  } catch (error) {
    return faultOf(error)?.httpStatus === 404 ? 'missing' : 'unreadable';
  }
}

/** The provider answers again, although not yet with a reading of our own reservation. */
export function heard(state: ReservationState, now: string): void {
  state.rereads = 0;
  clear(state, now, 'provider_answers', 'provider_unreachable', 'provider_unauthorized');
}

/** How long until the provider is asked again after failed readings: by the schedule, then at its last gap. */
export function retryGapMs({ settings, rereads }: ReservationState): number {
  const { verifyScheduleMs } = settings;
  return verifyScheduleMs[rereads - 1] ?? verifyScheduleMs.at(-1) ?? SLOW_POLL_MS;
}

/** Paces the next reading after one that failed, and raises it when it goes on failing. */
export function unreadable(state: ReservationState, error: unknown, now: string): void {
  const fault = faultOf(error);
  const gap = state.settings.verifyScheduleMs[state.rereads];
  state.rereads += 1;
  state.readAt = plusMs(now, gap ?? SLOW_POLL_MS);
  if (fault?.httpStatus === 401) {
    state.readAt = plusMs(now, UNAUTHORIZED_RETRY_MS);
    return raiseUnauthorized(state, null, now);
  }
  if (fault?.httpStatus === 404) {
    return raise(
      state,
      {
        code: 'reservation_missing',
        operationId: null,
        message:
          'The provider says that it does not know this reservation. Nothing was moved because of it. Look for it in ' +
          'the provider’s dashboard; it is asked for again by and by.',
        evidence: { reservationUuid: state.reservationUuid, answer: fault.messageKey },
      },
      now,
    );
  }
  if (gap !== undefined) return;
  raise(
    state,
    {
      code: 'provider_unreachable',
      operationId: null,
      message:
        'The provider’s books could not be read for the whole verification schedule. Nothing was moved because of it. ' +
        'Check the provider’s status and the base URL; reading goes on hourly.',
      evidence: { answer: fault?.code ?? 'unexpected_error' },
    },
    now,
  );
}

/** A revoked token is a person's to mend; until then it is asked once a minute whether it is right again. */
const UNAUTHORIZED_RETRY_MS = 60_000;

/** A token that the provider refuses is a person's to mend; nothing is cancelled for it. */
export function raiseUnauthorized(state: ReservationState, operationId: string | null, now: string): void {
  raise(
    state,
    {
      code: 'provider_unauthorized',
      operationId,
      message:
        'The provider refuses our token (401). Nothing was sent, and nothing is cancelled for it. Set ' +
        'FRONT_PAYMENT_TOKEN to a valid token and restart the workers; the order then goes on by itself.',
      evidence: { answer: 401, at: now, reservationUuid: state.reservationUuid },
    },
    now,
  );
}
