/** What an attention says and shows; the same on its own screen and on the order's. */
import { useTranslation } from 'react-i18next';
import type { Reservation } from '../api/types';
import { Instant } from '../time/instant';
import { TimeLeft } from '../time/time-left';
import { Answers } from './answers';
import { BooksBeside } from './books-beside';
import { asDifferingBooks } from './books-differ';
import { OtherEvidence } from './other-evidence';
import { SideBySide } from './side-by-side';
import { asUnsettled } from './unsettled-evidence';

/** Nothing where nothing waits. */
export function AttentionBody({ order }: { order: Reservation }) {
  const { t, i18n } = useTranslation();
  const { attention, deadlines, state } = order;
  if (attention === null) return null;
  const { code, message, since, operationId, evidence } = attention;
  const isKnown = i18n.exists(`attention.code.${code}.title`);
  const unsettled = asUnsettled(evidence);
  const differing = asDifferingBooks(evidence);
  const operation = order.operations.find((other) => other.operationId === operationId);
  const isHeld = state === 'reserved' || state === 'captured';
  return (
    <>
      <p className="attention-what">
        <strong>{isKnown ? t(`attention.code.${code}.title`) : code}</strong>
        <span className="quiet">
          {' '}
          {t('attention.since')} <Instant at={since} />
        </span>
        {isHeld && deadlines.captureBy && (
          <span className="attention-deadline">
            {t('attention.captureBy')} <TimeLeft at={deadlines.captureBy} />
          </span>
        )}
      </p>
      <p>{isKnown ? t(`attention.code.${code}.detail`) : message}</p>
      {unsettled ? (
        <>
          <SideBySide order={order} operation={operation} evidence={unsettled} />
          {operation && <Answers order={order} operation={operation} evidence={unsettled} />}
        </>
      ) : (
        <>
          {differing && <BooksBeside books={differing} currency={order.currency} />}
          <OtherEvidence evidence={evidence} message={message} currency={order.currency} />
        </>
      )}
    </>
  );
}
