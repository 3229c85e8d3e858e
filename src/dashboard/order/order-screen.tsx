/** One order: what it is worth, what will happen when, what may be done now, and all that has happened. */
import { useTranslation } from 'react-i18next';
import { AttentionBody } from '../attention/attention-body';
import { ResolvingRoom } from '../attention/resolving';
import { Failed } from '../parts/failed';
import { Loading } from '../parts/loading';
import { Page } from '../parts/page';
import { StateBadge } from '../parts/state-badge';
import { Actions } from './actions';
import { AmountsBar } from './amounts-bar';
import { CustomerCard } from './customer-card';
import { DeadlineLine } from './deadline-line';
import { clockAheadMs } from './deadline-steps';
import { LinesTable } from './lines-table';
import { MovementsTable } from './movements-table';
import { ProviderLine } from './provider-line';
import { Section } from './section';
import { Story } from './story';
import { useOrder } from './use-order';

/** `orderId` as the address names it. */
export function OrderScreen({ orderId }: { orderId: string }) {
  return (
    <ResolvingRoom>
      <OrderPage orderId={orderId} />
    </ResolvingRoom>
  );
}

function OrderPage({ orderId }: { orderId: string }) {
  const { t } = useTranslation();
  const { reservation, sheet, story } = useOrder(orderId);
  const order = reservation.data;
  if (order === undefined) {
    return (
      <Page title={orderId}>
        {reservation.error ? (
          <Failed error={reservation.error} onRetry={() => void reservation.refetch()} />
        ) : (
          <Loading />
        )}
      </Page>
    );
  }
  const newest = sheet.data?.asOf ?? story.data?.at(-1)?.at;
  const readAtMs = sheet.data?.asOf ? sheet.dataUpdatedAt : story.dataUpdatedAt;
  const aheadMs = clockAheadMs({ at: newest, readAtMs });
  const retrySheet = (): void => void sheet.refetch();
  return (
    <Page title={orderId} aside={<StateBadge state={order.state} />}>
      <ProviderLine order={order} />
      {reservation.error && (
        <Failed error={reservation.error} onRetry={() => void reservation.refetch()} isStale />
      )}
      {order.attention && (
        <section className="card attention-card" aria-label={t('attention.needsYou')}>
          <h2>{t('attention.needsYou')}</h2>
          <AttentionBody order={order} />
        </section>
      )}
      <Actions order={order} sheet={sheet.data} />
      <div className="order-grid">
        <Section title={t('order.amounts')}>
          <AmountsBar order={order} />
        </Section>
        <Section title={t('order.deadlines')}>
          <DeadlineLine order={order} story={story.data ?? []} aheadMs={aheadMs} />
        </Section>
        {sheet.error && <Failed error={sheet.error} onRetry={retrySheet} isStale={sheet.isSuccess} />}
        {sheet.data && (
          <>
            <Section title={t('order.lines')}>
              <LinesTable lines={sheet.data.lines} currency={order.currency} />
            </Section>
            <Section title={t('order.customer')}>
              <CustomerCard orderId={orderId} customer={sheet.data.customer} shown={sheet.data.shown} />
            </Section>
            {sheet.data.movements.length > 0 && (
              <Section title={t('order.movements')} isWide>
                <MovementsTable order={order} movements={sheet.data.movements} />
              </Section>
            )}
          </>
        )}
      </div>
      <Section title={t('order.story')} isWide>
        {story.error && <Failed error={story.error} onRetry={() => void story.refetch()} />}
        {story.isPending ? <Loading /> : <Story items={story.data ?? []} order={order} />}
      </Section>
    </Page>
  );
}
