/** While an answer is waited for: grey bars where it will stand, and a word for those who do not see them. */
import { useTranslation } from 'react-i18next';

const BARS = ['one', 'two', 'three', 'four'];

/** Grey bars. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <div className="loading" role="status">
      <span className="visually-hidden">{t('common.loading')}</span>
      {BARS.map((bar) => (
        <span key={bar} className="loading-bar" aria-hidden="true" />
      ))}
    </div>
  );
}
