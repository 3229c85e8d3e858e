/** Stands in for the consequence while there is no amount that could be sent: says what to give. */
import { useTranslation } from 'react-i18next';
import { useMoney } from '../words/use-money';
import type { ChosenPortion } from './portion';

/** One sentence. Whoever gave too much is told the most; to be asked for an amount would say that none was given. */
export function NoAmount({
  faults,
  most,
}: {
  faults: ChosenPortion['faults'];
  most: { amountMinor: number; currency: string };
}) {
  const { t } = useTranslation();
  const money = useMoney();
  return faults['amount'] === 'tooMuch'
    ? t('consequence.tooMuch', { amount: money(most.amountMinor, most.currency) })
    : t('consequence.noAmount');
}
