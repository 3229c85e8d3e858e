/** Name, navigation with its counts, how the connection is, and the way out. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { signOut } from '../api/session';
import type { Connection } from '../live/change-stream';
import { changeSession } from '../session/change-session';
import { useSession } from '../session/session-context';
import { Navigation } from './navigation';

/** The head of every screen. */
export function Header({ connection, onHelp }: { connection: Connection; onHelp: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { role, sandbox } = useSession();
  const leaving = useMutation({
    mutationFn: signOut,
    onSuccess: () => changeSession(client, null),
  });
  return (
    <header className="head">
      <div className="head-inner">
        <p className="brand">
          Holdfast
          {sandbox && (
            <span className="badge is-sandbox" title={t('shell.sandboxDetail')}>
              {t('shell.sandbox')}
            </span>
          )}
        </p>
        <Navigation />
        <div className="head-settings">
          <span className={`connection is-${connection}`} title={t(`connection.${connection}`)}>
            <span className="visually-hidden">{t(`connection.${connection}`)}</span>
          </span>
          <button type="button" className="icon-button" onClick={onHelp} aria-label={t('shell.shortcuts')}>
            <span aria-hidden="true">?</span>
          </button>
          <span className="role quiet">{t(`role.${role}`)}</span>
          <button
            type="button"
            className="button is-quiet"
            onClick={() => leaving.mutate()}
            disabled={leaving.isPending}
          >
            {t('shell.signOut')}
          </button>
        </div>
      </div>
    </header>
  );
}
