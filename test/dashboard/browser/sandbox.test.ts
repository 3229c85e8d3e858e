/** The sandbox's screen: the customer's part, time, and what shall go wrong, by the hand of an operator. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { type Dashboard, inBrowser, START_MS, startDashboard } from './dashboard';
import { noticeOf, rowOf } from './window';

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await startDashboard();
}, START_MS);
afterAll(() => dashboard?.close());

describe('the sandbox in a browser', () => {
  inBrowser(
    'plays a customer who declines, then pays, and moves the clock until the timer has captured',
    async () => {
      const { data } = await dashboard.server.http.post('/v1/sandbox/sample-order', {});
      const { page } = await dashboard.open('/sandbox');
      const row = rowOf(page, data.orderId);
      await row.getByRole('button', { name: `Decline ${data.orderId}` }).click();
      await noticeOf(page, 'the customer has declined.').waitFor();
      await row.getByRole('button', { name: `Pay ${data.orderId}` }).click();
      await noticeOf(page, 'the customer has paid.').waitFor();
      await row.getByText('Reserved', { exact: true }).waitFor();

      await row.getByLabel('How far to move the clock').selectOption('6 days');
      await row.getByRole('button', { name: `Move clock of ${data.orderId}` }).click();
      await row.getByText('Completed', { exact: true }).waitFor();
      expect((await dashboard.booksOf(data.orderId)).captures).toMatchObject([{ amountMinor: 300_000 }]);
      await row.getByRole('link', { name: data.orderId, exact: true }).click();
      await page.getByText('NOK 3,000.00 was captured as CAP').waitFor();
    },
  );

  inBrowser('sets what shall go wrong, shows it, and clears it', async () => {
    const { page } = await dashboard.open('/sandbox');
    await page.getByLabel('Fault').selectOption('Callback: one comes twice');
    await page.getByRole('button', { name: 'Set fault' }).click();
    await page.getByRole('listitem').filter({ hasText: 'Callback: one comes twice once more' }).waitFor();
    await page.getByRole('button', { name: 'Clear all faults' }).click();
    await page.getByRole('heading', { name: 'No fault is set' }).waitFor();
    expect((await dashboard.server.http.get('/v1/sandbox')).data.faults).toEqual([]);
  });
});
