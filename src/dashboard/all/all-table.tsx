/** The table of all orders. */
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reservation } from '../api/types';
import { Money } from '../parts/money';
import { OrderName } from '../parts/order-name';
import { OrderTable, orderColumn } from '../parts/order-table';
import { StateBadge } from '../parts/state-badge';
import { Instant } from '../time/instant';

/** Rows in the order they are given. */
export function AllTable({ rows }: { rows: readonly Reservation[] }) {
  const { t } = useTranslation();
  const columns = useMemo(() => columnsOf(t), [t]);
  return <OrderTable name="all" caption={t('all.caption')} rows={rows} columns={columns} />;
}

function columnsOf(t: TFunction) {
  const amount = (id: 'orderMinor' | 'capturedMinor' | 'refundedMinor') =>
    orderColumn.display({
      id,
      header: t(`amount.${id}`),
      meta: { isNumber: true, ...(id !== 'orderMinor' && { cardLabel: t(`amount.${id}`) }) },
      cell: ({ row: { original: order } }) => (
        <Money
          amountMinor={order.amounts[id] + (id === 'capturedMinor' ? order.amounts.chargedMinor : 0)}
          currency={order.currency}
        />
      ),
    });
  return orderColumn.columns([
    orderColumn.display({
      id: 'order',
      header: t('due.column.order'),
      cell: ({ row: { original: order } }) => <OrderName order={order} />,
    }),
    orderColumn.display({
      id: 'state',
      header: t('due.column.state'),
      cell: ({ row: { original: order } }) => <StateBadge state={order.state} />,
    }),
    amount('orderMinor'),
    amount('capturedMinor'),
    amount('refundedMinor'),
    orderColumn.display({
      id: 'created',
      header: t('all.created'),
      cell: ({ row: { original: order } }) => <Instant at={order.createdAt} />,
    }),
  ]);
}
