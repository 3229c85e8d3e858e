/** Short words on what has just been done. They are read aloud, and go by themselves or by their button. */
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Notice, type ShownNotice, withNotice } from './shown-notices';

type Tell = (notice: Notice) => void;

const NoticesContext = createContext<Tell>(() => {});
const SHOWN_MS = 12_000;
let lastId = 0;

/** A function that tells the viewer something. */
export function useTell(): Tell {
  return useContext(NoticesContext);
}

/** Holds the notices of everything inside, and shows them at its lower edge: what stands below is never covered. */
export function Notices({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<readonly ShownNotice[]>([]);
  const dismiss = useCallback(
    (id: number) => setShown((all) => all.filter((notice) => notice.id !== id)),
    [],
  );
  const tell = useCallback<Tell>(
    (notice) => {
      lastId += 1;
      const id = lastId;
      setShown((all) => withNotice(all, { ...notice, id }));
      setTimeout(() => dismiss(id), SHOWN_MS);
    },
    [dismiss],
  );
  return (
    <NoticesContext value={tell}>
      {children}
      <div className="notices-edge">
        <div className="notices" role="status" aria-label={t('shell.notices')}>
          {shown.map(({ id, text, tone }) => (
            <div key={id} className={`notice is-${tone}`}>
              <span>{text}</span>
              <button
                type="button"
                className="icon-button"
                onClick={() => dismiss(id)}
                aria-label={t('shell.dismiss')}
              >
                <span aria-hidden="true">×</span>
              </button>
            </div>
          ))}
        </div>
      </div>
    </NoticesContext>
  );
}
