/** Side by side: what we sent, and what the provider's books showed before and since. */
import { useTranslation } from 'react-i18next';
import type { Operation, Reservation } from '../api/types';
import { Money } from '../parts/money';
import { Instant } from '../time/instant';
import { Readings } from './readings';
import type { UnsettledEvidence } from './unsettled-evidence';

/** `operation` is missing only where the order has forgotten it. */
export function SideBySide({
  order,
  operation,
  evidence,
}: {
  order: Reservation;
  operation: Operation | undefined;
  evidence: UnsettledEvidence;
}) {
  const { t } = useTranslation();
  const { sent, search } = evidence;
  return (
    <div className="side-by-side">
      <section>
        <h3>{t('evidence.sent')}</h3>
        <dl className="facts">
          {operation && (
            <div>
              <dt>{t('evidence.what')}</dt>
              <dd>
                {t(`operation.${operation.kind}`)} <span className="mono quiet">{operation.operationId}</span>
              </dd>
            </div>
          )}
          {sent.amountMinor !== null && (
            <div>
              <dt>{t('evidence.amount')}</dt>
              <dd>
                <Money amountMinor={sent.amountMinor} currency={order.currency} />
              </dd>
            </div>
          )}
          {sent.at && (
            <div>
              <dt>{t('evidence.at')}</dt>
              <dd>
                <Instant at={sent.at} />
              </dd>
            </div>
          )}
          <div>
            <dt>{t('evidence.times')}</dt>
            <dd>{t('evidence.timesValue', { count: sent.times })}</dd>
          </div>
          {sent.reason && (
            <div>
              <dt>{t('evidence.reason')}</dt>
              <dd>{t(`reason.${sent.reason}`, { defaultValue: sent.reason })}</dd>
            </div>
          )}
          <div>
            <dt>{t('evidence.search')}</dt>
            <dd>
              <span className="mono">{search.for}</span>{' '}
              <span className="quiet">
                ({t(`evidence.searchIn.${operation?.kind ?? 'other'}`, { defaultValue: search.in })})
              </span>
            </dd>
          </div>
        </dl>
      </section>
      <section>
        <h3>{t('evidence.shown')}</h3>
        <Readings evidence={evidence} currency={order.currency} />
      </section>
    </div>
  );
}
