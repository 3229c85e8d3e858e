/**
 * The order's own story: what happened, when, and who caused it. Never a person's data.
 */
import type { ReservationState } from './state';

/** The oldest items go first when an order's story grows past this, so that the state stays small. */
const MAX_ITEMS = 1000;

/** Adds one item. `source` is who caused it: `system`, `timer`, `callback`, `history`, `provider` or a requester. */
export function note(
  state: ReservationState,
  now: string,
  type: string,
  source: string,
  data: Record<string, unknown> = {},
): void {
  state.timeline.push({ id: `${state.nextId++}`, at: now, type, source, data });
  if (state.timeline.length > MAX_ITEMS) state.timeline.shift();
}
