/** How long until an instant, ticking; coloured by how soon it is. */
import { useWords } from '../words/words';
import { Instant } from './instant';
import { nearness, spanBetween } from './time-left-text';
import { useNow } from './use-now';

/** `2 days, 4 hr left`, or how long ago it was. `aheadMs` is how far the order's own clock runs ahead of ours. */
export function TimeLeft({ at, aheadMs = 0 }: { at: string; aheadMs?: number }) {
  const { t, language } = useWords();
  const nowMs = useNow() + aheadMs;
  const near = nearness(at, nowMs);
  const span = spanBetween(at, nowMs, language);
  return (
    <span className={`time-left is-${near}`}>
      <Instant at={at}>{t(near === 'past' ? 'time.overdue' : 'time.left', { span })}</Instant>
    </span>
  );
}
