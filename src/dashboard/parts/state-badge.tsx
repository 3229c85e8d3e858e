/** The state of an order in a word; its colour only repeats the word. */
import { useTranslation } from 'react-i18next';
import type { OrderState } from '../api/types';

/** A badge. */
export function StateBadge({ state }: { state: OrderState }) {
  const { t } = useTranslation();
  return <span className={`badge is-${state}`}>{t(`state.${state}`)}</span>;
}
