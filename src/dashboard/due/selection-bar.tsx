/** What is selected, in number and money, and the one button for all of it. */
import { useTranslation } from 'react-i18next';
import type { Reservation } from '../api/types';
import { formatTotals } from '../money/format-money';
import { useLanguage } from '../words/use-language';

/** Nothing while nothing is selected. */
export function SelectionBar({
  chosen,
  onCapture,
  onClear,
}: {
  chosen: readonly Reservation[];
  onCapture: () => void;
  onClear: () => void;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (chosen.length === 0) return null;
  const total = formatTotals(chosen.map(heldOf), language);
  return (
    <section className="selection-bar" aria-label={t('due.selection')}>
      <p aria-live="polite">{t('due.selected', { count: chosen.length, total })}</p>
      <button type="button" className="button" onClick={onClear}>
        {t('due.clear')}
      </button>
      <button type="button" className="button is-primary" onClick={onCapture}>
        {t('due.captureSelected')}
      </button>
    </section>
  );
}

/** What capturing all of it would take. */
export function heldOf({ amounts, currency }: Reservation): { amountMinor: number; currency: string } {
  return { amountMinor: amounts.runwayMinor, currency };
}
