/** An outcome that nobody knows: its evidence side by side, a person's word on it, and life that goes on. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Dashboard, inBrowser, START_MS, startDashboard } from './dashboard';
import { noticeOf } from './window';

let dashboard: Dashboard;

beforeAll(async () => {
  // The answer of a capture that is lost is waited for.
  dashboard = await startDashboard({ answerWaitMs: 2_000 });
}, START_MS);
afterAll(() => dashboard?.close());

/** A capture of NOK 500.00 whose connection broke before the provider had read it. */
async function loseCapture(page: Page, orderId: string): Promise<void> {
  await page.getByRole('link', { name: 'Sandbox' }).click();
  await page.getByLabel('Fault').selectOption('Capture: the connection breaks, nothing is done');
  await page.getByRole('button', { name: 'Set fault' }).click();
  await page.getByRole('heading', { name: '1 fault is set' }).waitFor();
  await page.getByRole('link', { name: orderId, exact: true }).click();
  await page.getByRole('region', { name: 'Actions' }).getByRole('button', { name: 'Capture' }).click();
  const dialog = page.getByRole('dialog', { name: `Capture ${orderId}` });
  await dialog.getByRole('radio', { name: 'An amount' }).check();
  await dialog.getByLabel('Amount in NOK').fill('500');
  await dialog.getByRole('button', { name: 'Capture NOK 500.00' }).click();
  await dialog.getByText('Do not ask for it again.').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}

describe('an outcome that nobody knows', () => {
  inBrowser(
    'stands under Attention with its evidence side by side, is decided by a person, and life goes on',
    async () => {
      const orderId = await dashboard.hold();
      const { page } = await dashboard.open('/');
      await loseCapture(page, orderId);
      await page.getByText('Nothing else can be done with this order').waitFor();

      await page.getByRole('link', { name: /1 needs attention/ }).click();
      const card = page.getByRole('article', { name: orderId });
      await card.getByText('An outcome is unknown').waitFor();
      const sent = card.locator('section').filter({ hasText: 'What we sent' });
      await sent.getByText('NOK 500.00').waitFor();
      await sent.getByText('the connection broke before the answer came').waitFor();
      const shown = card.getByRole('group', { name: 'What the provider shows' });
      await shown.getByText('Before').waitFor();
      expect(await shown.getByRole('row', { name: 'nothing new' }).count()).toBeGreaterThanOrEqual(4);
      await card
        .getByText('Then captured NOK 500.00, charged NOK 0.00, refunded NOK 0.00, runway NOK 2,500.00.')
        .waitFor();
      await card
        .getByText('Then captured NOK 0.00, charged NOK 0.00, refunded NOK 0.00, runway NOK 3,000.00.')
        .waitFor();

      await card.getByRole('button', { name: `It did not happen: ${orderId}` }).click();
      const dialog = page.getByRole('dialog', { name: `The capture of ${orderId} did not happen` });
      await dialog.getByText('Counts as not done: capture NOK 500.00.').waitFor();
      const confirm = dialog.getByRole('button', { name: 'It did not happen' });
      expect(await confirm.isDisabled()).toBe(true);
      await dialog.getByLabel('What you have seen, and where').fill('Their dashboard shows no capture');
      await confirm.click();
      await noticeOf(page, `${orderId}: your word was taken.`).waitFor();
      await page.getByText('Nothing waits for you').waitFor();

      await page.getByRole('link', { name: 'Due' }).click();
      await page.getByRole('button', { name: `Capture ${orderId}` }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Capture NOK 3,000.00' }).click();
      await noticeOf(page, `${orderId}: captured NOK 3,000.00.`).waitFor();
      expect((await dashboard.booksOf(orderId)).captures).toMatchObject([{ amountMinor: 300_000 }]);
      await page.goto(`/orders/${orderId}`);
      await page
        .getByRole('region', { name: 'History' })
        .getByText('“It did not happen”. Evidence: Their dashboard shows no capture')
        .waitFor();
    },
  );
});
