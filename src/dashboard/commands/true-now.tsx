/** What is true of an order at this moment: after a refusal, so that nobody has to look for it. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readReservation } from '../api/reservations';
import type { CommandKind, Operation, Reservation } from '../api/types';
import { reservationKey } from '../live/query-keys';
import { StateBadge } from '../parts/state-badge';
import { Instant } from '../time/instant';
import { useMoney } from '../words/use-money';

/** State, money, and who did the last thing. */
export function TrueNow({ orderId, kind }: { orderId: string; kind: CommandKind | 'resolve' }) {
  const { t } = useTranslation();
  const money = useMoney();
  const { data: order } = useQuery({
    queryKey: reservationKey(orderId),
    queryFn: ({ signal }) => readReservation(orderId, signal),
    staleTime: 0,
  });
  if (!order) return null;
  const { capturedMinor, runwayMinor } = order.amounts;
  return (
    <p>
      {t('outcome.trueNow')} <StateBadge state={order.state} />{' '}
      {t('outcome.amounts', {
        captured: money(capturedMinor, order.currency),
        runway: money(runwayMinor, order.currency),
      })}{' '}
      <LastDone order={order} kind={kind} />
    </p>
  );
}

function LastDone({ order, kind }: { order: Reservation; kind: CommandKind | 'resolve' }) {
  const { t } = useTranslation();
  const money = useMoney();
  const last = lastExecuted(order.operations, kind);
  if (last?.settledAt == null) return null;
  const amount = last.amountMinor === null ? '' : ` ${money(last.amountMinor, order.currency)}`;
  return (
    <>
      {t('outcome.lastDone', {
        what: t(`operation.${last.kind}`) + amount,
        who: t(`who.${last.requestedBy}`, { defaultValue: last.requestedBy }),
      })}{' '}
      (<Instant at={last.settledAt} />)
    </>
  );
}

/** The last of the kind that was asked for: what the timer did after it explains nothing. Else the last of any. */
function lastExecuted(
  operations: readonly Operation[],
  asked: CommandKind | 'resolve',
): Operation | undefined {
  const executed = operations.filter(({ status, kind }) => status === 'executed' && kind !== 'submit');
  return executed.findLast(({ kind }) => kind === asked) ?? executed.at(-1);
}
