/** The counts of what is due and of what waits for a person. */
import { useIsFetching, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { readSummary } from '../api/reservations';
import { LISTS, SUMMARY } from '../live/query-keys';

/** What becomes due does so without any change of an order: the feed tells nothing of it. */
const EVERY_MS = 60_000;

/**
 * The counts, renewed with every change and every minute. The first ones wait for the list that the page opens with: a small
 * engine answers one question after the other, and the rows are what one works with.
 */
export function useSummary() {
  const [isDrawn, setDrawn] = useState(false);
  const isReadingLists = useIsFetching({ queryKey: LISTS }) > 0;
  // What the screen reads is only known once it has been drawn.
  useEffect(() => setDrawn(true), []);
  const [hasBegun, setBegun] = useState(false);
  const isTurn = isDrawn && !isReadingLists;
  useEffect(() => {
    if (isTurn) setBegun(true);
  }, [isTurn]);
  return useQuery({
    queryKey: SUMMARY,
    queryFn: ({ signal }) => readSummary(signal),
    refetchInterval: EVERY_MS,
    enabled: hasBegun,
  });
}
