/**
 * Signing in again over a page that must not be taken away: a sending stands on it that nobody knows the outcome of. It
 * covers the page whole, so that nothing of it is shown to who is not signed in.
 */
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { SignInForm } from './sign-in';

/** Above every other dialog, and left only by signing in. */
export function SignInAgain() {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const open = (): void => {
    if (dialog.current?.open === false) dialog.current.showModal();
  };
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="sign-in-again"
      aria-label={t('signIn.title')}
      onCancel={(event) => event.preventDefault()}
      // A browser may close it without asking, as for a second Escape.
      onClose={open}
    >
      <div className="alone">
        <SignInForm>
          <p className="notice-box" role="alert">
            {t('signIn.unsettled')}
          </p>
        </SignInForm>
      </div>
    </dialog>
  );
}
