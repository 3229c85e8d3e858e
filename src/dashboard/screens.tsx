/** Which screen stands at which address. Due and All come with the page, the others when they are asked for. */
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Switch } from 'wouter';
import { AllScreen } from './all/all-screen';
import { DueScreen } from './due/due-screen';
import { Empty } from './parts/empty';
import { Loading } from './parts/loading';
import { Page } from './parts/page';
import { useSession } from './session/session-context';

const AttentionScreen = lazy(async () => ({
  default: (await import('./attention/attention-screen')).AttentionScreen,
}));
const OrderScreen = lazy(async () => ({ default: (await import('./order/order-screen')).OrderScreen }));
const SandboxScreen = lazy(async () => ({
  default: (await import('./sandbox/sandbox-screen')).SandboxScreen,
}));

/** The screen of the present address. */
export function Screens() {
  const { sandbox } = useSession();
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
        <Route path="/" component={DueScreen} />
        <Route path="/attention" component={AttentionScreen} />
        <Route path="/orders/:orderId">
          {({ orderId }) => <OrderScreen key={orderId} orderId={orderId} />}
        </Route>
        <Route path="/all" component={AllScreen} />
        {sandbox && <Route path="/sandbox" component={SandboxScreen} />}
        <Route component={NoScreen} />
      </Switch>
    </Suspense>
  );
}

function NoScreen() {
  const { t } = useTranslation();
  return (
    <Page title={t('shell.noScreen')}>
      <Empty title={t('shell.noScreenDetail')} />
    </Page>
  );
}
