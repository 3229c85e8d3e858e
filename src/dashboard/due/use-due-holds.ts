/** The holds, earliest capture deadline first: those nothing was captured of, and those that were captured in part. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { listReservations } from '../api/reservations';
import type { Reservation, ReservationPage } from '../api/types';
import { LISTS } from '../live/query-keys';
import { listToReadOn, mergeByDeadline, type PartialList } from './merge-by-deadline';
import { type DueFilters, WITHIN } from './use-due-filters';

/** What the list shows, and how to have more of it. */
export interface DueHolds {
  rows: readonly Reservation[];
  unreadable: readonly string[];
  isLoading: boolean;
  error: Error | null;
  /** Null when all are shown. */
  readOn: (() => void) | null;
  isReadingOn: boolean;
  retry: () => void;
}

const CLOCK_MOVES_ON_MS = 60_000;

const NONE: readonly Reservation[] = [];

/** Follows the filters. A list by state each, for the server filters by one state at a time. */
export function useDueHolds(filters: DueFilters): DueHolds {
  const reserved = useHoldsIn('reserved', filters);
  const captured = useHoldsIn('captured', filters);
  const lists = [reserved, captured];
  const held = usePartial(reserved);
  const begun = usePartial(captured);
  const rows = useMemo(() => mergeByDeadline([held, begun]), [held, begun]);
  // Either list alone would put its own first row at the top.
  const isLoading = lists.some(({ isPending, error }) => isPending && error === null);
  const next = lists[listToReadOn([held, begun])];
  return {
    rows: isLoading ? NONE : rows,
    unreadable: lists.flatMap(({ data }) => data?.pages.flatMap((page) => page.unreadable ?? []) ?? []),
    isLoading,
    error: reserved.error ?? captured.error,
    readOn: next ? () => void next.fetchNextPage() : null,
    isReadingOn: lists.some(({ isFetchingNextPage }) => isFetchingNextPage),
    retry: () => {
      for (const list of lists) void list.refetch();
    },
  };
}

function useHoldsIn(state: 'reserved' | 'captured', { q, within, attention }: DueFilters) {
  return useInfiniteQuery({
    queryKey: [...LISTS, 'due', state, q, within, attention],
    queryFn: ({ pageParam, signal }) =>
      listReservations(
        {
          state,
          sort: 'captureBy',
          q,
          attention: attention || undefined,
          captureBefore: deadlineWithin(within),
          cursor: pageParam,
        },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: ReservationPage) => page.nextCursor ?? undefined,
    placeholderData: (before) => before,
    // Nothing has changed when a hold comes within the span: only the clock has moved on, and nobody tells of that.
    refetchInterval: within === 'all' ? false : CLOCK_MOVES_ON_MS,
  });
}

function usePartial(list: ReturnType<typeof useHoldsIn>): PartialList {
  const { data, hasNextPage: hasMore, dataUpdatedAt: readAtMs } = list;
  return useMemo(
    () => ({ items: data?.pages.flatMap((page) => page.items) ?? [], hasMore, readAtMs }),
    [data, hasMore, readAtMs],
  );
}

function deadlineWithin(within: DueFilters['within']): string | undefined {
  const spanMs = WITHIN[within];
  return spanMs === null ? undefined : new Date(Date.now() + spanMs).toISOString();
}
