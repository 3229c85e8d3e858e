/**
 * The ways an order's provider calls go, by their urgency: within the workflow task where that is allowed, through the
 * engine otherwise. Each end of a call moves the workflow's clock.
 */
import {
  awaitingActivities,
  engineActivities,
  readingActivities,
  readingHere,
  sendingActivities,
  sendingHere,
} from './activity-profiles';
import { ROOM_MS } from './call-budget';
import { readHereFirst, sendHereFirst, waitedOutside } from './call-here';
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
  const heeded = <A extends object>(activities: A, startWithinMs: number | null = null): A =>
    heedTime(activities, clock, { runMs, startWithinMs });
  const outside = heeded(awaitingActivities(providerTimeoutMs));
  const near = {
    sending: waitedOutside(heeded(sendingHere(providerTimeoutMs)), outside),
    reading: waitedOutside(heeded(readingHere(providerTimeoutMs)), outside),
  };
  return {
    sending: (urgency) => {
      const elsewhere = heeded(sendingActivities(providerTimeoutMs, urgency), urgency.startWithinMs);
      return isHere ? sendHereFirst(elsewhere, near.sending, SENT_HERE) : elsewhere;
    },
    reading: (urgency) => {
      const elsewhere = heeded(readingActivities(providerTimeoutMs, urgency), urgency.startWithinMs);
      return isHere ? readHereFirst(elsewhere, near.reading, READ_HERE) : elsewhere;
    },
    engine: engineActivities(),
  };
}
