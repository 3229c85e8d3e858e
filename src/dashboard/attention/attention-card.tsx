/** One order that waits for a person: which, why, since when, what to do, and the evidence. */
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Reservation } from '../api/types';
import { StateBadge } from '../parts/state-badge';
import { AttentionBody } from './attention-body';

/** Its heading is the order. */
export function AttentionCard({ order }: { order: Reservation }) {
  const { t } = useTranslation();
  const headingId = useId();
  return (
    <article className="card attention-card" id={order.orderId} aria-labelledby={headingId}>
      <header className="card-head">
        <h2 id={headingId}>
          <Link href={`/orders/${order.orderId}`}>{order.orderId}</Link>
        </h2>
        <StateBadge state={order.state} />
        <span className="quiet mono">{order.reservationUuid}</span>
        <Link href={`/orders/${order.orderId}`} className="card-more">
          {t('attention.open')}
          <span className="visually-hidden"> {order.orderId}</span>
        </Link>
      </header>
      <AttentionBody order={order} />
    </article>
  );
}
