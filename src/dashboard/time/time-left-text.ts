/** How much time is left until an instant, in the two largest units that matter: `2 days, 4 hr`. Pure. */
import { type Language, LOCALES } from '../money/format-money';
import { numberFormat } from '../words/formats';

const UNITS = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1_000 },
] as const;

/** How soon it is: what is `near` ends within a day, what is `now` within an hour. */
export type Nearness = 'past' | 'now' | 'near' | 'far';

/** Classifies an instant by how soon it comes. */
export function nearness(at: string, nowMs: number): Nearness {
  const leftMs = Date.parse(at) - nowMs;
  if (leftMs <= 0) return 'past';
  if (leftMs <= 3_600_000) return 'now';
  return leftMs <= 86_400_000 ? 'near' : 'far';
}

/** The span between an instant and now, whichever comes first, without a sign; under a second is `0 sec`. */
export function spanBetween(at: string, nowMs: number, language: Language): string {
  return formatSpan(Math.abs(Date.parse(at) - nowMs), language);
}

/** A span of milliseconds in its two largest units. */
export function formatSpan(spanMs: number, language: Language): string {
  const first = UNITS.findIndex(({ ms }) => spanMs >= ms);
  const chosen = first < 0 ? UNITS.slice(-1) : UNITS.slice(first, first + 2);
  let restMs = spanMs;
  const parts = chosen.flatMap(({ unit, ms }, index) => {
    const count = Math.floor(restMs / ms);
    restMs -= count * ms;
    return count === 0 && index > 0 ? [] : [inUnit(count, unit, language)];
  });
  return parts.join(language === 'en' ? ', ' : ' ');
}

function inUnit(count: number, unit: string, language: Language): string {
  return numberFormat(LOCALES[language], { style: 'unit', unit, unitDisplay: 'short' }).format(count);
}
