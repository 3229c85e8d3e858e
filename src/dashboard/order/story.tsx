/** All that has happened to an order, oldest first: operations and hints in one sequence. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reservation, TimelineItem } from '../api/types';
import { clockTime, dayOf, shortInstant, wholeInstant } from '../time/format-instant';
import { useLanguage } from '../words/use-language';
import { useMoney } from '../words/use-money';
import { storyByDay } from './story-by-day';
import { type Sayings, sentenceOf, toneOf } from './story-sentence';

/** By day; hints can be left out. */
export function Story({ items, order }: { items: readonly TimelineItem[]; order: Reservation }) {
  const { t, i18n } = useTranslation();
  const language = useLanguage();
  const money = useMoney();
  const [hasHints, setHints] = useState(true);
  const sayings: Sayings = {
    t: (key, values) => t(key, values ?? {}),
    exists: (key) => i18n.exists(key),
    money: (amountMinor) => money(amountMinor, order.currency),
    instant: (at) => shortInstant(at, language),
    operations: order.operations,
  };
  const shown = hasHints ? items : items.filter((item) => toneOf(item) !== 'hint');
  return (
    <>
      <label className="check">
        <input type="checkbox" checked={hasHints} onChange={(event) => setHints(event.target.checked)} />
        {t('story.showHints')}
      </label>
      {storyByDay(shown, (at) => dayOf(at, language)).map(({ day, items: ofDay }) => (
        <div key={day} className="story-day">
          <h3>{day}</h3>
          <ol className="story">
            {ofDay.map((item) => (
              <li key={item.id} className={`is-${toneOf(item)}`}>
                <time dateTime={item.at} title={wholeInstant(item.at, language)}>
                  {clockTime(item.at, language)}
                </time>
                <span className="story-sentence">{sentenceOf(item, sayings)}</span>
                <span className="story-who quiet">
                  {t(`who.${item.source}`, { defaultValue: item.source })}
                </span>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </>
  );
}
