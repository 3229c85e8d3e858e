/** The viewer's own settings, and which Holdfast this is. */
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session-context';
import { LanguageSwitch } from './language-switch';
import { ThemeSwitch } from './theme-switch';

/** Below every screen. */
export function Footer() {
  const { t } = useTranslation();
  const { version } = useSession();
  return (
    <footer className="foot">
      <span className="quiet">Holdfast {version}</span>
      <a href="/docs">{t('shell.docs')}</a>
      <span className="foot-switches">
        <LanguageSwitch />
        <ThemeSwitch />
      </span>
    </footer>
  );
}
