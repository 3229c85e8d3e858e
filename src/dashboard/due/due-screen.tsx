/** The first screen: every hold by the moment it ends, what its timer will do, and the captures a person may make first. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Reservation } from '../api/types';
import { CaptureDialog } from '../commands/capture-dialog';
import { Empty } from '../parts/empty';
import { Failed } from '../parts/failed';
import { Loading } from '../parts/loading';
import { Page } from '../parts/page';
import { Unreadable } from '../parts/unreadable';
import { useMay, useSession } from '../session/session-context';
import { CaptureManyDialog } from './capture-many-dialog';
import { DueCounts } from './due-counts';
import { DueFilterBar } from './due-filter-bar';
import { DueTable } from './due-table';
import { SelectionBar } from './selection-bar';
import { useDueFilters } from './use-due-filters';
import { useDueHolds } from './use-due-holds';
import { useSelection } from './use-selection';

/** Holds, with their filters and their captures. */
export function DueScreen() {
  const { t } = useTranslation();
  const may = useMay();
  const [filters, change] = useDueFilters();
  const holds = useDueHolds(filters);
  const [capturing, setCapturing] = useState<Reservation | null>(null);
  const [many, setMany] = useState<readonly Reservation[] | null>(null);
  const selection = useSelection(holds.rows);
  const isFiltered = filters.q !== '' || filters.within !== 'all' || filters.attention !== '';
  return (
    <Page title={t('due.title')} aside={<DueCounts onPick={change} />}>
      <DueFilterBar filters={filters} onChange={change} />
      {holds.error && <Failed error={holds.error} onRetry={holds.retry} isStale={holds.rows.length > 0} />}
      <Unreadable orderIds={holds.unreadable} />
      {holds.isLoading && <Loading />}
      {!holds.isLoading && !holds.error && holds.rows.length === 0 && <NoHolds isFiltered={isFiltered} />}
      {holds.rows.length > 0 && (
        <DueTable
          rows={holds.rows}
          selection={selection}
          onCapture={setCapturing}
          canCapture={may('capture')}
        />
      )}
      {holds.readOn && !holds.isLoading && (
        <button type="button" className="button more" onClick={holds.readOn} disabled={holds.isReadingOn}>
          {t(holds.isReadingOn ? 'common.loading' : 'common.more')}
        </button>
      )}
      <SelectionBar
        chosen={selection.chosen}
        onCapture={() => setMany(selection.chosen)}
        onClear={selection.clear}
      />
      {capturing && <CaptureDialog order={capturing} onClose={() => setCapturing(null)} />}
      {many && (
        <CaptureManyDialog
          orders={many}
          onClose={(wasSent) => {
            setMany(null);
            // Whoever goes back to look again has not chosen anew.
            if (wasSent) selection.clear();
          }}
        />
      )}
    </Page>
  );
}

/** Whoever tries Holdfast out is led to where a first hold can be made. */
function NoHolds({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useTranslation();
  const { sandbox } = useSession();
  const may = useMay();
  return (
    <Empty title={t(isFiltered ? 'due.noneFiltered' : 'due.none')}>
      <p>{t(isFiltered ? 'due.noneFilteredDetail' : 'due.noneDetail')}</p>
      {!isFiltered && sandbox && may('sandbox') && (
        <p>
          <Link href="/sandbox">{t('due.noneSandbox')}</Link>
        </p>
      )}
    </Empty>
  );
}
