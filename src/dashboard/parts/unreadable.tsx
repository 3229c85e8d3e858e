/** Orders that did not answer: named, so that nobody takes a list for the whole. */
import { useTranslation } from 'react-i18next';

/** Nothing where all answered. */
export function Unreadable({ orderIds }: { orderIds: readonly string[] }) {
  const { t } = useTranslation();
  if (orderIds.length === 0) return null;
  return (
    <p className="notice-box is-bad" role="status">
      {t('common.unreadable', { count: orderIds.length, orders: orderIds.join(', ') })}
    </p>
  );
}
