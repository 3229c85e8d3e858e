/**
 * The search for a lost submit as orders began it before the third rules (`rules.ts`): all rows of history come into the
 * workflow, and one candidate is read after the other.
 */
import type { StrayRoom } from './clear-stray';
import { nothingIn } from './evidence';
import { plusMs } from './instants';
import type { Evidence, Operation } from './operation';
import { heard, readDetails, unreadable } from './read-books';
import { HISTORY_OVERLAP_MS, MAX_CANDIDATES, take } from './search-submit';
import { urgencyOfLooking } from './urgency';

/** One search, as `searchSubmit` does it. */
export async function searchOneByOne(room: StrayRoom, operation: Operation): Promise<Evidence | null> {
  const urgency = urgencyOfLooking(room.state, operation, room.now());
  const candidates = await candidatesFor(room, operation);
  if (candidates === null) return null;
  for (const uuid of candidates.slice(0, MAX_CANDIDATES)) {
    const reading = await readDetails(room, uuid, urgency).catch(() => null);
    if (reading && (await take(room, operation, reading)) === 'settled') return null;
  }
  return nothingIn(room.now());
}

async function candidatesFor(room: StrayRoom, operation: Operation): Promise<string[] | null> {
  const { state } = room;
  const { hints } = state;
  const hinted = hints.map(({ reservationUuid }) => reservationUuid);
  state.hints = [];
  try {
    const at = room.now();
    const from = plusMs(operation.sentAt ?? at, -HISTORY_OVERLAP_MS);
    const reading = room.reading(urgencyOfLooking(state, operation, at));
    const entries = await reading.readHistory({ from, to: plusMs(at, HISTORY_OVERLAP_MS), at });
    heard(state, room.now());
    const seen = [...new Set([...hinted, ...entries.map(({ uuid }) => uuid)])];
    const fresh = seen.filter((uuid) => uuid.startsWith('RES') && !state.examined.includes(uuid));
    return fresh.length === 0 ? [] : await room.engine.findStrangers({ reservationUuids: fresh });
  } catch (error) {
    state.hints = [...hints, ...state.hints];
    unreadable(state, error, room.now());
    return null;
  }
}
