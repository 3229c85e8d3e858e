/** Chooses the language of the page. */
import { useTranslation } from 'react-i18next';
import type { Language } from '../money/format-money';
import { chooseLanguage } from '../words/start-words';
import { useLanguage } from '../words/use-language';

/** Each language is named in itself, for those who read no other. */
export function LanguageSwitch() {
  const { t } = useTranslation();
  return (
    <select
      className="switch"
      aria-label={t('shell.language')}
      value={useLanguage()}
      onChange={(event) => void chooseLanguage(event.target.value as Language)}
    >
      <option value="nb">Norsk</option>
      <option value="en">English</option>
    </select>
  );
}
