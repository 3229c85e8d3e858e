/** Instants in the viewer's zone. Short ones for reading, whole ones with the zone for hovering. */
import { type Language, LOCALES } from '../money/format-money';
import { instantFormat } from '../words/formats';

/** `21 Nov, 14:05`; with the year where it is not this one. */
export function shortInstant(at: string, language: Language, nowMs: number = Date.now()): string {
  const instant = new Date(at);
  const isThisYear = instant.getFullYear() === new Date(nowMs).getFullYear();
  return instantFormat(LOCALES[language], {
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
  }).format(instant);
}

/** `Saturday 21 November 2026 at 14:05:09 GMT+1`. */
export function wholeInstant(at: string, language: Language): string {
  return instantFormat(LOCALES[language], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(at));
}

/** `Saturday 21 November`: heads the days of a story. */
export function dayOf(at: string, language: Language): string {
  return instantFormat(LOCALES[language], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  }).format(new Date(at));
}

/** `14:05:09`. */
export function clockTime(at: string, language: Language): string {
  return instantFormat(LOCALES[language], {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(new Date(at));
}
