/** Narrows the holds: by the beginning of an id, by how soon they end, by attention. */
import { useTranslation } from 'react-i18next';
import { SearchField } from '../parts/search-field';
import { SelectField } from '../parts/select-field';
import { type DueFilters, WITHIN, type Within } from './use-due-filters';

/** The form; every change counts at once. */
export function DueFilterBar({
  filters,
  onChange,
}: {
  filters: DueFilters;
  onChange: (change: Partial<DueFilters>) => void;
}) {
  const { t } = useTranslation();
  return (
    <search className="filters">
      <SearchField label={t('common.search')} value={filters.q} onChange={(q) => onChange({ q })} />
      <SelectField
        label={t('due.ends')}
        value={filters.within}
        onChange={(event) => onChange({ within: event.target.value as Within })}
        options={Object.keys(WITHIN).map((value) => ({ value, label: t(`due.within.${value}`) }))}
      />
      <SelectField
        label={t('due.attention')}
        value={filters.attention}
        onChange={(event) => onChange({ attention: event.target.value as DueFilters['attention'] })}
        options={['', 'true', 'false'].map((value) => ({
          value,
          label: t(`due.attentionIs.${value || 'any'}`),
        }))}
      />
    </search>
  );
}
