/**
 * The provider sends a callback of its own for each capture and charge, a moment after its answer. A reading made before it
 * has come would have to be made again. Pure.
 */
import { plusMs } from './instants';
import { beganUnder } from './rules';
import type { ReservationState } from './state';

/** As long as a callback may take to arrive before the books are closed without it. */
export const CALLBACK_MS = 1_000;

/** Until when the callback of what was just captured or charged is waited for; null when none is on its way. */
export function callbackAwaitedUntil(state: ReservationState, now: string): string | null {
  if (!beganUnder(4, state)) return null;
  const moved = state.operations.findLast(
    ({ kind, status }) => status === 'executed' && (kind === 'capture' || kind === 'charge'),
  );
  const { settledAt = null, sentAt = null } = moved ?? {};
  if (settledAt === null || sentAt === null) return null;
  const until = plusMs(settledAt, CALLBACK_MS);
  const hasCome = state.timeline.some(({ type, at }) => type === 'callback_received' && at >= sentAt);
  return hasCome || until <= now ? null : until;
}
