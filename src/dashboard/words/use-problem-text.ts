/** Problems in the language that is shown. */
import { useTranslation } from 'react-i18next';
import { type ProblemText, problemText } from './problem-text';

/** A function from an error to what a person reads. */
export function useProblemText(): (error: Error) => ProblemText {
  const { t, i18n } = useTranslation();
  return (error) =>
    problemText(
      error,
      (key, options) => t(key, options ?? {}),
      (key) => i18n.exists(key),
    );
}
