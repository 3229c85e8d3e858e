/** The sign-in page: one field for an API key. The key is exchanged for a cookie and kept nowhere in the browser. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/api-problem';
import { signIn } from '../api/session';
import { Field } from '../parts/field';
import { LanguageSwitch } from '../shell/language-switch';
import { ThemeSwitch } from '../shell/theme-switch';
import { useProblemText } from '../words/use-problem-text';
import { changeSession } from './change-session';

/** The page, for whoever has not signed in. */
export function SignIn() {
  return (
    <main className="alone">
      <SignInForm />
    </main>
  );
}

/** The form; `children` stand above its field. */
export function SignInForm({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const problem = useProblemText();
  const [key, setKey] = useState('');
  const { mutate, error, isPending } = useMutation({
    mutationFn: signIn,
    onSuccess: (session) => changeSession(client, session),
  });
  useEffect(() => {
    const before = document.title;
    document.title = `${t('signIn.title')} · Holdfast`;
    return () => {
      document.title = before;
    };
  }, [t]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (key.trim() !== '') mutate(key.trim());
  };
  const isWrongKey = error instanceof ApiProblem && error.status === 401;
  const text = error && !isWrongKey ? problem(error) : null;
  return (
    <>
      <form className="card sign-in" onSubmit={submit}>
        <p className="brand">Holdfast</p>
        <h1>{t('signIn.title')}</h1>
        {children}
        <Field
          label={t('signIn.key')}
          type="password"
          name="key"
          autoComplete="current-password"
          required
          value={key}
          onChange={(event) => setKey(event.target.value)}
          hint={t('signIn.hint')}
          fault={isWrongKey ? t('signIn.wrongKey') : null}
        />
        {text && (
          <p className="fault" role="alert">
            {text.title}. {text.detail}
          </p>
        )}
        <button type="submit" className="button is-primary" disabled={isPending}>
          {isPending ? t('signIn.busy') : t('signIn.submit')}
        </button>
      </form>
      <div className="alone-switches">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </>
  );
}
