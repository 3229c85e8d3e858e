/**
 * What a submit whose answer was lost may have become: reservations that history names and no order here knows. The rows
 * stay here; an order's own history would grow by all that happens on the account.
 */
import type { HistoryRow } from '../src/front-payment';
import { beating } from './beating';
import type { ActivityDependencies } from './dependencies';
import { type Ended, startStopwatch } from './ended-at';
import type { SearchInput } from './inputs';
import { ordersByReservation } from './known-orders';
import { readFailure } from './to-application-failure';

/** Found reservations, the likeliest first. */
export interface Strangers extends Ended {
  reservationUuids: string[];
}

/** One provider call, then the engine is asked. Retried; changes nothing. */
export function createSearchActivities({ callFrontPayment, client }: ActivityDependencies) {
  return {
    /** Source: Front Payment, "Get Reservation History". Throws ApplicationFailures `provider_…`, and the engine's own. */
    async searchStrangers({ from, to, at, ...search }: SearchInput): Promise<Strangers> {
      const endedAt = startStopwatch();
      const rows = await beating(() => callFrontPayment(at, (calls) => calls.history({ from, to }))).catch(
        (error) => {
          throw readFailure(error, endedAt());
        },
      );
      const candidates = likeliestFirst(rows, search);
      const known = await beating(() => ordersByReservation(client, candidates));
      return { reservationUuids: candidates.filter((uuid) => !known.has(uuid)), endedAt: endedAt() };
    },
  };
}

/** Hinted ones, then those that have a row nearest to when the submit was sent. */
function likeliestFirst(
  rows: readonly HistoryRow[],
  { hinted, examined, sentAt }: Pick<SearchInput, 'hinted' | 'examined' | 'sentAt'>,
): string[] {
  const nearest = new Map<string, number>();
  for (const { uuid, at } of rows) {
    if (uuid === null) continue;
    const distance = at === null ? Number.MAX_SAFE_INTEGER : Math.abs(Date.parse(at) - Date.parse(sentAt));
    nearest.set(uuid, Math.min(distance, nearest.get(uuid) ?? distance));
  }
  const byDistance = [...nearest].sort(([, one], [, other]) => one - other).map(([uuid]) => uuid);
  const looked = new Set(examined);
  return [...new Set([...hinted, ...byDistance])].filter(
    (uuid) => uuid.startsWith('RES') && !looked.has(uuid),
  );
}
