/** The state of an order in a word; its colour only repeats the word. */

import type { OrderState } from '../api/types';
import { useWords } from '../words/words';

/** A badge. */
export function StateBadge({ state }: { state: OrderState }) {
  const { t } = useWords();
  return <span className={`badge is-${state}`}>{t(`state.${state}`)}</span>;
}
