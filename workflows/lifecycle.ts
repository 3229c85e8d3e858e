/**
 * Moves the lifecycle by the table of transitions, and only by it.
 */
import type { ReservationState } from './state';
import { note } from './timeline';
import { type LifecycleEvent, TRANSITIONS, type TransitionRefusal } from './transitions';

/** Applies an event; the refusal's name when the table forbids it, and then nothing is changed. */
export function advance(
  state: ReservationState,
  event: LifecycleEvent,
  source: string,
  now: string,
): TransitionRefusal | null {
  const transition = TRANSITIONS[state.lifecycle][event];
  if ('refusal' in transition) return transition.refusal;
  const from = state.lifecycle;
  state.lifecycle = transition.to;
  if (from !== transition.to) note(state, now, 'state_changed', source, { from, to: transition.to });
  return null;
}
