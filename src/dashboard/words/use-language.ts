/** The language that is shown. */
import type { Language } from '../money/format-money';
import { useWords } from './words';

/** `nb` or `en`; follows a switch at once. */
export function useLanguage(): Language {
  return useWords().language;
}
