/** Every order, open and ended, newest first: found by the beginning of its id or of the provider's. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import { listReservations } from '../api/reservations';
import type { ReservationPage } from '../api/types';
import { LISTS } from '../live/query-keys';
import { Empty } from '../parts/empty';
import { Failed } from '../parts/failed';
import { Loading } from '../parts/loading';
import { Page } from '../parts/page';
import { SearchField } from '../parts/search-field';
import { SelectField } from '../parts/select-field';
import { Unreadable } from '../parts/unreadable';
import { AllTable } from './all-table';

const STATES = [
  'submitting',
  'awaitingPayment',
  'reserved',
  'captured',
  'completed',
  'cancelled',
  'expired',
  'failed',
];

/** Search and state stand in the address. */
export function AllScreen() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const q = search.get('q') ?? '';
  const state = search.get('state') ?? '';
  const change = (changed: { q?: string; state?: string }): void => {
    const given = Object.entries({ q, state, ...changed }).filter(([, value]) => value !== '');
    setSearch(given, { replace: true });
  };
  const list = useInfiniteQuery({
    queryKey: [...LISTS, 'all', q, state],
    queryFn: ({ pageParam, signal }) => listReservations({ q, state, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: ReservationPage) => page.nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
  const pages = list.data?.pages ?? [];
  const rows = pages.flatMap(({ items }) => items);
  return (
    <Page title={t('all.title')}>
      <search className="filters">
        <SearchField label={t('common.search')} value={q} onChange={(text) => change({ q: text })} />
        <SelectField
          label={t('all.state')}
          value={state}
          onChange={(event) => change({ state: event.target.value })}
          options={[
            { value: '', label: t('all.anyState') },
            ...STATES.map((value) => ({ value, label: t(`state.${value}`) })),
          ]}
        />
      </search>
      {list.error && (
        <Failed error={list.error} onRetry={() => void list.refetch()} isStale={rows.length > 0} />
      )}
      <Unreadable orderIds={pages.flatMap(({ unreadable }) => unreadable ?? [])} />
      {list.isPending && <Loading />}
      {list.isSuccess && rows.length === 0 && (
        <Empty title={t('all.none')}>
          <p>{t(q === '' && state === '' ? 'all.noneYet' : 'all.noneFiltered')}</p>
        </Empty>
      )}
      {rows.length > 0 && <AllTable rows={rows} />}
      {list.hasNextPage && (
        <button
          type="button"
          className="button more"
          onClick={() => void list.fetchNextPage()}
          disabled={list.isFetchingNextPage}
        >
          {t(list.isFetchingNextPage ? 'common.loading' : 'common.more')}
        </button>
      )}
    </Page>
  );
}
