/** The hand over the sandbox: orders to try with, the customer's part, time, and things that go wrong. No money moves. */
import { useTranslation } from 'react-i18next';
import { Section } from '../order/section';
import { Page } from '../parts/page';
import { useMay } from '../session/session-context';
import { Faults } from './faults';
import { PlaceOrder } from './place-order';
import { SandboxOrders } from './sandbox-orders';

/** Only where the provider is the sandbox, and for operators. */
export function SandboxScreen() {
  const { t } = useTranslation();
  const may = useMay();
  if (!may('sandbox')) {
    return (
      <Page title={t('sandbox.title')}>
        <p>{t('sandbox.roleMayNot')}</p>
      </Page>
    );
  }
  return (
    <Page title={t('sandbox.title')}>
      <p className="lead">{t('sandbox.lead')}</p>
      <div className="order-grid">
        <Section title={t('sandbox.place')}>
          <PlaceOrder />
        </Section>
        <Section title={t('sandbox.faults')}>
          <Faults />
        </Section>
      </div>
      <Section title={t('sandbox.orders')} isWide>
        <SandboxOrders />
      </Section>
    </Page>
  );
}
