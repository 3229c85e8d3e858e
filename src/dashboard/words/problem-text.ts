/** A problem as a person reads it: in the language shown where we have words for its code, else in the server's. Pure. */
import { ApiProblem } from '../api/api-problem';

/** What happened, and what to do. */
export interface ProblemText {
  title: string;
  detail: string;
}

type Translate = (key: string, options?: Record<string, unknown>) => string;

/** The words for an error; those of the provider are added as they came. */
export function problemText(error: Error, t: Translate, exists: (key: string) => boolean): ProblemText {
  if (!(error instanceof ApiProblem)) return { title: t('problem.unexpected'), detail: '' };
  const { code, document } = error;
  const isKnown = exists(`problem.${code}.title`);
  const title = isKnown ? t(`problem.${code}.title`) : document.title;
  const detail = isKnown ? t(`problem.${code}.detail`) : (document.detail ?? '');
  const told = [document.provider?.message, ...(document.provider?.fields ?? [])].filter(Boolean);
  const provider = told.length === 0 ? '' : t('problem.providerSays', { message: told.join('; ') });
  const fields = (document.errors ?? []).map(({ path, message }) => `${path}: ${message}`).join('; ');
  return { title, detail: [detail, provider, fields].filter(Boolean).join(' ') };
}
