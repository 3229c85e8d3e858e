/** The order's money as a bar, with the same figures in words: nothing is told by colour alone. */
import { useTranslation } from 'react-i18next';
import type { Reservation } from '../api/types';
import { Money } from '../parts/money';
import { isReleased, sharesOf } from './amount-shares';

/** The bar is for the eye; the list below it says all. */
export function AmountsBar({ order }: { order: Reservation }) {
  const { t } = useTranslation();
  const { amounts, currency, state } = order;
  const { shares, refundedWidth } = sharesOf(amounts, state);
  const rest = isReleased(state) ? 'released' : 'runway';
  const figures = [
    { name: 'ordered', amountMinor: amounts.orderMinor },
    { name: 'reserved', amountMinor: amounts.reservedMinor },
    { name: 'captured', amountMinor: amounts.capturedMinor },
    { name: 'charged', amountMinor: amounts.chargedMinor },
    { name: 'refunded', amountMinor: amounts.refundedMinor },
    {
      name: rest,
      amountMinor:
        rest === 'runway' ? amounts.runwayMinor : Math.max(0, amounts.reservedMinor - amounts.capturedMinor),
    },
  ];
  return (
    <>
      <svg className="amounts" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
        <rect className="amount-ground" width="100" height="10" />
        {shares.map(({ name, from, width }) => (
          <rect key={name} className={`amount-${name}`} x={from} width={width} height="10" />
        ))}
        {refundedWidth > 0 && <rect className="amount-refunded" y="11" width={refundedWidth} height="3" />}
      </svg>
      <dl className="legend">
        {figures.map(({ name, amountMinor }) => (
          <div key={name} className={amountMinor === 0 ? 'is-zero' : undefined}>
            <dt>
              <span className={`swatch is-${name}`} aria-hidden="true" />
              {t(`amount.${name}`)}
            </dt>
            <dd>
              <Money amountMinor={amountMinor} currency={currency} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
