/** The looks at the provider's books, oldest first: before it was sent, and each one since. */
import { useTranslation } from 'react-i18next';
import { Money } from '../parts/money';
import { Instant } from '../time/instant';
import { type Look, lookBefore, type UnsettledEvidence } from './unsettled-evidence';

/** More than this many looks say the same as the newest of them. */
const MAX_LOOKS = 6;

/** A table; on a phone it scrolls by itself. */
export function Readings({
  evidence: { baseline, readings },
  currency,
}: {
  evidence: UnsettledEvidence;
  currency: string;
}) {
  const { t } = useTranslation();
  const shown = readings.slice(-MAX_LOOKS);
  if (baseline === null && shown.length === 0) return <p>{t('evidence.noReadings')}</p>;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <div className="scroller" role="group" tabIndex={0} aria-label={t('evidence.shown')}>
      <table className="figures">
        <thead>
          <tr>
            {['when', 'status', 'captured', 'charged', 'refunded', 'fresh'].map((column) => (
              <th key={column} scope="col">
                {t(`evidence.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {baseline && <LookRow look={lookBefore(baseline)} currency={currency} isBefore />}
          {shown.map((look) => (
            <LookRow key={look.at} look={look} currency={currency} />
          ))}
        </tbody>
      </table>
      {readings.length > shown.length && (
        <p className="quiet">{t('evidence.moreReadings', { count: readings.length - shown.length })}</p>
      )}
    </div>
  );
}

function LookRow({ look, currency, isBefore = false }: { look: Look; currency: string; isBefore?: boolean }) {
  const { t } = useTranslation();
  const figures = [look.capturedMinor, look.chargedMinor, look.refundedMinor];
  return (
    <tr>
      <th scope="row">
        {isBefore && <span className="badge is-plain">{t('evidence.before')}</span>} <Instant at={look.at} />
      </th>
      <td>{look.status ?? '–'}</td>
      {figures.map((figure, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: three columns that never move
        <td key={index}>{figure === null ? '–' : <Money amountMinor={figure} currency={currency} />}</td>
      ))}
      <td>
        {look.newMovements.length === 0
          ? t('evidence.nothingNew')
          : look.newMovements.map(({ reference, amountMinor }) => (
              <span key={reference} className="mono">
                {reference} <Money amountMinor={amountMinor} currency={currency} />
              </span>
            ))}
      </td>
    </tr>
  );
}
