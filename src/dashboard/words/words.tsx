/**
 * The words for what stands on a page hundreds of times: a row of a table asks for them a dozen times, and each asking of
 * the library's own hook is five hooks and a subscription.
 */
import type { TFunction } from 'i18next';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../money/format-money';

/** What is said, and in which language. */
export interface Words {
  t: TFunction;
  language: Language;
}

const WordsContext = createContext<Words | null>(null);

/** Hands them down; follows a switch of the language at once. */
export function WordsProvider({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.resolvedLanguage === 'nb' ? 'nb' : 'en';
  const words = useMemo(() => ({ t, language }), [t, language]);
  return <WordsContext value={words}>{children}</WordsContext>;
}

/** The words. @throws Error outside of the page */
export function useWords(): Words {
  const words = useContext(WordsContext);
  if (words === null) throw new Error('There are no words here.');
  return words;
}
