/** The order's deadlines on a line of time, with what the timer will do at its own. */
import { useTranslation } from 'react-i18next';
import type { Reservation, TimelineItem } from '../api/types';
import { isTimerWaiting } from '../due/is-timer-waiting';
import { Instant } from '../time/instant';
import { TimeLeft } from '../time/time-left';
import { useNow } from '../time/use-now';
import { useTimerSentence } from '../words/use-timer-sentence';
import { type Step, stepsOf } from './deadline-steps';

/** `aheadMs` is how far the order's clock runs ahead of ours. */
export function DeadlineLine({
  order,
  story,
  aheadMs,
}: {
  order: Reservation;
  story: readonly TimelineItem[];
  aheadMs: number;
}) {
  const { t } = useTranslation();
  const realNowMs = useNow();
  const steps = stepsOf(order, story, realNowMs + aheadMs);
  const isPlanned = story.some(({ type }) => type === 'capture_planned_earlier');
  return (
    <>
      <TimerSentence order={order} aheadMs={aheadMs} />
      <ol className="time-line">
        {steps.map((step) => (
          <li
            key={step.name}
            className={classOf(step)}
            aria-current={step.name === 'now' ? 'step' : undefined}
          >
            <span className="step-name">{t(`step.${step.name}`)}</span>
            {step.name !== 'now' && (
              <span className="step-time">
                <Instant at={step.at} />
                {!step.isPast && (
                  <>
                    {' · '}
                    <TimeLeft at={step.at} aheadMs={aheadMs} />
                  </>
                )}
              </span>
            )}
            {step.name === 'captureAt' && isPlanned && <span className="quiet">{t('step.planned')}</span>}
          </li>
        ))}
      </ol>
      {aheadMs > 0 && <p className="quiet">{t('step.ahead')}</p>}
    </>
  );
}

function TimerSentence({ order, aheadMs }: { order: Reservation; aheadMs: number }) {
  const { t } = useTranslation();
  const sentence = useTimerSentence();
  const { timer, amounts, currency } = order;
  if (!timer) return <p className="timer-sentence">{t('timer.notRunning')}</p>;
  return (
    <p className="timer-sentence">
      <strong>{sentence({ does: timer.does, amountMinor: amounts.runwayMinor, currency })}</strong>
      {timer.does !== 'none' && (
        <>
          {' · '}
          <Instant at={timer.at} />
          {' · '}
          <TimeLeft at={timer.at} aheadMs={aheadMs} />
        </>
      )}
      {isTimerWaiting(order) && <> {t('timer.stopped')}</>}
    </p>
  );
}

function classOf({ name, isPast }: Step): string {
  if (name === 'now') return 'is-now';
  return isPast ? 'is-past' : 'is-coming';
}
