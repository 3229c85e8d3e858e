/** The order's other names, when it was placed, and where its customer pays. */
import { useTranslation } from 'react-i18next';
import type { Reservation } from '../api/types';
import { Instant } from '../time/instant';

/** One line below the heading. */
export function ProviderLine({ order }: { order: Reservation }) {
  const { t } = useTranslation();
  const { reservationUuid, provider, createdAt, checkoutUrl, state } = order;
  return (
    <p className="quiet provider-line">
      {reservationUuid && <span className="mono">{reservationUuid}</span>}
      {provider && <span>{t('order.providerStatus', { status: provider.status })}</span>}
      <span>
        {t('order.placed')} <Instant at={createdAt} />
      </span>
      {checkoutUrl && state === 'awaitingPayment' && (
        <a href={checkoutUrl} target="_blank" rel="noreferrer noopener">
          {t('order.checkout')}
          <span className="visually-hidden"> {t('common.newWindow')}</span>
        </a>
      )}
    </p>
  );
}
