/** Everything that waits for a person, with the evidence for each decision. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { listReservations } from '../api/reservations';
import type { ReservationPage } from '../api/types';
import { LISTS } from '../live/query-keys';
import { Empty } from '../parts/empty';
import { Failed } from '../parts/failed';
import { Loading } from '../parts/loading';
import { Page } from '../parts/page';
import { Unreadable } from '../parts/unreadable';
import { AttentionCard } from './attention-card';
import { ResolvingRoom } from './resolving';

/** One card per order. */
export function AttentionScreen() {
  return (
    <ResolvingRoom>
      <AttentionCards />
    </ResolvingRoom>
  );
}

function AttentionCards() {
  const { t } = useTranslation();
  const list = useInfiniteQuery({
    queryKey: [...LISTS, 'attention'],
    queryFn: ({ pageParam, signal }) => listReservations({ attention: 'true', cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: ReservationPage) => page.nextCursor ?? undefined,
  });
  const pages = list.data?.pages ?? [];
  const orders = pages.flatMap(({ items }) => items).filter(({ attention }) => attention !== null);
  const isThere = orders.length > 0;
  useEffect(() => {
    // The address may name one order, when one comes from its row.
    if (isThere) document.getElementById(window.location.hash.slice(1))?.scrollIntoView();
  }, [isThere]);
  return (
    <Page title={t('attention.title')}>
      <p className="lead">{t('attention.lead')}</p>
      {list.error && <Failed error={list.error} onRetry={() => void list.refetch()} isStale={isThere} />}
      <Unreadable orderIds={pages.flatMap(({ unreadable }) => unreadable ?? [])} />
      {list.isPending && <Loading />}
      {list.isSuccess && !isThere && (
        <Empty title={t('attention.none')}>
          <p>{t('attention.noneDetail')}</p>
        </Empty>
      )}
      {orders.map((order) => (
        <AttentionCard key={order.orderId} order={order} />
      ))}
      {list.hasNextPage && (
        <button
          type="button"
          className="button more"
          onClick={() => void list.fetchNextPage()}
          disabled={list.isFetchingNextPage}
        >
          {t('common.more')}
        </button>
      )}
    </Page>
  );
}
