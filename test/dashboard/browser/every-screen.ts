/** Every screen of the dashboard with something on it, for tests that hold what is true of all of them. */
import type { Page } from 'playwright-core';
import type { Dashboard } from './dashboard';

/** A screen, how one comes to it, and what shows that it is all there. */
export interface Screen {
  name: string;
  path: string;
  /** Whether one must be signed in. */
  isInside: boolean;
  isThere(page: Page): Promise<unknown>;
}

/** Fills the dashboard, and names its screens. */
export async function everyScreen(dashboard: Dashboard): Promise<Screen[]> {
  await dashboard.hold({ amountMinor: 1_249_000, policy: { captureWindow: 'PT23H' } });
  await dashboard.hold({ amountMinor: 89_900, policy: { captureWindow: 'P2D', capture: 'manual' } });
  await dashboard.hold({ amountMinor: 420_050, policy: { complete: 'chargeValidityEnd' } });
  await dashboard.server.http.post('/v1/sandbox/sample-order', { amountMinor: 640_000 });
  const busy = await busyOrder(dashboard);
  const unknown = await dashboard.hold({ amountMinor: 275_000, policy: { captureWindow: 'P4D' } });
  await dashboard.loseCapture(unknown);
  const heading = (name: string) => (page: Page) =>
    page.getByRole('heading', { name, level: 1, exact: true }).waitFor();
  const onceShown = (text: string, title: string) => async (page: Page) => {
    await heading(title)(page);
    await page.getByText(text).first().waitFor();
  };
  const inside = { isInside: true };
  return [
    { name: 'sign-in', path: '/', isInside: false, isThere: heading('Sign in') },
    { name: 'due', path: '/', ...inside, isThere: onceShown('Captures NOK 4,200.50', 'Due') },
    { name: 'attention', path: '/attention', ...inside, isThere: onceShown('What we sent', 'Attention') },
    { name: 'order', path: `/orders/${busy}`, ...inside, isThere: onceShown('The order was placed.', busy) },
    { name: 'all', path: '/all', ...inside, isThere: onceShown(unknown, 'All orders') },
    { name: 'sandbox', path: '/sandbox', ...inside, isThere: onceShown(unknown, 'Sandbox') },
  ];
}

/** Captured in two parts, refunded of one, charged, and shown to an operator. */
async function busyOrder(dashboard: Dashboard): Promise<string> {
  const orderId = await dashboard.hold({ policy: { complete: 'manual' } });
  const act = async (name: string, body: object) => {
    const status = await dashboard.command(orderId, name, body);
    if (status !== 200) throw new Error(`The ${name} was answered ${status}.`);
  };
  await act('capture', { amountMinor: 120_000, note: 'First night' });
  await act('capture', { amountMinor: 45_000 });
  await act('charge', { lines: [{ name: 'Minibar', amountMinor: 18_500, taxPercent: 25 }] });
  const [first] = (await dashboard.booksOf(orderId)).captures;
  await act('refund', { reference: first?.reference, amountMinor: 30_000 });
  await act('customer', {});
  return orderId;
}
