/** Which part of a sum is meant: all of it, an amount, or amounts by line. Pure. */
import type { Language } from '../money/format-money';
import { parseMoney } from '../money/parse-money';

/** What was chosen and typed so far; `lines` by index. */
export interface Portion {
  by: 'all' | 'amount' | 'lines';
  amount: string;
  lines: Record<number, string>;
}

/** What it is a part of. */
export interface Whole {
  allMinor: number;
  lines: readonly { line: number; name: string; amountMinor: number }[];
  currency: string;
}

/** What a portion comes to. `body` is null while something is at fault; `faults` names it by field. */
export interface ChosenPortion {
  amountMinor: number | null;
  body: { amountMinor?: number; lines?: { line: number; amountMinor: number }[] } | null;
  faults: Record<string, 'unreadable' | 'tooMuch' | 'nothing'>;
}

/** Reads a portion. An empty field of a line means nothing of that line. */
export function portionOf(portion: Portion, whole: Whole & { language: Language }): ChosenPortion {
  switch (portion.by) {
    case 'all':
      return { amountMinor: whole.allMinor, body: {}, faults: {} };
    case 'amount':
      return byAmount(portion.amount, whole);
    case 'lines':
      return byLines(portion.lines, whole);
    default:
      return portion.by satisfies never;
  }
}

function byAmount(
  text: string,
  { allMinor, currency, language }: Whole & { language: Language },
): ChosenPortion {
  if (text.trim() === '') return { amountMinor: null, body: null, faults: {} };
  const amountMinor = parseMoney(text, currency, language);
  if (amountMinor === null) return atFault({ amount: 'unreadable' });
  if (amountMinor > allMinor) return atFault({ amount: 'tooMuch' });
  return { amountMinor, body: { amountMinor }, faults: {} };
}

function byLines(texts: Record<number, string>, whole: Whole & { language: Language }): ChosenPortion {
  const { lines, allMinor, currency, language } = whole;
  const typed = lines.filter(({ line }) => (texts[line] ?? '').trim() !== '');
  if (typed.length === 0) return { amountMinor: null, body: null, faults: {} };
  const faults: ChosenPortion['faults'] = {};
  const chosen = typed.map(({ line, amountMinor: most }) => {
    const amountMinor = parseMoney(texts[line] ?? '', currency, language);
    if (amountMinor === null) faults[line] = 'unreadable';
    else if (amountMinor > most) faults[line] = 'tooMuch';
    return { line, amountMinor: amountMinor ?? 0 };
  });
  const amountMinor = chosen.reduce((sum, entry) => sum + entry.amountMinor, 0);
  if (Object.keys(faults).length === 0 && amountMinor > allMinor) faults['amount'] = 'tooMuch';
  return Object.keys(faults).length > 0 ? atFault(faults) : { amountMinor, body: { lines: chosen }, faults };
}

function atFault(faults: ChosenPortion['faults']): ChosenPortion {
  return { amountMinor: null, body: null, faults };
}
