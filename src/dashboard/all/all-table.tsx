/** The table of all orders. */
import { createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reservation } from '../api/types';
import { Money } from '../parts/money';
import { OrderName } from '../parts/order-name';
import { StateBadge } from '../parts/state-badge';
import { Instant } from '../time/instant';

const features = tableFeatures({});
const helper = createColumnHelper<typeof features, Reservation>();

/** Rows in the order they are given. */
export function AllTable({ rows }: { rows: readonly Reservation[] }) {
  const { t } = useTranslation();
  const columns = useMemo(() => columnsOf(t), [t]);
  const table = useTable({ features, columns, data: rows, getRowId: ({ orderId }) => orderId });
  return (
    <table className="rows all-rows">
      <caption className="visually-hidden">{t('all.caption')}</caption>
      <thead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
            {group.headers.map((header) => (
              <th key={header.id} scope="col" className={`col-${header.id}`}>
                <table.FlexRender header={header} />
              </th>
            ))}
          </tr>
        ))}
      </thead>
      <tbody>
        {table.getRowModel().rows.map((row) => (
          <tr key={row.id} data-row>
            {row.getAllCells().map((cell) => (
              <td key={cell.id} className={`col-${cell.column.id}`}>
                <table.FlexRender cell={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function columnsOf(t: TFunction) {
  const amount = (id: 'orderMinor' | 'capturedMinor' | 'refundedMinor') =>
    helper.display({
      id,
      header: t(`amount.${id}`),
      cell: ({ row: { original: order } }) => (
        <Money
          amountMinor={order.amounts[id] + (id === 'capturedMinor' ? order.amounts.chargedMinor : 0)}
          currency={order.currency}
        />
      ),
    });
  return helper.columns([
    helper.display({
      id: 'order',
      header: t('due.column.order'),
      cell: ({ row: { original: order } }) => <OrderName order={order} />,
    }),
    helper.display({
      id: 'state',
      header: t('due.column.state'),
      cell: ({ row: { original: order } }) => <StateBadge state={order.state} />,
    }),
    amount('orderMinor'),
    amount('capturedMinor'),
    amount('refundedMinor'),
    helper.display({
      id: 'created',
      header: t('all.created'),
      cell: ({ row: { original: order } }) => <Instant at={order.createdAt} />,
    }),
  ]);
}
