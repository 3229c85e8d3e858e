/** A modal dialog: the browser's own, with focus kept inside, Escape to leave, and the focus given back at the end. */
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * Open as long as it is mounted. `isBusy`: it cannot be left just now. `onClose` may keep it mounted, and so open.
 */
export function Dialog({
  title,
  onClose,
  isBusy = false,
  children,
}: {
  title: string;
  onClose: () => void;
  isBusy?: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const open = (): void => {
    if (dialog.current?.open === false) dialog.current.showModal();
  };
  // A browser may close it without asking, as for a second Escape: what is mounted has to be open.
  const afterNativeClose = (): void => {
    if (dialog.current?.open !== false) return;
    if (isBusy) return open();
    onClose();
    requestAnimationFrame(open);
  };
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => {
      element?.close();
      // Where its button has gone meanwhile, the focus would be nowhere.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) document.querySelector('h1')?.focus();
      });
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        if (!isBusy) onClose();
      }}
      onClose={afterNativeClose}
    >
      <header className="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <button
          type="button"
          className="icon-button"
          onClick={() => !isBusy && onClose()}
          aria-disabled={isBusy}
          aria-label={t('common.close')}
        >
          <span aria-hidden="true">×</span>
        </button>
      </header>
      {children}
    </dialog>
  );
}
