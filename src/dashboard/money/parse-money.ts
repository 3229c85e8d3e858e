/** Amounts as people type them, into minor units. What could be read in two ways is refused: nobody guesses at money. */
import { currencyExponent, type Language } from './format-money';

const SPACES = /[\s\u00a0\u202f'’]/g;

/** How each language groups thousands, beside spaces; `1.500` is refused in Norwegian, for it is read in both ways. */
const GROUP: Record<Language, string | null> = { en: ',', nb: null };

/**
 * Minor units of a typed amount, such as `1 500,00`, `1,500.00` or `1500.5`.
 *
 * @returns null for what is no positive amount of this currency, or could mean two
 */
export function parseMoney(text: string, currency: string, language: Language): number | null {
  const exponent = currencyExponent(currency);
  const [whole, fraction] = parts(text.replace(SPACES, ''), exponent, language) ?? [];
  if (whole === undefined || fraction === undefined) return null;
  const amountMinor = Number(whole + fraction.padEnd(exponent, '0'));
  return Number.isSafeInteger(amountMinor) && amountMinor > 0 ? amountMinor : null;
}

function parts(text: string, exponent: number, language: Language): [string, string] | null {
  const ungrouped = withoutGroups(text, language);
  if (/^\d+$/.test(ungrouped)) return [ungrouped, ''];
  const [, whole, separator, fraction] = /^(\d+)([.,])(\d+)$/.exec(ungrouped) ?? [];
  if (whole === undefined || fraction === undefined || fraction.length > exponent) return null;
  // Three decimals look like a group of thousands: only the language's own decimal sign is believed.
  const isOwnSign = separator === (language === 'en' ? '.' : ',');
  return fraction.length === 3 && !isOwnSign ? null : [whole, fraction];
}

function withoutGroups(text: string, language: Language): string {
  const group = GROUP[language];
  const isGrouped = group !== null && new RegExp(`^\\d{1,3}(${group}\\d{3})+(\\.\\d+)?$`).test(text);
  return isGrouped ? text.replaceAll(group, '') : text;
}
