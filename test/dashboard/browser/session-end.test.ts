/** A session that ends while nobody knows what became of a sending: whoever signs in again sends exactly that once more. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Request } from 'playwright-core';
import { KEYS } from '../../http/running-server';
import { type Dashboard, inBrowser, START_MS, startDashboard } from './dashboard';
import { noticeOf } from './window';

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await startDashboard();
}, START_MS);
afterAll(() => dashboard?.close());

const CAPTURES = '**/v1/reservations/*/capture';

const sentBy = (request: Request) => ({
  key: request.headers()['idempotency-key'],
  body: request.postData(),
});

describe('a session that ends', () => {
  inBrowser(
    'under an uncertain capture keeps it, covered, until it can be sent again as it was',
    async () => {
      const orderId = await dashboard.hold();
      const { page } = await dashboard.open('/');
      const sent: ReturnType<typeof sentBy>[] = [];
      await page.route(CAPTURES, async (route) => {
        sent.push(sentBy(route.request()));
        if (sent.length > 1) return route.continue();
        await route.fetch();
        return route.abort();
      });
      await page.getByRole('button', { name: `Capture ${orderId}` }).click();
      const dialog = page.getByRole('dialog', { name: `Capture ${orderId}` });
      await dialog.getByLabel('Note').fill('The guest has asked');
      await dialog.getByRole('button', { name: 'Capture NOK 3,000.00' }).click();
      await dialog.getByText('Whether it was taken on is not known.').waitFor();

      await page.context().clearCookies();
      // Whatever is sent next finds out that nobody is signed in.
      await dialog.getByRole('button', { name: 'Try again' }).click();
      const again = page.getByRole('dialog', { name: 'Sign in' });
      await again.getByText('the page is kept').waitFor();
      const covered = await again.boundingBox();
      expect(covered).toMatchObject({ x: 0, y: 0, width: 1280, height: 800 });
      await page.keyboard.press('Escape');
      await again.getByLabel('API key').fill(KEYS.operator);
      await again.getByRole('button', { name: 'Sign in' }).click();
      await again.waitFor({ state: 'detached' });

      await dialog.getByRole('button', { name: 'Try again' }).click();
      await noticeOf(page, `${orderId}: captured NOK 3,000.00.`).waitFor();
      expect(sent).toHaveLength(3);
      expect(new Set(sent.map((one) => JSON.stringify(one))).size).toBe(1);
      expect((await dashboard.booksOf(orderId)).captures).toMatchObject([{ amountMinor: 300_000 }]);
      await page.getByRole('heading', { name: 'Due', level: 1 }).waitFor();
    },
  );

  inBrowser('with nothing on its way leads to the sign-in page, and leaves nothing of the page', async () => {
    const orderId = await dashboard.hold();
    const { page } = await dashboard.open('/');
    await page.getByRole('link', { name: orderId, exact: true }).waitFor();
    await page.context().clearCookies();
    await page.getByRole('link', { name: 'All' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByText(orderId).first().waitFor({ state: 'detached' });
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});
