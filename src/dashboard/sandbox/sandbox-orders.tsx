/** The newest orders, each with what can be done to it from outside: its customer's part, and its clock. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listReservations } from '../api/reservations';
import { LISTS } from '../live/query-keys';
import { Empty } from '../parts/empty';
import { Failed } from '../parts/failed';
import { Loading } from '../parts/loading';
import { Money } from '../parts/money';
import { OrderName } from '../parts/order-name';
import { StateBadge } from '../parts/state-badge';
import { OrderHand } from './order-hand';

const SHOWN = '15';

/** A table. */
export function SandboxOrders() {
  const { t } = useTranslation();
  const list = useQuery({
    queryKey: [...LISTS, 'sandbox'],
    queryFn: ({ signal }) => listReservations({ limit: SHOWN }, signal),
  });
  if (list.isPending) return <Loading />;
  if (list.error) return <Failed error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data.items.length === 0) return <Empty title={t('all.noneYet')} />;
  return (
    <table className="rows sandbox-rows">
      <caption className="visually-hidden">{t('sandbox.orders')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('due.column.order')}</th>
          <th scope="col">{t('due.column.state')}</th>
          <th scope="col" className="is-number">
            {t('due.column.amount')}
          </th>
          <th scope="col">{t('sandbox.hand')}</th>
        </tr>
      </thead>
      <tbody>
        {list.data.items.map((order) => (
          <tr key={order.orderId} data-row>
            <td>
              <OrderName order={order} />
            </td>
            <td>
              <StateBadge state={order.state} />
            </td>
            <td className="is-number">
              <Money amountMinor={order.amounts.orderMinor} currency={order.currency} />
            </td>
            <td>
              <OrderHand order={order} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
