/** What the row's timer will do, and when, if nobody does anything. */
import { useTranslation } from 'react-i18next';
import type { Reservation } from '../api/types';
import { Instant } from '../time/instant';
import { useTimerSentence } from '../words/use-timer-sentence';
import { timerPlanOf } from './timer-plan';

/** A sentence, and its instant. */
export function TimerCell({ order }: { order: Reservation }) {
  const { t } = useTranslation();
  const sentence = useTimerSentence();
  const plan = timerPlanOf(order);
  if (plan === null) return null;
  if (plan.isStopped) return <span className="is-stopped">{t('timer.stopped')}</span>;
  return (
    <>
      {sentence({ ...plan, currency: order.currency })}
      {plan.at && (
        <span className="quiet below">
          <Instant at={plan.at} />
        </span>
      )}
    </>
  );
}
