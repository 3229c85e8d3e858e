/** Amounts in the language that is shown. */
import { formatMoney } from '../money/format-money';
import { useLanguage } from './use-language';

/** A function from minor units and currency to what people read. */
export function useMoney(): (amountMinor: number, currency: string) => string {
  const language = useLanguage();
  return (amountMinor, currency) => formatMoney(amountMinor, currency, language);
}
