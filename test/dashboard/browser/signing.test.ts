/** Who may come in by the browser, what each role sees of an order and its customer, and the way out. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { KEYS } from '../../http/running-server';
import { type Dashboard, inBrowser, START_MS, startDashboard } from './dashboard';
import { rowOf } from './window';

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await startDashboard();
}, START_MS);
afterAll(() => dashboard?.close());

describe('signing in', () => {
  inBrowser(
    'refuses a wrong key at its field, lets a right one in, and keeps nothing of it after signing out',
    async () => {
      const orderId = await dashboard.hold();
      const { page } = await dashboard.open(`/orders/${orderId}`, { as: null });
      const key = page.getByLabel('API key');
      const submit = page.getByRole('button', { name: 'Sign in' });
      await key.fill('not-a-key-of-ours');
      await submit.click();
      await page.getByText('This key is not known.').waitFor();
      expect(await key.getAttribute('aria-invalid')).toBe('true');

      await key.fill(KEYS.operator);
      await submit.click();
      await page.getByRole('heading', { name: orderId, level: 1 }).waitFor();
      expect(
        await page.evaluate('JSON.stringify([document.cookie, localStorage, sessionStorage])'),
      ).not.toMatch(/key-0123|holdfast_session/);

      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      expect((await page.request.get('/session')).status()).toBe(401);
      await page.reload();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      expect(await page.getByText(orderId).count()).toBe(0);
    },
  );

  inBrowser('shows a viewer every order, and neither an action nor a customer', async () => {
    const orderId = await dashboard.hold();
    const { page } = await dashboard.open('/', { as: 'viewer' });
    await rowOf(page, orderId).getByText('Captures NOK 3,000.00').waitFor();
    expect(await page.getByRole('button', { name: 'Capture' }).count()).toBe(0);
    expect(await page.getByRole('checkbox').count()).toBe(0);
    await page.getByRole('link', { name: orderId, exact: true }).click();
    await page.getByText('Your key may read this order and nothing else.').waitFor();
    const customer = page.getByRole('region', { name: 'Customer' });
    await customer.getByText('K… N…').waitFor();
    expect(await customer.getByRole('button').count()).toBe(0);
    expect(await page.getByText('Nordmann').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Sandbox' }).count()).toBe(0);
    await page.goto('/sandbox');
    await page.getByText('Only an operator’s key may play with the sandbox.').waitFor();
  });

  inBrowser('shows an operator the customer on purpose, and records the showing', async () => {
    const orderId = await dashboard.hold();
    const { page } = await dashboard.open(`/orders/${orderId}`);
    const customer = page.getByRole('region', { name: 'Customer' });
    await customer.getByText('K… N…').waitFor();
    await customer.getByRole('button', { name: 'Show customer' }).click();
    await customer.getByText('Kari Nordmann').waitFor();
    await customer.getByText('Shown once').click();
    await customer.getByRole('listitem').waitFor();
    await customer.getByRole('button', { name: 'Hide customer' }).click();
    await customer.getByText('K… N…').waitFor();
  });

  inBrowser('speaks Norwegian once that is chosen, and remembers it', async () => {
    const { page } = await dashboard.open('/', { as: null });
    await page.getByLabel('Language').selectOption('nb');
    await page.getByRole('heading', { name: 'Logg inn' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Logg inn' }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('nb');
  });
});
