/** The language that is shown. */
import { useTranslation } from 'react-i18next';
import type { Language } from '../money/format-money';

/** `nb` or `en`; follows a switch at once. */
export function useLanguage(): Language {
  return useTranslation().i18n.resolvedLanguage === 'nb' ? 'nb' : 'en';
}
