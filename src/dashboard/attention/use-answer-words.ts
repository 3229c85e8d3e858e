/** What an answer to an unknown outcome will do, in the language shown. */
import { useTranslation } from 'react-i18next';
import type { Operation } from '../api/types';
import { shortInstant } from '../time/format-instant';
import { useLanguage } from '../words/use-language';
import { withInstants } from './with-instants';

/** In English the server's own words, which are the most exact; else ours for that kind of operation. */
export function useAnswerWords(): (
  kind: Operation['kind'],
  answer: 'executed' | 'refused',
  does: string,
) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  return (kind, answer, does) => {
    const words = withInstants(does, (at) => shortInstant(at, language));
    return language === 'en' ? words : t(`answer.does.${kind}.${answer}`, { defaultValue: words });
  };
}
