/** The columns of the holds. */
import type { TFunction } from 'i18next';
import type { Reservation } from '../api/types';
import { Money } from '../parts/money';
import { OrderName } from '../parts/order-name';
import { orderColumn } from '../parts/order-table';
import { StateBadge } from '../parts/state-badge';
import { Instant } from '../time/instant';
import { TimeLeft } from '../time/time-left';
import { TimerCell } from './timer-cell';
import { isCapturable } from './use-selection';

/** Without the role to capture there is nothing to select, and no button. */
export function dueColumns({
  t,
  onCapture,
  canCapture,
}: {
  t: TFunction;
  onCapture: (order: Reservation) => void;
  canCapture: boolean;
}) {
  const facts = [
    orderColumn.display({
      id: 'captureBy',
      header: t('due.column.captureBy'),
      cell: ({ row: { original: order } }) => <CaptureBy at={order.deadlines.captureBy} />,
    }),
    orderColumn.display({
      id: 'order',
      header: t('due.column.order'),
      cell: ({ row: { original: order } }) => <OrderName order={order} />,
    }),
    orderColumn.display({
      id: 'amount',
      header: t('due.column.amount'),
      meta: { isNumber: true },
      cell: ({ row: { original: order } }) => <HeldAmount order={order} />,
    }),
    orderColumn.display({
      id: 'state',
      header: t('due.column.state'),
      cell: ({ row: { original: order } }) => <StateBadge state={order.state} />,
    }),
    orderColumn.display({
      id: 'timer',
      header: t('due.column.timer'),
      meta: { cardLabel: t('due.column.timer') },
      cell: ({ row: { original: order } }) => <TimerCell order={order} />,
    }),
  ];
  return orderColumn.columns(canCapture ? [selectColumn(t), ...facts, actColumn(t, onCapture)] : facts);
}

function selectColumn(t: TFunction) {
  return orderColumn.display({
    id: 'select',
    header: ({ table }) => (
      <input
        type="checkbox"
        aria-label={t('due.selectAll')}
        checked={table.getIsAllRowsSelected()}
        ref={(box) => {
          if (box) box.indeterminate = table.getIsSomeRowsSelected() && !table.getIsAllRowsSelected();
        }}
        onChange={table.getToggleAllRowsSelectedHandler()}
      />
    ),
    cell: ({ row }) => (
      <input
        type="checkbox"
        data-does="select"
        aria-label={t('due.select', { orderId: row.original.orderId })}
        checked={row.getIsSelected()}
        disabled={!row.getCanSelect()}
        onChange={row.getToggleSelectedHandler()}
      />
    ),
  });
}

function actColumn(t: TFunction, onCapture: (order: Reservation) => void) {
  return orderColumn.display({
    id: 'act',
    header: () => <span className="visually-hidden">{t('due.column.act')}</span>,
    cell: ({ row: { original: order } }) =>
      isCapturable(order) && (
        <button
          type="button"
          className="button is-primary"
          data-does="capture"
          aria-label={t('due.captureRow', { orderId: order.orderId })}
          onClick={() => onCapture(order)}
        >
          {t('action.capture')}
        </button>
      ),
  });
}

function CaptureBy({ at }: { at: string | null }) {
  if (at === null) return null;
  return (
    <>
      <TimeLeft at={at} />
      <span className="quiet below">
        <Instant at={at} />
      </span>
    </>
  );
}

function HeldAmount({ order: { amounts, currency } }: { order: Reservation }) {
  return (
    <>
      <Money amountMinor={amounts.runwayMinor} currency={currency} />
      {amounts.runwayMinor !== amounts.reservedMinor && (
        <span className="quiet below">
          <Money amountMinor={amounts.reservedMinor} currency={currency} of />
        </span>
      )}
    </>
  );
}
