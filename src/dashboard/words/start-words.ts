/** Starts the translations: Norwegian bokmål and English, both in the bundle, chosen by the browser or by the switch. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../money/format-money';
import { recall, remember } from '../shell/preferences';
import { en } from './en/en';
import { nb } from './nb/nb';

/** Starts them once, before anything is drawn. */
export async function startWords(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next.use(initReactI18next).init({
    resources: { en: { translation: en }, nb: { translation: nb } },
    lng: preferredLanguage(),
    fallbackLng: 'en',
    // React escapes what it draws.
    interpolation: { escapeValue: false },
  });
}

/** Changes the language, and remembers it in this browser. */
export async function chooseLanguage(language: Language): Promise<void> {
  remember('language', language);
  await i18next.changeLanguage(language);
}

function preferredLanguage(): Language {
  const chosen = recall('language');
  if (chosen === 'nb' || chosen === 'en') return chosen;
  return /^(nb|nn|no)\b/i.test(navigator.language) ? 'nb' : 'en';
}
