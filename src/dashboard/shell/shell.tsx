/** The frame around every screen: navigation, how the connection is, settings, shortcuts. */
import { type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../live/use-live';
import { ConnectionBanner } from './connection-banner';
import { Footer } from './footer';
import { Header } from './header';
import { Notices } from './notices';
import { ShortcutsDialog } from './shortcuts-dialog';
import { useShortcuts } from './use-shortcuts';

/** The screen stands in `main`. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const connection = useLive();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const openHelp = useCallback(() => setHelpOpen(true), []);
  useShortcuts({ onHelp: openHelp });
  return (
    <>
      <Notices>
        <a className="skip-link" href="#main">
          {t('shell.skip')}
        </a>
        <Header connection={connection} onHelp={openHelp} />
        <ConnectionBanner connection={connection} />
        <main id="main" tabIndex={-1}>
          {children}
        </main>
      </Notices>
      <Footer />
      {isHelpOpen && <ShortcutsDialog onClose={() => setHelpOpen(false)} />}
    </>
  );
}
