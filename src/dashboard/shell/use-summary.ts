/** The counts of what is due and of what waits for a person. */
import { useQuery } from '@tanstack/react-query';
import { readSummary } from '../api/reservations';
import { SUMMARY } from '../live/query-keys';

/** What becomes due does so without any change of an order: the feed tells nothing of it. */
const EVERY_MS = 60_000;

/** The counts, renewed with every change and every minute. */
export function useSummary() {
  return useQuery({
    queryKey: SUMMARY,
    queryFn: ({ signal }) => readSummary(signal),
    refetchInterval: EVERY_MS,
  });
}
