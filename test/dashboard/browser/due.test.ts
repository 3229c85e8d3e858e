/** The first screen: many holds captured with one confirmation, and filters that an address can be shared by. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { type Dashboard, inBrowser, START_MS, startDashboard } from './dashboard';
import { rowOf } from './window';

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await startDashboard();
}, START_MS);
afterAll(() => dashboard?.close());

describe('the holds', () => {
  inBrowser('lead to the sandbox while there are none, but only whoever may use it', async () => {
    const { page: viewers } = await dashboard.open('/', { as: 'viewer' });
    await viewers.getByText('Nothing is reserved at the moment.').waitFor();
    const way = { name: 'Place and pay one on the Sandbox page' };
    expect(await viewers.getByRole('link', way).count()).toBe(0);
    const { page } = await dashboard.open('/');
    await page.getByRole('link', way).click();
    await page.getByRole('heading', { name: 'Sandbox', level: 1 }).waitFor();
  });

  inBrowser(
    'are captured many at once, by one confirmation that names their number and their total',
    async () => {
      const orderIds = [await dashboard.hold(), await dashboard.hold({ amountMinor: 45_050 })] as const;
      const taken = await dashboard.hold({ amountMinor: 10_000 });
      const { page } = await dashboard.open('/');
      // What is not shown yet is not selected.
      for (const orderId of [...orderIds, taken]) await rowOf(page, orderId).waitFor();
      await page.getByRole('checkbox', { name: 'Select all shown' }).check();
      await page.getByText('3 orders selected, NOK 3,550.50').waitFor();
      await page.getByRole('button', { name: 'Capture selected' }).click();
      const dialog = page.getByRole('dialog', { name: 'Capture 3 orders' });
      await dialog.getByText('Takes NOK 3,550.50 in all from 3 orders now.').waitFor();
      expect(await dashboard.command(taken, 'capture', {})).toBe(200);
      await dialog.getByRole('button', { name: 'Capture 3 orders, NOK 3,550.50' }).click();

      await dialog.getByText('2 of 3 captured').waitFor();
      await dialog.getByText('Somebody was faster; nothing was taken twice').waitFor();
      await dialog.getByRole('button', { name: 'Close' }).last().click();
      await page.getByText('No holds').waitFor();
      const captures = await Promise.all(
        [...orderIds, taken].map(async (orderId) => (await dashboard.booksOf(orderId)).captures),
      );
      expect(captures.map((ofOrder) => ofOrder.map(({ amountMinor }) => amountMinor))).toEqual([
        [300_000],
        [45_050],
        [10_000],
      ]);
    },
  );

  inBrowser('are narrowed by search and deadline, which stand in the address', async () => {
    const soon = await dashboard.hold({ policy: { captureWindow: 'PT20H' } });
    const late = await dashboard.hold();
    const { page } = await dashboard.open('/');
    await rowOf(page, late).waitFor();
    await page.getByRole('button', { name: '1 ends within 24 hours' }).click();
    await rowOf(page, late).waitFor({ state: 'detached' });
    await rowOf(page, soon).waitFor();
    await page.getByLabel('Hold ends').selectOption('At any time');
    await page.getByRole('searchbox', { name: 'Search' }).fill(late);
    await rowOf(page, soon).waitFor({ state: 'detached' });
    const sharing = await dashboard.open(page.url());
    await rowOf(sharing.page, late).waitFor();
    expect(await rowOf(sharing.page, soon).count()).toBe(0);
  });
});
