/**
 * The ways an order's provider calls go, by their urgency: within the workflow task where that is allowed, through the
 * engine otherwise. Each end of a call moves the workflow's clock.
 */
import {
  engineActivities,
  READING_HERE_MS,
  readingActivities,
  readingHere,
  sendingActivities,
  sendingHere,
} from './activity-profiles';
import { ROOM_MS } from './call-budget';
import { readHereFirst, sendHereFirst } from './call-here';
import type { StrayRoom } from './clear-stray';
import type { Clock } from './clock';
import { heedTime } from './heed-time';
import { beganUnder } from './rules';
import type { ReservationState } from './state';

/** What moves no money. */
const SENT_HERE = ['submit', 'createSession', 'complete'] as const;
const READ_HERE = ['readDetails'] as const;

/** For one run of an order. */
export function createProviderCalls(
  state: ReservationState,
  clock: Clock,
): Pick<StrayRoom, 'sending' | 'reading' | 'engine'> {
  const { providerTimeoutMs } = state.settings;
  const runMs = providerTimeoutMs + ROOM_MS;
  const isHere = beganUnder(4, state);
  const nearSending = heedTime(sendingHere(providerTimeoutMs), clock, { runMs, startWithinMs: null });
  const nearReading = heedTime(readingHere(), clock, { runMs: READING_HERE_MS, startWithinMs: null });
  return {
    sending: (urgency) => {
      const limits = { runMs, startWithinMs: urgency.startWithinMs };
      const elsewhere = heedTime(sendingActivities(providerTimeoutMs, urgency), clock, limits);
      return isHere ? sendHereFirst(elsewhere, nearSending, SENT_HERE) : elsewhere;
    },
    reading: (urgency) => {
      const limits = { runMs, startWithinMs: urgency.startWithinMs };
      const elsewhere = heedTime(readingActivities(providerTimeoutMs, urgency), clock, limits);
      return isHere ? readHereFirst(elsewhere, nearReading, READ_HERE) : elsewhere;
    },
    engine: engineActivities(),
  };
}
