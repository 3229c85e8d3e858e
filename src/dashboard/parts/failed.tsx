/** When something could not be read: what it was, and the button that tries again. */
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../words/use-problem-text';

/** An error with its remedy; `isStale`: what was read before is still shown. */
export function Failed({
  error,
  onRetry,
  isStale,
}: {
  error: Error;
  onRetry: () => void;
  isStale?: boolean;
}) {
  const { t } = useTranslation();
  const text = useProblemText()(error);
  return (
    <div className="notice-box is-bad" role="alert">
      <p>
        <strong>{text.title}.</strong> {text.detail}
      </p>
      {isStale && <p className="quiet">{t('common.stale')}</p>}
      <button type="button" className="button" onClick={onRetry}>
        {t('common.retry')}
      </button>
    </div>
  );
}
