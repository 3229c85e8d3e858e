/** What a timer will do, as a sentence. */

import type { NextTimer } from '../api/types';
import { useMoney } from './use-money';
import { useWords } from './words';

/** A function from a timer's deed to a sentence that names the money: "Captures NOK 3,000.00". */
export function useTimerSentence(): (timer: {
  does: NextTimer['does'];
  amountMinor: number;
  currency: string;
}) => string {
  const { t } = useWords();
  const money = useMoney();
  return ({ does, amountMinor, currency }) => t(`timer.${does}`, { amount: money(amountMinor, currency) });
}
