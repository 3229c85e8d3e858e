/** An amount in a column: its digits stand below each other. */

import { useMoney } from '../words/use-money';
import { useWords } from '../words/words';

/** `NOK 3,000.00`; with `of`, `of NOK 3,000.00`. */
export function Money({
  amountMinor,
  currency,
  of = false,
}: {
  amountMinor: number;
  currency: string;
  of?: boolean;
}) {
  const { t } = useWords();
  const amount = useMoney()(amountMinor, currency);
  return <span className="money">{of ? t('common.of', { amount }) : amount}</span>;
}
