/** What the first screen reads when nothing narrows it. */
import { listPath } from '../api/reservations';

/** In which something may be held; the server filters by one state at a time. */
const HELD_STATES = ['reserved', 'captured'] as const;

/** One list of each. */
export function heldPaths(): string[] {
  return HELD_STATES.map((state) => listPath({ state, sort: 'captureBy' }));
}
