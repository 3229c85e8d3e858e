/** Says that what is shown may be old, as long as the server does not answer. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../live/change-stream';

/** A blink of the connection is worth no alarm. */
const PATIENCE_MS = 1_500;

/** Nothing while the connection stands. */
export function ConnectionBanner({ connection }: { connection: Connection }) {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (connection !== 'lost') {
      if (connection === 'live') setShown(false);
      return;
    }
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [connection]);
  return (
    <div role="alert">
      {isShown && (
        <p className="banner">
          <strong>{t('shell.lost')}</strong> {t('shell.lostDetail')}
        </p>
      )}
    </div>
  );
}
