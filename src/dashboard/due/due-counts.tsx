/** How much is due soon, and how much waits for a person; each count leads to what it counts. */
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useSummary } from '../shell/use-summary';
import type { DueFilters } from './use-due-filters';

/** Nothing until the first answer. */
export function DueCounts({ onPick }: { onPick: (change: Partial<DueFilters>) => void }) {
  const { t } = useTranslation();
  const { data } = useSummary();
  if (!data) return null;
  return (
    <ul className="counts" aria-label={t('due.counts')}>
      <li>
        <button type="button" className="count-card" onClick={() => onPick({ within: '1h' })}>
          <strong>{data.dueWithin1h}</strong> {t('due.within1h', { count: data.dueWithin1h })}
        </button>
      </li>
      <li>
        <button type="button" className="count-card" onClick={() => onPick({ within: '24h' })}>
          <strong>{data.dueWithin24h}</strong> {t('due.within24h', { count: data.dueWithin24h })}
        </button>
      </li>
      <li>
        <Link href="/attention" className={data.attention > 0 ? 'count-card is-urgent' : 'count-card'}>
          <strong>{data.attention}</strong> {t('due.needAttention', { count: data.attention })}
        </Link>
      </li>
    </ul>
  );
}
