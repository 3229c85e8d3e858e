/** An order by the name that is safe to show: its id, which leads to its screen, and the provider's id below it. */

import { Link } from 'wouter';
import type { Reservation } from '../api/types';
import { useWords } from '../words/words';

/** A link; a mark beside it when the order waits for a person. */
export function OrderName({ order }: { order: Reservation }) {
  const { t } = useWords();
  return (
    <>
      <Link href={`/orders/${order.orderId}`} className="order-link" data-does="open">
        {order.orderId}
      </Link>
      {order.attention && (
        <Link
          href={`/attention#${order.orderId}`}
          className="badge is-attention"
          aria-label={`${t('attention.mark')}: ${order.orderId}`}
        >
          {t('attention.mark')}
        </Link>
      )}
      <span className="quiet below mono">{order.reservationUuid}</span>
    </>
  );
}
