/** What the row's timer will do, and when, if nobody does anything. */

import type { Reservation } from '../api/types';
import { Instant } from '../time/instant';
import { useTimerSentence } from '../words/use-timer-sentence';
import { useWords } from '../words/words';
import { isTimerWaiting } from './is-timer-waiting';

/** A sentence, and its instant. */
export function TimerCell({ order }: { order: Reservation }) {
  const { t } = useWords();
  const sentence = useTimerSentence();
  const { timer, amounts, currency } = order;
  if (!timer) return null;
  if (isTimerWaiting(order)) return <span className="is-stopped">{t('timer.stopped')}</span>;
  return (
    <>
      {sentence({ does: timer.does, amountMinor: amounts.runwayMinor, currency })}
      {timer.does !== 'none' && (
        <span className="quiet below">
          <Instant at={timer.at} />
        </span>
      )}
    </>
  );
}
